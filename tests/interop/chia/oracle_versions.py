"""Versions. versions.txt: text, then text, as hex of UTF-8; `error` if the first is no version (the second is one then as
always), or `<`, `=`, `>` as the first stands to the second."""
from packaging.version import Version

PAIRS = 400
FIXED = ["0.0.36", "0.0.35", "0.0.37", "1.0rc1", "v1.0", "1!2.0", "1.0+local", "99.0.0", " 1.0 ", "\t1.0\n", "", "abc",
         "0.0.x", "1.0.", "1.0a.", "1.0a.dev", "1..0", "V1", "1.0-1", "1.0-r1", "1.0.post", "1.dev", "1.0preview2",
         "1.0prev", "1.0+a.1", "1.0+1.a", "1.0+", "1.0+a..b", "1.0+a_b-c", "1!", "!1", "1.0.0", "1", "01.00", "\u00a01.0",
         "1.0\u2003", "1.0\u200b", "\u0131", "1.0\u017f", "\u0661.0", "9" * 4300, "9" * 4301, "1." + "0" * 4301, "v", "1\x00"]


def is_version(text):
    try:
        Version(text)
    except ValueError:
        return False
    return True


def made_up(rng):
    def separator():
        return rng.choice(["", "", ".", "-", "_"])

    def number():
        return rng.choice(["", "0", "1", "2", "10", "007"])

    text = rng.choice(["", "", "", " ", "v", "V"]) + rng.choice(["", "", "0!", "1!"])
    text += ".".join(rng.choice(["0", "0", "1", "2", "36", "10", "00"]) for _ in range(rng.choice([1, 2, 3, 3, 4])))
    if rng.random() < 0.35:
        word = rng.choice(["a", "alpha", "b", "beta", "c", "rc", "pre", "preview", "RC", "Alpha"])
        text += separator() + word + separator() + number()
    if rng.random() < 0.3:
        text += rng.choice(["-1", "-2", separator() + rng.choice(["post", "rev", "r", "POST"]) + separator() + number()])
    if rng.random() < 0.3:
        text += separator() + "dev" + separator() + number()
    if rng.random() < 0.25:
        text += "+" + rng.choice(["a", "1", "B.2", "1.b", "2-c", "10", "a.1", "", "x."])
    if rng.random() < 0.1:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice([".", "-", "x", "0", " ", "+", "!"]) + text[at:]
    return text


def pair(first, second):
    if not is_version(first):
        verdict = "error"
    else:
        a, b = Version(first), Version(second)
        verdict = "<" if a < b else ">" if a > b else "="
    return first.encode().hex() or "-", second.encode().hex(), verdict


def files(rng):
    pairs = [pair(first, rng.choice(["0.0.35", "0.0.36", "1.0"])) for first in FIXED]
    good = [text for text in (made_up(rng) for _ in range(PAIRS)) if is_version(text)]
    pairs += [pair(made_up(rng), rng.choice(good)) for _ in range(PAIRS)]
    pairs += [pair(text, str(Version(text))) for text in good[:PAIRS // 5]]
    yield "versions", pairs
