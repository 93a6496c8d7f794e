"""The curve of G1 and its twist of G2, whole: points of small order and outside the subgroup, which chia_rs will not make."""

P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
Z = -0xD201000000010000
R = Z**4 - Z**2 + 1
G1_COFACTOR = (Z - 1) ** 2 // 3
G2_COFACTOR = (Z**8 - 4 * Z**7 + 5 * Z**6 - 4 * Z**4 + 6 * Z**3 - 4 * Z**2 - 4 * Z + 13) // 9
SMALL_ORDERS = {"g1": [3, 11, 10177, 859267], "g2": [13, 23, 2713, 11953]}


class Number:
    """a + b i over the field; G1 keeps b = 0."""

    def __init__(self, a, b=0):
        self.a, self.b = a % P, b % P

    def __add__(self, other):
        return Number(self.a + other.a, self.b + other.b)

    def __sub__(self, other):
        return Number(self.a - other.a, self.b - other.b)

    def __mul__(self, other):
        return Number(self.a * other.a - self.b * other.b, self.a * other.b + self.b * other.a)

    def __eq__(self, other):
        return (self.a, self.b) == (other.a, other.b)

    def norm(self):
        return (self.a * self.a + self.b * self.b) % P

    def inverse(self):
        scale = pow(self.norm(), -1, P)
        return Number(self.a * scale, -self.b * scale)

    def root(self):
        """A square root, or None."""
        norm = pow(self.norm(), (P + 1) // 4, P)
        for sign in (norm, -norm):
            half = (self.a + sign) * pow(2, -1, P) % P
            real = pow(half, (P + 1) // 4, P)
            candidates = [Number(real), Number(0, real)]
            if real:
                candidates.append(Number(real, self.b * pow(2 * real, -1, P)))
            for candidate in candidates:
                if candidate * candidate == self:
                    return candidate
        return None


def add(p, q):
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0]:
        if p[1] + q[1] == Number(0):
            return None
        slope = Number(3) * p[0] * p[0] * (p[1] + p[1]).inverse()
    else:
        slope = (q[1] - p[1]) * (q[0] - p[0]).inverse()
    x = slope * slope - p[0] - q[0]
    return x, slope * (p[0] - x) - p[1]


def times(scalar, point):
    total = None
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def random_point(rng, kind):
    """Any point of the curve, hardly ever in the subgroup."""
    while True:
        x = Number(rng.randrange(P), rng.randrange(P) if kind == "g2" else 0)
        y = (x * x * x + (Number(4, 4) if kind == "g2" else Number(4))).root()
        if y is not None and (kind == "g2" or y.b == 0):
            return x, y


def small_order_point(rng, kind):
    """A point whose order is a small prime or its square."""
    order = rng.choice(SMALL_ORDERS[kind])
    others = (G1_COFACTOR if kind == "g1" else G2_COFACTOR) * R
    while others % order == 0:
        others //= order
    while True:
        point = times(others, random_point(rng, kind))
        if point is not None:
            return point


def subgroup_point(rng, kind):
    return times(G1_COFACTOR if kind == "g1" else G2_COFACTOR, random_point(rng, kind))


def compressed(point, kind):
    x, y = point
    if kind == "g1":
        data = bytearray(x.a.to_bytes(48, "big"))
        larger = y.a > P // 2
    else:
        data = bytearray(x.b.to_bytes(48, "big") + x.a.to_bytes(48, "big"))
        larger = (y.b or y.a) > P // 2
    data[0] |= 0xA0 if larger else 0x80
    return bytes(data)
