"""Compressed points of G1 and G2: kind, hex, and `ok` or `error` as chia_rs says."""
import bls_curve
import chia_rs

P = bls_curve.P
SIZES = {"g1": 48, "g2": 96}
TYPES = {"g1": chia_rs.G1Element, "g2": chia_rs.G2Element}


def verdict(kind, point):
    try:
        TYPES[kind].from_bytes(point)
    except ValueError:
        return "error"
    return "ok"


def valid(rng, kind):
    key = chia_rs.AugSchemeMPL.key_gen(rng.randbytes(32))
    return bytes(key.get_g1() if kind == "g1" else chia_rs.AugSchemeMPL.sign(key, rng.randbytes(8)))


def with_x(rng, kind):
    """Any x: half of them are of no point, nearly all others of one outside the subgroup."""
    parts = [rng.randrange(P) for _ in range(SIZES[kind] // 48)]
    point = bytearray(b"".join(part.to_bytes(48, "big") for part in parts))
    point[0] |= 0x80 | rng.choice([0, 0x20])
    return bytes(point)


def of_small_order(rng, kind):
    return bls_curve.compressed(bls_curve.small_order_point(rng, kind), kind)


def beside_the_subgroup(rng, kind):
    """A point of the subgroup and one of small order, added."""
    both = bls_curve.add(bls_curve.subgroup_point(rng, kind), bls_curve.small_order_point(rng, kind))
    return bls_curve.compressed(both, kind)


def of_the_subgroup(rng, kind):
    return bls_curve.compressed(bls_curve.subgroup_point(rng, kind), kind)


def small_x(rng, kind):
    point = bytearray(SIZES[kind])
    point[-1] = rng.randrange(40)
    point[47] = rng.randrange(40)
    point[0] |= 0x80 | rng.choice([0, 0x20])
    return bytes(point)


def at_the_prime(rng, kind):
    """x close to the prime, and valid points with the prime added where it fits."""
    point = bytearray(valid(rng, kind))
    part = rng.randrange(SIZES[kind] // 48) * 48
    flags = point[0] & 0xE0
    point[0] &= 0x1F
    number = int.from_bytes(point[part:part + 48], "big")
    number = rng.choice([number + P, P - rng.randrange(5), P + rng.randrange(5), (1 << 381) - 1])
    point[part:part + 48] = (number % (1 << 381)).to_bytes(48, "big")
    point[0] |= flags
    return bytes(point)


def with_flags(rng, kind):
    point = bytearray(valid(rng, kind))
    point[0] = (point[0] & 0x1F) | rng.randrange(8) << 5
    return bytes(point)


def with_bit(rng, kind):
    point = bytearray(valid(rng, kind))
    point[rng.randrange(len(point))] ^= 1 << rng.randrange(8)
    return bytes(point)


def infinity(rng, kind):
    point = bytearray(SIZES[kind])
    point[0] = rng.choice([0xC0, 0xC0, 0xE0, 0x40, 0x80, 0xA0, 0x00, 0xC1])
    if rng.random() < 0.3:
        point[rng.randrange(len(point))] |= 1
    return bytes(point)


def files(rng):
    ways = [(valid, 25), (of_the_subgroup, 5), (of_small_order, 8), (beside_the_subgroup, 8), (with_x, 40), (small_x, 20),
            (at_the_prime, 25), (with_flags, 16), (with_bit, 20), (infinity, 16)]
    points = [(kind, way(rng, kind)) for kind in SIZES for way, count in ways for _ in range(count)]
    yield "points", [(kind, point.hex(), verdict(kind, point)) for kind, point in points]
