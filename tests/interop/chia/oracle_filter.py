"""Filters. filter.txt: the encoded filter, then its elements (some twice). filters_read.txt: an encoded filter that may be
damaged, `error` or `ok`, then `element matches` pairs."""
from chiabip158 import PyBIP158

FILTERS = 40


def elements(rng):
    made = [rng.randbytes(32) for _ in range(rng.choice([0, 1, 2, 3, 8, 20, 60]))]
    return made + [rng.choice(made) for _ in range(rng.randrange(3)) if made]


def damaged(rng, encoded):
    encoded = bytearray(encoded)
    kind = rng.random()
    if kind < 0.25:
        encoded[0] = rng.choice([0, 1, 2, 3, 4, 0xFD, 0xFE, 0xFF])
    elif kind < 0.5:
        del encoded[rng.randrange(len(encoded)):]
    elif kind < 0.6:
        encoded.append(rng.randrange(2))
    elif kind < 0.8:
        encoded[rng.randrange(len(encoded))] ^= 1 << rng.randrange(8)
    else:
        width = rng.choice([2, 4, 8])
        count = encoded[0] if rng.random() < 0.5 else rng.getrandbits(8 * width)
        encoded[:1] = bytes([{2: 0xFD, 4: 0xFE, 8: 0xFF}[width]]) + count.to_bytes(width, "little")
    return bytes(encoded)


def read(encoded, asked):
    text = encoded.hex() or "-"
    try:
        found = PyBIP158(bytearray(encoded))
    except RuntimeError:
        return text, "error"
    return (text, "ok", *(word for one in asked for word in (one.hex(), int(found.Match(bytearray(one))))))


def files(rng):
    made, taken = [], []
    for _ in range(FILTERS):
        of = elements(rng)
        encoded = bytes(PyBIP158([bytearray(one) for one in of]).GetEncoded())
        made.append((encoded.hex(), *(one.hex() for one in of)))
        asked = of[:5] + [rng.randbytes(32)]
        taken += [read(encoded, asked), read(damaged(rng, encoded), asked)]
    many = [index.to_bytes(32, "big") for index in range(300)]
    made.append((bytes(PyBIP158([bytearray(one) for one in many]).GetEncoded()).hex(), *(one.hex() for one in many)))
    yield "filter", made
    yield "filters_read", taken
