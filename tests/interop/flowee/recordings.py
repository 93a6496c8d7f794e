"""What was recorded of a Hub (tests/vectors), to be asked again of a real one and of ours."""
import functools
import json

import programs
import wire


@functools.cache
def file(name):
    return json.loads((programs.ROOT / "tests/vectors" / name).read_text())


def packets(entries):
    """The bytes of recorded packets, one behind the other."""
    return b"".join(packet_bytes(entry) for entry in entries)


def packet_bytes(entry):
    if "hex" in entry:
        return bytes.fromhex(entry["hex"])
    raise AssertionError(f"a recorded packet without its bytes: {list(entry)}")


def exchanges(name):
    """Every legal exchange of the file: (entry, request, recorded reply, undefined tags, filter to set first)."""
    for entry in file(name)["exchanges"]:
        if not entry.get("unspecified"):
            yield (entry, packets(entry["request"]), packets(entry["reply"]), set(entry.get("undefined", [])),
                   filter_request(entry.get("filter_before", [])))


def filter_request(hashes):
    """GetBlock requests that leave these script hashes in the filter of the connection."""
    return [wire.packet(1, 4, wire.token(7, 0) + wire.token(41 if at == 0 else 42, bytes.fromhex(one)))
            for at, one in enumerate(hashes)]


def synchronous(request):
    """The same SendTransaction without header tag 10."""
    head = wire.header(request)
    return wire.packet(head[1], head[2], wire.body(request), tags=[(tag, value) for tag, value in head.items() if tag > 10])


def flow(name, of="flowee-chain.json"):
    return next(entry for entry in file(of)["flows"] if entry["name"] == name)


def sent(step):
    """What a step of `behaviour` sends."""
    if "send" in step:
        return bytes.fromhex(step["send"])
    return bytes.fromhex(step["send_head"]).ljust(step["send_bytes"], bytes.fromhex(step["send_fill"]))
