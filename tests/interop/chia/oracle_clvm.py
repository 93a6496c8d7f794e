"""Serialized CLVM trees: hex, then the length of the program at its front and its tree hash, or `error`."""
import chia_rs

CASES = 300


def size_prefix(size, width):
    if width == 1:
        return bytes([0x80 | size])
    lead = {2: 0xC0, 3: 0xE0, 4: 0xF0, 5: 0xF8, 6: 0xFC}[width]
    return bytes([lead]) + size.to_bytes(width - 1, "big")


def atom(rng):
    if rng.random() < 0.5:
        return bytes([rng.randrange(0x81)])
    body = rng.randbytes(rng.choice([0, 1, 2, 3, 5, 32, 48, 63, 64, 70]))
    short = len(body) < 64 and rng.random() < 0.75
    return size_prefix(len(body), 1 if short else rng.randrange(2, 7)) + body


def path(rng):
    number = rng.choice([1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 16, 20, 32, 64, 128, rng.randrange(1, 1 << 12)])
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if rng.random() < 0.08:
        body = bytes(rng.randrange(1, 3)) + (body if rng.random() < 0.7 else b"")
    if len(body) == 1 and body[0] < 0x80 and rng.random() < 0.9:
        return body
    return size_prefix(len(body), 1 if rng.random() < 0.9 else 2) + body


def tree(rng, pairs, references):
    out, pending = bytearray(), 1
    while pending:
        pending -= 1
        if pairs > 0 and rng.random() < 0.55:
            out.append(0xFF)
            pending += 2
            pairs -= 1
        elif rng.random() < references:
            out += b"\xfe" + path(rng)
        else:
            out += atom(rng)
    return out


def damaged(rng, out):
    kind = rng.random()
    if kind < 0.5:
        return out[: rng.randrange(len(out))]
    if kind < 0.8:
        out[rng.randrange(len(out))] = rng.choice([0xFE, 0xFF, 0xFD, 0xC0, rng.randrange(256)])
        return out
    return out + rng.randbytes(rng.randrange(4))


def case(rng):
    out = tree(rng, rng.choice([1, 2, 4, 8, 20, 40]), rng.choice([0, 0.05, 0.2, 0.5]))
    if rng.random() < 0.3:
        out = damaged(rng, out)
    program = bytes(out)
    text = program.hex() or "-"
    try:
        length = chia_rs.serialized_length(program)
    except ValueError:
        return text, "error"
    return text, length, bytes(chia_rs.tree_hash(program[:length])).hex()


def files(rng):
    yield "clvm", [case(rng) for _ in range(CASES)]
