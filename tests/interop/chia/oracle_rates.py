"""Rate limits: direction, percent, version, then `type size seconds*1000 verdict` for one message after another. The
verdict is the limit that the reference's RateLimiter names, or `none`."""
import logging

from chia.protocols.protocol_message_types import ProtocolMessageTypes
from chia.protocols.shared_protocol import Capability
from chia.server.rate_limit_numbers import rate_limits
from chia.server.rate_limits import RateLimiter

logging.disable()  # it warns of types that nobody has
CONNECTIONS = 40
WORDS = {"non-tx count": "aggregate_count", "non-tx size": "aggregate_total", "message count": "count",
         "message size": "size", "cumulative size": "total"}


class Frame:
    def __init__(self, kind, size):
        self.type, self.data = kind, range(size)


def connection(rng):
    inbound, percent, version = rng.random() < 0.5, rng.choice([100, 30, 60, 50]), rng.choice([1, 2])
    now = rng.randrange(1 << 30) / 1000
    limiter = RateLimiter(inbound, percentage_of_limit=percent, get_time=lambda: now)
    both = [Capability.BASE] + ([Capability.RATE_LIMITS_V2] if version == 2 else [])
    types = rng.sample([kind.value for kind in ProtocolMessageTypes], rng.choice([1, 1, 2, 4, 30]))
    words = ["in" if inbound else "out", percent, version]
    for _ in range(rng.choice([20, 60, 200])):
        kind = rng.choice(types)
        if rng.random() < 0.02:
            kind = rng.choice([0, 2, 4, 200, kind])
        limit = rate_limits[1].get(ProtocolMessageTypes(kind)) if kind in types else None
        most = limit.max_size if limit else 9
        size = rng.choice([0, 1, 9, most, most + 1] if most < 1 << 20 or rng.random() < 0.05 else [0, 7, 5000])
        now += rng.choice([0, 0, 0.001, 0.2, 1, 20 if rng.random() < 0.03 else 0])
        now = round(now, 3)
        said = limiter.process_msg_and_check(Frame(kind, size), both, both)
        words += [kind, size, round(now * 1000), "none" if said is None else WORDS[said.split(":")[0]]]
    return words


def crowded(rng):
    """Small messages of types with high counts, until the aggregate is full."""
    now = 61.0
    limiter = RateLimiter(True, get_time=lambda: now)
    words = ["in", 100, 1]
    for index in range(1300):
        kind = rng.choice([85, 74, 26, 29, 106, 20] if index % 5 else [21, 22])
        said = limiter.process_msg_and_check(Frame(kind, 10), [Capability.BASE], [Capability.BASE])
        words += [kind, 10, 61000, "none" if said is None else WORDS[said.split(":")[0]]]
    return words


def files(rng):
    yield "rates", [connection(rng) for _ in range(CONNECTIONS)] + [crowded(rng)]
