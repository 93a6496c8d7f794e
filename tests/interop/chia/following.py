"""What several nodes on one chain are asked: who stands where, who is connected, and whether anybody complained."""
import asyncio
import re
import time

# What the real node writes about itself in an ordinary session, also with none but real nodes around; and that it is slow,
# which it says on a busy machine.
ITS_OWN = re.compile(r"updating the mempool using the slow-path|Block validation: |Time for header validate: | took [0-9.]+ ?s")


def complaints(log):
    """Numbers of the lines that are warnings or errors, or speak of a ban, but what it says of itself."""
    return [number for number, line in enumerate(log)
            if re.search(r": (WARNING|ERROR|CRITICAL) |\bban", line, re.I) and not ITS_OWN.search(line)]


def goings(node):
    """Who left our node, and what went wrong there."""
    return [f"{node.name}: {event}" for event in node.events() if event["ev"] in ("PeerDisconnected", "Fault")]


def no_complaints(*concerned):
    """The real ones among them have none; ours tell what they know of it."""
    for node in concerned:
        log = [] if node.ours else node.log().splitlines()
        found = complaints(log)
        if found:
            around = log[max(0, found[0] - 20):found[0] + 40]  # a traceback follows, what led to it comes before
            ours = [line for other in concerned if other.ours for line in goings(other)]
            raise AssertionError("\n".join(["the real node complains:", *(log[number] for number in found[:20]),
                                            "--- around the first:", *around, *ours]))


async def until(what, seconds, ask):
    """The first answer of `ask` that is true."""
    deadline = time.monotonic() + seconds
    while True:
        got = await ask()
        if got:
            return got
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        await asyncio.sleep(0.3)


async def stands_at(node, height_and_hash, seconds=60):
    """The node has this peak: the real one is asked by RPC, ours as a peer."""
    async def ask():
        if not node.ours:
            return await node.state() == height_and_hash
        peak = await node.peak()
        return peak is not None and (int(peak[0]), bytes(peak[1]).hex()) == height_and_hash
    try:
        await until(f"{node.name} stands at {height_and_hash}", seconds, ask)
    except AssertionError as wrong:
        raise AssertionError(f"{wrong}\n{node.talk()[-2500:]}") from None


async def connection(node, port, seconds=20):
    """What the real node says of its link with the listener at this port."""
    async def ask():
        return next((link for link in await node.connections() if link["peer_server_port"] == port and link["type"] == 1), None)
    return await until(f"a link with port {port} in its list", seconds, ask)


async def connect(node, *addresses):
    """The real node dials them."""
    for address in addresses:
        answer = await node.open_connection(address)
        assert answer["success"], answer
