"""What a Chia node does when it is talked to, each with an exact outcome. The same code is run against the real node, which
proves the scenario, and against ours in its place.

A scenario is a coroutine that gets a World: the node and what the test may do with it. Numbers are those of the interop page.
"""
import asyncio
import contextlib
import dataclasses
import hashlib
import itertools
import ssl
import time

from chia.types.blockchain_format.program import Program
from chia_rs import CoinSpend, G2Element, SpendBundle

import node_under_test as nodes
import peer as peers
import words
from peer import FULL_NODE, WALLET, Leaf, Listener, Refused, Silence, new_peak

HEIGHT = 35  # the recorded chain goes on to 40, so both nodes can be given more
GENESIS = bytes.fromhex("eb8c4d20b322be8d9fddbf9412016bdffe9a2901d7edb0e364e94266d0e095f7")
HOME = bytes.fromhex(nodes.HOME)
GOSSIP = ("respond_peers",)  # comes whenever someone else dials the same node
LAG = 5  # a real node bans some failures 3 s after the close
SCENARIOS = {}
_hosts = itertools.count(2)


@dataclasses.dataclass
class Scenario:
    run: object
    number: int
    slow: bool
    height: int | None
    fresh: bool
    only: str | None
    farms: bool
    own: bool


def scenario(number, slow=False, height=HEIGHT, fresh=False, only=None, farms=False, own=False):
    """fresh: it alters the node, which is then not shared with others. own: it makes its nodes itself."""
    def keep(function):
        SCENARIOS[function.__name__] = Scenario(function, number, slow, height, fresh or farms, only, farms, own)
        return function
    return keep


def stranger():
    """A source address of its own, not exempt from anything."""
    number = next(_hosts)
    return f"127.1.{number // 250}.{number % 250 + 1}"


def want(got, wanted, what=""):
    if got != wanted:
        raise AssertionError(f"{what}: got {got!r}, wanted {wanted!r}")


class World:
    def __init__(self, target, node=None):
        self.target, self.node = target, node
        self.ours = target == "dragoman"

    def dial(self, **how):
        return self.node.dial(**how)

    async def start(self, height=HEIGHT, peer=(), farms=False, **more):
        """One more node of this target."""
        if self.ours:
            return await asyncio.to_thread(lambda: nodes.Ours(height, peer=peer, **more))
        made = await asyncio.to_thread(lambda: nodes.Real(height, farms=farms, **more))
        return made

    async def node_dials(self, listener, height=HEIGHT):
        """(node, task): a node that dials the listener; the task ends when the dial is decided, with True for success. Ours
        is told by --peer, the real one by RPC."""
        if self.ours:
            node = await asyncio.to_thread(lambda: nodes.Ours(height, peer=listener.address))
            return node, None
        node = await asyncio.to_thread(lambda: nodes.Real(height))

        async def dial():
            return (await node.open_connection(listener.address))["success"]
        return node, asyncio.create_task(dial())

    async def grow(self, node, block):
        """One block more on its chain, farmed by the real node, told to ours. Gives its height."""
        if not self.ours:
            return await node.farm(1)
        async with await node.dial(source=stranger()) as source:
            await source.settle()
            await give(source, [block])
            await node.until_peak(block.height, block.header_hash)
        return block.height


async def give(source, blocks, fork_point=None):
    """Announces the last of these blocks and serves them all; leaves the link serving."""
    source.serving = peers.serve_blocks(blocks)
    await source.say("new_peak", new_peak(blocks[-1], fork_point))


async def refused(node, source, within=None):
    """The address gets HTTP 403; with the real node it may take a moment."""
    within = (1 if node.ours else LAG) if within is None else within
    deadline = time.monotonic() + within
    while True:
        try:
            await (await node.dial(source=source, shake=False)).close()
        except Refused as no:
            want((no.status, no.body), (403, f"403: Peer {source} is banned, refusing connection"), "banned")
            return
        except (ConnectionError, asyncio.IncompleteReadError, OSError):
            pass
        if time.monotonic() > deadline:
            raise AssertionError(f"{source} is not banned {within} s after the close")
        await asyncio.sleep(0.2)


async def welcome(node, source):
    """The address is served as if nothing had been."""
    async with await node.dial(source=source) as peer:
        await peer.take("new_peak")


async def closes(peer, code, reason=""):
    """The node closes the link so, and says nothing else but pushes of its own."""
    end = await peer.until_end()
    want((end.code, end.reason), (code, reason), f"close after {peer.story()}")


def capabilities(theirs):
    return [(int(number), text) for number, text in theirs.capabilities]


def no_ids(*said):
    want([one.id for one in said], [None] * len(said), "ids of pushes")


# 1 to 7: the way in


@scenario(1)
async def a_full_node_that_dials_is_told_handshake_mempool_peak_and_its_own_address(world):
    source = stranger()
    async with await world.dial(source=source, shake=False) as peer:
        await peer.quiet()
        theirs = await peer.shake(port=4444)
        want((theirs.network_id, theirs.protocol_version, int(theirs.server_port), int(theirs.node_type)),
             ("simulator0", "0.0.36", world.node.port, FULL_NODE))
        want(theirs.software_version.partition("+")[0], "2.7.5")
        want(capabilities(theirs), [(1, "1"), (2, "1"), (3, "1"), (5, "1")])
        mempool = await peer.take("request_mempool_transactions")
        peak = await peer.take("new_peak")
        no_ids(peer.heard[0], mempool, peak)
        want(bytes(mempool.body.filter), b"\0", "filter of an empty mempool")
        want(int(peak.body.fork_point_with_previous_peak), int(peak.body.height), "fork point")
        want(int(peak.body.height), HEIGHT)
        await asyncio.sleep(peers.SILENCE)
        others = [said for said in peer.inbox if said.name != "respond_peers"]
        want(others, [], "nothing else comes")
        want(len(peer.inbox), 1, "relay of the own address")
        no_ids(*peer.inbox)
        want([(entry.host, int(entry.port)) for entry in peer.inbox[0].body.peer_list], [(source, 4444)])


@scenario(2)
async def a_wallet_that_dials_is_told_the_peak_alone(world):
    async with await world.dial(node_type=WALLET) as peer:
        want((peer.theirs.protocol_version, int(peer.theirs.node_type)), ("0.0.38", FULL_NODE))
        peak = await peer.take("new_peak_wallet")
        no_ids(peak)
        want((int(peak.body.height), int(peak.body.fork_point_with_previous_peak)), (HEIGHT, HEIGHT))
        await peer.quiet()


@scenario(3)
async def capability_7_is_agreed_and_windows_come_before_anything_else(world):
    async with await world.dial(capabilities=(1, 2, 3, 5, 7)) as peer:
        want(capabilities(peer.theirs), [(1, "1"), (2, "1"), (3, "1"), (5, "1"), (7, "1")])
        await peer.take("new_peak")
        want([said.name for said in peer.heard[:2]], ["handshake", "configure_window_sizes"])
        windows = peer.heard[1]
        no_ids(windows)
        want((len(windows.data), len(windows.body.settings)), (118, 38), "windows")
        limits = {int(kind): int(window) for kind, window in windows.body.settings}
        want((limits[26], limits[22], limits[23], limits[27]), (2, 3, 0, 0))
        want((await peer.request("request_block", 1, True)).name, "respond_block")


@scenario(3)
async def a_stranger_that_asks_one_after_the_other_stays_within_its_window(world):
    async with await world.dial(source=stranger(), capabilities=(1, 2, 3, 5, 7)) as peer:
        for height in range(1, 31):
            want((await peer.request("request_block", height, True)).name, "respond_block", f"block {height}")


@scenario(3)
async def windows_come_from_both_sides_without_waiting(world):
    async with await world.dial(shake=False) as peer:
        await peer.say("handshake", data=peers.handshake_bytes(capabilities=(1, 2, 3, 5, 7)))
        await peer.take("handshake")
        await peer.take("configure_window_sizes")  # ours was not sent yet
        await peer.quiet(1)
        await peer.say("configure_window_sizes", [(26, 2), (29, 2), (22, 3), (200, 9), (43, 0)])
        await peer.take("new_peak")


@scenario(3)
async def bad_windows_are_closed_with_minus_6(world):
    for what, first in (("no entries", {"name": "configure_window_sizes", "fields": [[]]}),
                        ("a window for a reply", {"name": "configure_window_sizes", "fields": [[(27, 5)]]}),
                        ("another type", {"name": "request_peers", "fields": []})):
        source = stranger()
        async with await world.dial(source=source, shake=False) as peer:
            await peer.say("handshake", data=peers.handshake_bytes(capabilities=(1, 2, 3, 5, 7)))
            await peer.take("configure_window_sizes")
            await peer.say(first["name"], *first["fields"])
            end = await peer.until_end()
            want((end.code, end.reason), (1002, "-6"), what)
        await refused(world.node, source)


def bad_handshakes():
    good = peers.handshake_bytes()
    return {"wrong network": ("handshake", peers.handshake_bytes(network="mainnet"), "110"),
            "type 9": ("handshake", peers.handshake_bytes(node_type=9), "1"),
            "type 0": ("handshake", peers.handshake_bytes(node_type=0), "1"),
            "version text of 129 bytes": ("handshake", peers.handshake_bytes(software="x" * 129), "-6"),
            "trailing byte": ("handshake", good + b"\0", "-6"),
            "cut short": ("handshake", good[:-1], "-6"),
            "another type first": ("request_peers", b"", "-6"),
            "a handshake body under another type": ("new_peak", good, "-6"),
            "type 2": (2, b"", "-4")}


async def fails_to_shake(node, source, kind, data, reason):
    async with await node.dial(source=source, shake=False) as peer:
        await peer.raw(frame(kind, data))
        await closes(peer, 1002, reason)
        want(peer.heard, [], "a reply")


def frame(kind, data, id=None):
    return bytes([words.NUMBERS.get(kind, kind)]) + (b"\0" if id is None else b"\1" + id.to_bytes(2, "big")) \
        + len(data).to_bytes(4, "big") + data


@scenario(4)
async def a_bad_handshake_gets_no_reply_but_a_reason_and_a_ban(world):
    for what, (kind, data, reason) in bad_handshakes().items():
        source = stranger()
        try:
            await fails_to_shake(world.node, source, kind, data, reason)
            await refused(world.node, source)  # at once: the ban lasts 10 s
        except AssertionError as wrong:
            raise AssertionError(f"{what}: {wrong}") from None


@scenario(4)
async def localhost_is_closed_in_the_same_way_and_not_banned(world):
    await fails_to_shake(world.node, "127.0.0.1", *bad_handshakes()["wrong network"])
    await asyncio.sleep(LAG - 1)
    await welcome(world.node, "127.0.0.1")


@scenario(4)
async def a_version_text_of_128_bytes_and_odd_capabilities_are_accepted(world):
    async with await world.dial(software="x" * 128, capabilities=(1, 1, 999, 3, 2)) as peer:
        want(capabilities(peer.theirs), [(1, "1"), (2, "1"), (3, "1"), (5, "1")])
        await peer.take("new_peak")


@scenario(5)
async def a_protocol_version_that_is_none_is_closed_after_the_reply(world):
    for version in ("abc", "", "0.0.x"):
        source = stranger()
        async with await world.dial(source=source, version=version) as peer:
            want(peer.theirs.network_id, "simulator0")
            await closes(peer, 1002, "1")
        await refused(world.node, source)
    for version in ("0.0.36", "1.0rc1", "v1.0", "1!2.0", "1.0+local", "99.0.0", " 1.0 "):
        async with await world.dial(source=stranger(), version=version) as peer:
            await peer.take("new_peak")


@scenario(6, slow=True)
async def silence_in_place_of_a_handshake_is_closed_after_30_s(world):
    source = stranger()
    async with await world.dial(source=source, shake=False) as peer, await world.dial(shake=False) as exempt:
        end = await peer.until_end(40)
        want((end.code, end.reason), (1002, "-6"))
        assert 28 < end.at < 34, end.at
        await refused(world.node, source)
        await asyncio.sleep(3)
        want(exempt.end, None, "localhost may take its time")


@scenario(7)
async def who_has_no_good_certificate_gets_no_http_answer(world):
    for what, how in (("no certificate", {"certificate": False}), ("self-signed", {"leaf": Leaf(self_signed=True)}),
                      ("expired", {"leaf": Leaf(expired=True)}), ("TLS 1.2", {"highest": ssl.TLSVersion.TLSv1_2})):
        try:
            peer = await world.dial(source=stranger(), shake=False, **how)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            continue
        except Refused as no:
            raise AssertionError(f"{what}: {no}") from None
        await peer.close()
        raise AssertionError(f"{what}: was let in")


@scenario(7)
async def other_paths_are_404_and_no_upgrade_is_400(world):
    try:
        await world.dial(path="/other", shake=False)
    except Refused as no:
        want(no.status, 404)
    else:
        raise AssertionError("/other was upgraded")
    host, port = world.node.address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port), ssl=peers.context(ssl.PROTOCOL_TLS_CLIENT, Leaf()))
    writer.write(b"GET /ws HTTP/1.1\r\nHost: x\r\n\r\n")
    want((await reader.readline()).split()[1], b"400")
    writer.transport.abort()


@scenario(7)
async def a_dialer_with_the_nodes_own_certificate_is_closed(world):
    if world.ours:
        crt, key = world.node.folder / "store/leaf.crt", world.node.folder / "store/leaf.key"
        if not crt.exists():
            raise Unknown("where our node keeps its leaf")
    else:
        crt, key = (world.node.folder / f"config/ssl/full_node/public_full_node.{end}" for end in ("crt", "key"))
    leaf = Leaf()
    leaf.certificate, leaf.key = crt.read_bytes(), key.read_bytes()
    source = stranger()
    async with await world.dial(source=source, leaf=leaf, shake=False) as peer:
        await closes(peer, 1000)
    await welcome(world.node, source)


class Unknown(Exception):
    """The test does not know how to ask; it is skipped, loudly."""


# 8 and 9: violations


def violations():
    block = nodes.chain()[1]
    transaction = SpendBundle([], G2Element())
    return {
        "trailing byte in the frame": (frame("request_peers", b"") + b"\0", 1002, "-4"),
        "no bytes at all": (b"", 1002, "-4"),
        "id prefix 2": (b"\x2b\x02\x00\x00\x00\x00", 1002, "-4"),
        "length beyond the end": (b"\x2b\x00\x00\x00\x00\x01", 1002, "-4"),
        "type 200": (frame(200, b""), 1002, "-4"),
        "type 0": (frame(0, b""), 1002, "-4"),
        "type 114": (frame(114, b""), 1002, "-4"),
        "second handshake": (frame("handshake", peers.handshake_bytes()), 1002, "1"),
        "windows after the handshake": (frame("configure_window_sizes", bytes.fromhex("000000011a0002")), 1002, "1"),
        "bool 02": (frame("request_block", bytes.fromhex("0000000102"), 5), 1002, "1"),
        "wallet request as full node": (frame("request_children", bytes(32), 5), 1002, "1"),
        "farmer message as full node": (frame("request_plots", b"", 5), 1002, "1"),
        "none_response": (frame("none_response", b""), 1002, "1"),
        "body of request_block of 101 bytes": (frame("request_block", bytes(101), 5), 1000, ""),
        "reject_block unasked": (frame("reject_block", (1).to_bytes(4, "big")), 1000, ""),
        "respond_block unasked": (frame("respond_block", bytes(block)), 1000, ""),
        "reject_blocks unasked": (frame("reject_blocks", bytes(8)), 1000, ""),
        "respond_blocks unasked": (frame("respond_blocks", bytes(12)), 1000, ""),
        "bad body of reject_block unasked": (frame("reject_block", b"\0"), 1002, "1"),
        "respond_transaction unasked": (frame("respond_transaction", bytes(transaction)), 1000, ""),
        "new_transaction with cost 0": (frame("new_transaction", b"\x11" * 32 + bytes(8) + (1).to_bytes(8, "big")), 1000, ""),
    }


@scenario(8)
async def a_violation_has_its_code_its_reason_and_a_ban(world):
    wrong = []
    for what, (message, code, reason) in violations().items():
        source = stranger()
        try:
            async with await world.dial(source=source) as peer:
                await peer.take("new_peak")
                await peer.raw(message)
                await closes(peer, code, reason)
            await refused(world.node, source)  # at once: some bans last 10 s
        except AssertionError as no:
            wrong.append(f"{what}: {no}")
    want(wrong, [])


@scenario(8)
async def a_text_frame_is_closed_with_1000(world):
    """After the handshake without a ban, as the first message with one of 10 s."""
    source = stranger()
    async with await world.dial(source=source) as peer:
        await peer.take("new_peak")
        await peer.raw(b"hello", opcode=1)
        await closes(peer, 1000)
    await asyncio.sleep(0.5)
    await welcome(world.node, source)
    source = stranger()
    async with await world.dial(source=source, shake=False) as peer:
        await peer.raw(b"hello", opcode=1)
        await closes(peer, 1000)
    await refused(world.node, source)


@scenario(8)
async def an_unasked_error_is_ignored(world):
    async with await world.dial(source=stranger()) as peer:
        await peer.take("new_peak")
        await peer.say("error", 1, "so it is", None)
        want((await peer.request("request_block", 1, True)).name, "respond_block")


@scenario(8)
async def a_message_too_large_for_its_layer_is_closed_with_1009(world):
    source = stranger()
    async with await world.dial(source=source) as peer:
        await peer.take("new_peak")
        with contextlib.suppress(ConnectionError):
            await peer.raw(bytes(52428800))
        end = await peer.until_end()
        assert end.code in (1009, None), end  # a reset may overtake the close
    await refused(world.node, source)


@scenario(9)
async def the_eleventh_request_peers_of_a_slot_is_one_too_many(world):
    source = stranger()
    async with await world.dial(source=source) as peer:
        await peer.take("new_peak")
        asked = 0
        for _ in range(3):  # a slot border may lie in between
            with contextlib.suppress(ConnectionError):
                for _ in range(11 if not asked else 10):
                    await peer.say("request_peers", id=asked)
                    asked += 1
            with contextlib.suppress(Silence):
                await peer.until_end(2)
                break
        await closes(peer, 1000)
        answers = [said for said in peer.heard if said.name == "respond_peers"]
        # The outbound share is 30 %: 3 in a slot, and the relayed address is one of them.
        assert len(answers) <= 3 * (1 if asked == 11 else 2), peer.story()
    await refused(world.node, source)


@scenario(9)
async def localhost_may_ask_as_often_as_it_likes(world):
    async with await world.dial() as peer:
        await peer.settle()
        for _ in range(25):
            want((await peer.request("request_peers")).name, "respond_peers")


# 10 and 11: blocks


@scenario(10)
async def a_block_is_served_with_the_id_of_the_question(world):
    blocks = nodes.chain()
    async with await world.dial() as peer:
        await peer.settle()
        for id in (5, None, 40000, 65535, 0):
            answer = await peer.request("request_block", 1, True, id=id)
            want((answer.name, answer.id, answer.data), ("respond_block", id, bytes(blocks[1])))
        for id in (6, None):
            answer = await peer.request("request_block", 1000000, True, id=id)
            want((answer.name, answer.id, int(answer.body.height)), ("reject_block", id, 1000000))
        answer = await peer.request("request_block", HEIGHT, False)
        want(answer.body.block.transactions_generator, None)
        want(bytes(answer.body.block), bytes(blocks[HEIGHT]))  # this chain has none to leave out


@scenario(11)
async def blocks_are_served_33_at_most_and_in_order(world):
    async with await world.dial() as peer:
        await peer.settle()
        answer = await peer.request("request_blocks", 1, 33, True)
        want((answer.name, int(answer.body.start_height), int(answer.body.end_height)), ("respond_blocks", 1, 33))
        got = answer.body.blocks
        want([int(block.height) for block in got], list(range(1, 34)))
        want([bytes(block) for block in got], [bytes(block) for block in nodes.chain()[1:34]])
        for before, block in zip(got, got[1:]):
            want(block.foliage.prev_block_hash, hashlib.sha256(bytes(before.foliage)).digest())
        for first, last in ((1, 34), (5, 4), (HEIGHT - 2, HEIGHT + 5)):
            answer = await peer.request("request_blocks", first, last, True)
            want((answer.name, int(answer.body.start_height), int(answer.body.end_height)), ("reject_blocks", first, last))
        for name, fields in (("request_transaction", [b"\x11" * 32]), ("request_proof_of_weight", [40, b"\x11" * 32])):
            with contextlib.suppress(Silence):
                answer = await peer.request(name, *fields, timeout=2)
                raise AssertionError(f"{name} of something unknown was answered: {answer}")


# 12 and 18: what a wallet is told


def rewards(blocks):
    """{coin id: (coin, height)} of what these blocks pay to HOME."""
    found = {}
    for block in blocks:
        for coin in block.transactions_info.reward_claims_incorporated if block.transactions_info else []:
            if coin.puzzle_hash == HOME:
                found[coin.name()] = (coin, int(block.height))
    return found


def states(items):
    return sorted((state.coin.name().hex(), state.created_height, state.spent_height) for state in items)


FILTERS = (True, True, True, 0)  # spent, unspent, hinted, smallest amount


async def puzzle_state(wallet, height, header_hash, subscribe=True):
    filters = words.find("CoinStateFilters")(*FILTERS)
    return await wallet.request("request_puzzle_state", [HOME], height, header_hash, filters, subscribe)


@scenario(12, farms=True)
async def a_new_block_is_told_to_full_nodes_and_to_wallets_that_asked(world):
    blocks = nodes.chain()
    async with await world.dial() as full, await world.dial(node_type=WALLET) as wallet:
        answer = await puzzle_state(wallet, None, GENESIS)
        want((answer.name, answer.body.is_finished, int(answer.body.height)), ("respond_puzzle_state", True, HEIGHT))
        want(answer.body.header_hash, blocks[HEIGHT].header_hash)
        want(states(answer.body.coin_states),
             sorted((name.hex(), height, None) for name, (_, height) in rewards(blocks[:HEIGHT + 1]).items()))
        await full.settle()
        wallet.forget()
        height = await world.grow(world.node, blocks[HEIGHT + 1])
        peak = await full.take("new_peak")
        no_ids(peak)
        want((int(peak.body.height), int(peak.body.fork_point_with_previous_peak)), (height, height - 1))
        told = await wallet.take("new_peak_wallet")
        want([said.name for said in wallet.heard[-2:]], ["coin_state_update", "new_peak_wallet"], "order")
        update = wallet.heard[-2]
        no_ids(update, told)
        want((told.body.header_hash, int(told.body.height)), (peak.body.header_hash, height))
        want((int(update.body.height), int(update.body.fork_height), update.body.peak_hash),
             (height, height - 1, peak.body.header_hash))
        block = (await full.request("request_block", height, True)).body.block
        want(states(update.body.items), sorted((name.hex(), height, None) for name in rewards([block])))


@scenario(18, fresh=True)
async def a_reorganisation_is_told_to_wallets_and_old_starts_are_rejected(world):
    blocks, fork = nodes.chain(), nodes.fork()
    branch = [block for block in fork if block.height <= HEIGHT + 1]
    async with await world.dial(node_type=WALLET) as wallet, await world.dial(source=stranger()) as source:
        answer = await puzzle_state(wallet, None, GENESIS)
        want((answer.name, answer.body.is_finished, int(answer.body.height)), ("respond_puzzle_state", True, HEIGHT))
        wallet.forget()
        await source.settle()
        await give(source, branch, nodes.FORK_AT)
        told = await wallet.take("new_peak_wallet")
        if int(told.body.height) == HEIGHT:  # of equal weight, and with fewer iterations: the real node takes it on the way
            want((world.ours, told.body.header_hash), (False, branch[-2].header_hash))
            told = await wallet.take("new_peak_wallet")
        want((told.body.header_hash, int(told.body.height)), (branch[-1].header_hash, HEIGHT + 1))
        want([entry[2] for entry in source.asked], [HEIGHT + 1, HEIGHT, HEIGHT - 1], "asked for, downwards")
        updates = [said.body for said in wallet.heard if said.name == "coin_state_update"]
        want((int(updates[-1].height), updates[-1].peak_hash), (HEIGHT + 1, branch[-1].header_hash))
        want(min(int(update.fork_height) for update in updates), nodes.FORK_AT, "fork height")
        # An undone coin comes with no height, a coin of the new branch with its own; both may be one coin.
        gone, new = rewards(blocks[nodes.FORK_AT + 1:HEIGHT + 1]), rewards(branch)
        told_of = {(state.coin.name(), state.created_height) for update in updates for state in update.items}
        want({(name, height) for name, (_, height) in new.items()} - told_of, set(), "new coins not told")
        want({(name, None) for name in gone} - told_of, set(), "undone coins not told")
        answer = await puzzle_state(wallet, HEIGHT, blocks[HEIGHT].header_hash)
        want((answer.name, int(answer.body.reason)), ("reject_puzzle_state", 0))
        answer = await puzzle_state(wallet, None, GENESIS)
        wanted = {**rewards(blocks[:nodes.FORK_AT + 1]), **new}
        want(states(answer.body.coin_states), sorted((name.hex(), height, None) for name, (_, height) in wanted.items()))


# 13 and 14: the node takes blocks from us


@scenario(13, height=None, fresh=True)
async def an_empty_node_takes_the_chain_in_batches_and_then_single_blocks(world):
    blocks = nodes.chain()
    async with await world.dial() as peer:
        await asyncio.sleep(1)
        want([said.name for said in peer.heard if said.name != "respond_peers"], ["handshake"], "an empty node says nothing")
        await give(peer, blocks[:40])
        await world.node.until_peak(39, blocks[39].header_hash)
        want(peer.asked, [("request_blocks", 32768, 0, 32), ("request_blocks", 32769, 32, 39)])
        await give(peer, blocks)
        await world.node.until_peak(40, blocks[40].header_hash)
        want(peer.asked, [("request_block", 32770, 40)] if len(peer.asked) == 1 else
             [("request_blocks", 32768, 0, 32), ("request_blocks", 32769, 32, 39), ("request_block", 32770, 40)])


@scenario(13, fresh=True)
async def a_node_five_blocks_behind_asks_downwards(world):
    blocks = nodes.chain()
    async with await world.dial() as peer:
        await peer.settle()
        await give(peer, blocks)
        await world.node.until_peak(40, blocks[40].header_hash)
        want(peer.asked, [("request_block", 32768 + at, height) for at, height in enumerate(range(40, 35, -1))])


async def announces(peer, height=HEIGHT + 1):
    """A peak that is heavier than anything; gives the question for its block."""
    await peer.take("new_peak")
    await peer.say("new_peak", b"\xab" * 32, height, 1 << 40, height - 1, b"\xcd" * 32)
    asked = await peer.take("request_block")
    want((asked.id, int(asked.body.height)), (32768, height))
    return asked


@scenario(14, fresh=True)
async def who_announces_a_peak_and_does_not_deliver_is_closed(world):
    sources = [stranger() for _ in range(4)]
    async with await world.dial(source=sources[0]) as peer:
        asked = await announces(peer)
        await peer.say("reject_block", asked.body.height, id=asked.id)
        await closes(peer, 1002, "1")
    async with await world.dial(source=sources[1]) as peer:
        asked = await announces(peer)
        await peer.say("respond_peers", [], id=asked.id)
        await closes(peer, 1002, "-4")
    async with await world.dial(source=sources[2]) as peer:
        asked = await announces(peer)
        await peer.say("error", 1, "no", None, id=asked.id)
        await closes(peer, 1002, "1")
    async with await world.dial(source=sources[3]) as peer:
        asked = await announces(peer)
        await peer.say("respond_block", data=b"\1", id=asked.id)
        await closes(peer, 1002, "1")
    for source in sources:
        await refused(world.node, source)


def damaged(block):
    """Blocks that contradict themselves in what every node checks."""
    info = block.transactions_info
    yield "transactions info", block.replace(transactions_info=info.replace(cost=info.cost + 1))
    yield "reward block", block.replace(reward_chain_block=block.reward_chain_block.replace(
        total_iters=block.reward_chain_block.total_iters + 1))
    transaction_block = block.foliage_transaction_block
    yield "transaction block", block.replace(foliage_transaction_block=transaction_block.replace(
        timestamp=transaction_block.timestamp + 1))


@scenario(14, fresh=True)
async def an_invalid_block_is_closed_with_reason_1(world):
    blocks = nodes.chain()
    for what, bad in damaged(blocks[HEIGHT + 1]):
        source = stranger()
        async with await world.dial(source=source) as peer:
            await peer.take("new_peak")
            await give(peer, [bad])
            try:
                await closes(peer, 1002, "1")
            except AssertionError as wrong:
                raise AssertionError(f"{what}: {wrong}") from None
        await refused(world.node, source)
    want((await world.node.peak())[0], HEIGHT)


@scenario(14, slow=True, fresh=True)
async def who_announces_a_peak_and_says_nothing_is_closed_after_15_s(world):
    source = stranger()
    async with await world.dial(source=source) as peer:
        await announces(peer)
        began = time.monotonic()
        end = await peer.until_end(30)
        want((end.code, end.reason), (1002, "1"))
        assert 13 < time.monotonic() - began < 20, time.monotonic() - began
    await refused(world.node, source)


@scenario(14, height=None, fresh=True)
async def a_batch_of_another_range_is_closed_with_1000(world):
    blocks = nodes.chain()
    async with await world.dial() as peer:  # so that the node has a book of addresses
        await asyncio.sleep(0.3)
    batches = {"another range": (1, 33, blocks[1:34]), "one block short": (0, 32, blocks[:32]),
               "two swapped": (0, 32, [blocks[0], blocks[2], blocks[1], *blocks[3:33]])}
    for what, (first, last, batch) in batches.items():
        source = stranger()
        async with await world.dial(source=source) as peer:
            await peer.say("new_peak", new_peak(blocks[39]))
            asked = await peer.take("request_blocks")
            want((int(asked.body.start_height), int(asked.body.end_height)), (0, 32))
            await peer.say("respond_blocks", first, last, batch, id=asked.id)
            end = await peer.until_end()
            want((end.code, end.reason), (1000, ""), what)
        await refused(world.node, source)
    source = stranger()
    async with await world.dial(source=source) as peer:
        await peer.say("new_peak", new_peak(blocks[39]))
        asked = await peer.take("request_blocks")
        await peer.say("reject_blocks", 0, 32, id=asked.id)
        await closes(peer, 1002, "1")
    await refused(world.node, source)


# 15 and 19: the node dials


@scenario(15, own=True)
async def a_node_that_dials_speaks_first_and_asks_for_peers(world):
    blocks = nodes.chain()
    async with await Listener.open() as listener:
        node, dialed = await world.node_dials(listener)
        try:
            peer = await listener.accept(shake=False, timeout=30)
            theirs = (await peer.take("handshake")).body
            want((int(theirs.node_type), int(theirs.server_port), theirs.protocol_version), (FULL_NODE, node.port, "0.0.36"))
            want([number for number, text in capabilities(theirs) if text == "1"][:4], [1, 2, 3, 5])
            await peer.quiet(1)  # it waits for ours
            await peer.say("handshake", data=peers.handshake_bytes(port=listener.port))
            firsts = [await peer.take(name) for name in ("request_mempool_transactions", "new_peak", "request_peers")]
            no_ids(*firsts)
            if dialed:
                want(await dialed, True, "open_connection")
            await peer.settle()
            await peer.say("respond_peers", [], id=None)
            answer = await peer.request("request_block", 1, True)
            want((answer.name, answer.id), ("respond_block", 32768))
            answer = await peer.request("request_blocks", 1, 99, True)
            want((answer.name, answer.id), ("reject_blocks", 32769))
            await give(peer, blocks[:HEIGHT + 2])
            await node.until_peak(HEIGHT + 1)
            want(peer.asked, [("request_block", 0, HEIGHT + 1)], "its ids start at 0")
            await peer.close()
        finally:
            await asyncio.to_thread(node.__exit__)


@scenario(15, own=True)
async def a_node_that_dials_closes_bad_handshakes_with_the_same_codes(world):
    cases = {what: bad_handshakes()[what] for what in ("wrong network", "type 9", "version text of 129 bytes", "type 2")}
    cases["version abc"] = ("handshake", peers.handshake_bytes(version="abc"), "1")
    node = None
    try:
        for number, (what, (kind, data, reason)) in enumerate(cases.items()):
            async with await Listener.open(f"127.0.3.{number + 1}") as listener:
                if world.ours or node is None:
                    if node:
                        await asyncio.to_thread(node.__exit__)
                    node, dialed = await world.node_dials(listener)
                else:
                    dialed = asyncio.create_task(node.open_connection(listener.address))
                peer = await listener.accept(shake=False, timeout=30)
                await peer.take("handshake")
                await peer.raw(frame(kind, data))
                end = await peer.until_end()
                want((end.code, end.reason), (1002, reason), what)
                if dialed:
                    want((await dialed) in (False,) or (await dialed)["success"], False) if number else await dialed
    finally:
        if node:
            await asyncio.to_thread(node.__exit__)


@scenario(15, own=True)
async def a_node_does_not_take_a_self_signed_acceptor(world):
    async with await Listener.open(leaf=Leaf(self_signed=True)) as listener:
        node, dialed = await world.node_dials(listener)
        try:
            try:
                await listener.accept(shake=False, timeout=4)
            except asyncio.TimeoutError:
                pass
            else:
                raise AssertionError("an upgrade was asked of a self-signed acceptor")
            if dialed:
                want(await dialed, False, "open_connection")
        finally:
            await asyncio.to_thread(node.__exit__)


@scenario(15, own=True)
async def a_node_dials_an_acceptor_that_has_tls_1_2_only(world):
    async with await Listener.open(highest=ssl.TLSVersion.TLSv1_2) as listener:
        node, _ = await world.node_dials(listener)
        try:
            peer = await listener.accept(timeout=30)
            await peer.take("new_peak")
            await peer.close()
        finally:
            await asyncio.to_thread(node.__exit__)


@scenario(19, slow=True, own=True)
async def a_dialer_pings_after_60_s_and_drops_the_link_30_s_later(world):
    async with await Listener.open() as listener:
        listener.pongs = False
        node, _ = await world.node_dials(listener)
        try:
            peer = await listener.accept(timeout=30)
            began = time.monotonic() - peer.began
            end = await peer.until_end(120)
            want(len(peer.pings), 1, "pings")
            assert 58 < peer.pings[0] - began < 64, peer.pings
            want(end.code, None, "ends without a close frame")
            assert 28 < end.at - peer.pings[0] < 34, (peer.pings, end.at)
        finally:
            await asyncio.to_thread(node.__exit__)


@scenario(19, slow=True)
async def an_acceptor_sends_no_pings(world):
    async with await world.dial() as peer:
        await asyncio.sleep(100)
        want((peer.pings, peer.end), ([], None))


# 16 and 17: transactions


def spend(coin, *outputs):
    """Of a coin with the puzzle `1`: the solution is the list of conditions, no signature."""
    conditions = [[51, puzzle_hash, amount] for puzzle_hash, amount in outputs]
    program = words.find("Program")
    return SpendBundle([CoinSpend(coin, program.from_bytes(bytes([1])), program.from_bytes(bytes(Program.to(conditions))))],
                       G2Element())


def coins_of_home():
    """Of one amount, so that spends of one shape cost the same."""
    coins = [coin for coin, _ in rewards(nodes.chain()[:HEIGHT + 1]).values()]
    return [coin for coin in coins if coin.amount == coins[0].amount]


@scenario(16, only="real", fresh=True)
async def a_transaction_with_its_true_cost_is_fetched_and_announced_on(world):
    first, second, third = coins_of_home()[:3]
    async with await world.dial() as announcer, await world.dial() as other, await world.dial(node_type=WALLET) as wallet:
        await announcer.settle()
        await other.settle()
        # The exact cost: of a spend of the same shape, by a wallet.
        like = spend(first, (b"\x22" * 32, 5))
        await wallet.request("send_transaction", like)
        heard = (await other.take("new_transaction")).body
        announcer.forget()
        mine = spend(second, (b"\x22" * 32, 5))
        await announcer.say("new_transaction", mine.name(), heard.cost, second.amount - 5)
        asked = await announcer.take("request_transaction")
        want((asked.id, asked.body.transaction_id), (32768, mine.name()))
        await announcer.say("respond_transaction", mine, id=asked.id)
        told = await other.take("new_transaction")
        no_ids(told)
        want((told.body.transaction_id, int(told.body.cost), int(told.body.fees)),
             (mine.name(), int(heard.cost), int(second.amount) - 5))
        want((await other.request("request_transaction", mine.name())).data, bytes(mine))
        await announcer.quiet(0.5, but=GOSSIP)  # not back to where it came from
        source = stranger()
        async with await world.dial(source=source) as liar:
            await liar.take("new_peak")
            wrong = spend(third, (b"\x22" * 32, 5))
            await liar.say("new_transaction", wrong.name(), heard.cost + 1, third.amount - 5)
            asked = await liar.take("request_transaction")
            await liar.say("respond_transaction", wrong, id=asked.id)
            await closes(liar, 1000)
        want((await other.take("new_transaction")).body.transaction_id, wrong.name(), "the transaction is kept")
        await refused(world.node, source)


@scenario(16, only="dragoman", fresh=True)
async def a_transaction_is_passed_through_with_what_was_heard_of_it(world):
    coin, other_coin = coins_of_home()[:2]
    mine = spend(coin, (b"\x22" * 32, 5))
    async with await world.dial(source=stranger()) as announcer, await world.dial(source=stranger()) as other:
        await announcer.settle()
        await other.settle()
        await announcer.say("new_transaction", mine.name(), 4444444, 77)
        asked = await announcer.take("request_transaction")
        want((asked.id, asked.body.transaction_id), (32768, mine.name()))
        await announcer.say("respond_transaction", mine, id=asked.id)
        told = await other.take("new_transaction")
        no_ids(told)
        want((told.body.transaction_id, int(told.body.cost), int(told.body.fees)), (mine.name(), 4444444, 77))
        want((await other.request("request_transaction", mine.name())).data, bytes(mine))
        await announcer.quiet(0.5, but=GOSSIP)
        # Other values from someone else: both are kept, nobody is closed.
        async with await world.dial(source=stranger()) as third:
            await third.settle()
            await third.say("new_transaction", mine.name(), 4444445, 77)
            await third.quiet(1, but=GOSSIP)
        # A bundle that is not what was announced is not passed on.
        async with await world.dial(source=stranger()) as liar:
            await liar.settle()
            await liar.say("new_transaction", b"\x77" * 32, 4444444, 77)
            asked = await liar.take("request_transaction")
            await liar.say("respond_transaction", spend(other_coin, (b"\x22" * 32, 5)), id=asked.id)
            await other.quiet(1, but=GOSSIP)
        # Who asks for the mempool hears of what it does not have.
        async with await world.dial(source=stranger()) as asker:
            await asker.settle()
            await asker.say("request_mempool_transactions", b"\0")
            want((await asker.take("new_transaction")).body.transaction_id, mine.name())


@scenario(16)
async def one_who_announces_and_is_silent_is_asked_and_not_closed(world):
    async with await world.dial(source=stranger()) as peer:
        await peer.settle()
        await peer.say("new_transaction", b"\x33" * 32, 5000000, 10 ** 9)
        asked = await peer.take("request_transaction")
        want(asked.body.transaction_id, b"\x33" * 32)
        await peer.quiet(6, but=GOSSIP)
        want((await peer.request("request_block", 1, True)).name, "respond_block")


async def sends(wallet, bundle):
    answer = await wallet.request("send_transaction", bundle, timeout=50)
    want(answer.name, "transaction_ack")
    want(answer.body.txid, hashlib.sha256(bytes(bundle)).digest())
    return int(answer.body.status), answer.body.error


@scenario(17, only="real", fresh=True)
async def a_wallet_is_told_what_became_of_its_transaction(world):
    coin, another = coins_of_home()[:2]
    unknown = words.find("Coin")(b"\x44" * 32, HOME, 1000)
    async with await world.dial(node_type=WALLET) as wallet:
        mine = spend(coin, (b"\x22" * 32, 5))
        want(await sends(wallet, mine), (1, None))
        want(await sends(wallet, mine), (1, None))
        want(await sends(wallet, spend(unknown, (b"\x22" * 32, 5))), (3, "UNKNOWN_UNSPENT"))
        want(await sends(wallet, spend(coin, (b"\x23" * 32, 6))), (2, "MEMPOOL_CONFLICT"))
        want(await sends(wallet, spend(another, (b"\x22" * 32, another.amount + 1))), (3, "MINTING_COIN"))


@scenario(17, only="dragoman")
async def a_wallets_transaction_is_refused_because_we_do_not_judge_it(world):
    async with await world.dial(node_type=WALLET) as wallet:
        mine = spend(coins_of_home()[0], (b"\x22" * 32, 5))
        want(await sends(wallet, mine), (3, "NO_TRANSACTIONS_WHILE_SYNCING"))
        want(await sends(wallet, mine), (3, "NO_TRANSACTIONS_WHILE_SYNCING"))


# 20 and 21: long silence, and too many


@scenario(20, slow=True, fresh=True)
async def a_silent_full_node_is_closed_between_minute_30_and_40_and_a_wallet_stays(world):
    async with await world.dial(source=stranger()) as full, await world.dial() as near, \
            await world.dial(node_type=WALLET) as wallet:
        async def pings():
            while True:
                await asyncio.sleep(30)
                full.socket.write(9, b"here")
        pinging = asyncio.create_task(pings())
        for peer in (full, near):
            end = await peer.until_end(2500)
            want((end.code, end.reason), (1000, ""))
            assert 1800 <= end.at <= 2500, end.at
        pinging.cancel()
        want(wallet.end, None, "the wallet")
    await welcome(world.node, full.source)


@scenario(21)
async def the_second_link_with_one_certificate_closes_the_first(world):
    leaf = Leaf()
    async with await world.dial(leaf=leaf) as older:
        await older.take("new_peak")
        async with await world.dial(leaf=leaf) as newer:
            await closes(older, 1000)
            want((await newer.request("request_block", 1, True)).name, "respond_block")


@scenario(21, fresh=True)
async def one_full_node_too_many_is_closed_after_its_handshake(world):
    slots = 32 if world.ours else 40  # 40 peers less the outbound target: ours has 8, the real node here 0
    links = []
    try:
        for _ in range(slots):
            links.append(await world.dial())
            await links[-1].take("new_peak")
        source = stranger()
        async with await world.dial(source=source) as late:
            await closes(late, 1000)
            want([said.name for said in late.heard], ["handshake"])
        async with await world.dial(node_type=WALLET) as wallet:  # has slots of its own
            await wallet.take("new_peak_wallet")
        want([link.end for link in links], [None] * slots)
        await links.pop().close()
        await asyncio.sleep(0.5)
        await welcome(world.node, source)  # and no ban
    finally:
        for link in links:
            link.abort()


@scenario(21)
async def types_without_a_slot_are_closed_after_their_handshake(world):
    for node_type in (peers.HARVESTER, peers.INTRODUCER, peers.DATA_LAYER, peers.SOLVER):
        async with await world.dial(node_type=node_type) as peer:
            await closes(peer, 1000)
            want([said.name for said in peer.heard], ["handshake"])


# Beyond the numbered ones


@scenario(9)
async def the_201st_request_block_of_a_slot_is_one_too_many(world):
    source = stranger()
    async with await world.dial(source=source) as peer:
        await peer.take("new_peak")
        asked = 0
        for more in (201, 200, 200):  # a slot border may lie in between
            with contextlib.suppress(ConnectionError):
                for _ in range(more):
                    await peer.say("request_block", 1, True, id=asked)
                    asked += 1
            with contextlib.suppress(Silence):
                await peer.until_end(3)
                break
        await closes(peer, 1000)
        answers = [said for said in peer.heard if said.name == "respond_block"]
        assert len(answers) <= asked - 1, len(answers)
    await refused(world.node, source)


@scenario(10)
async def a_message_in_fragments_with_a_ping_between_is_one_message(world):
    whole = frame("request_block", bytes.fromhex("0000000101"), 5)
    async with await world.dial(source=stranger()) as peer:
        await peer.settle()
        peer.socket.write(2, whole[:3], final=False)
        peer.socket.write(9, b"between")
        peer.socket.write(0, whole[3:9], final=False)
        peer.socket.write(0, b"", final=False)
        peer.socket.write(0, whole[9:])
        answer = await peer.answer(5)
        want((answer.name, answer.data), ("respond_block", bytes(nodes.chain()[1])))


@scenario(14, fresh=True)
async def an_unknown_block_of_equal_weight_is_fetched(world):
    """The real node then takes the one with fewer iterations. Ours cannot judge those, and keeps the first seen."""
    branch = [block for block in nodes.fork() if block.height <= HEIGHT]
    before = nodes.chain()[HEIGHT]
    want((branch[-1].weight, branch[-1].total_iters < before.total_iters), (before.weight, True), "what the test needs")
    async with await world.dial(source=stranger()) as peer:
        await peer.settle()
        await give(peer, branch, nodes.FORK_AT)
        await asyncio.sleep(3)
        want([entry[0::2] for entry in peer.asked], [("request_block", HEIGHT), ("request_block", HEIGHT - 1)])
        want(peer.end, None)
        want((await world.node.peak())[1], (before if world.ours else branch[-1]).header_hash)


@scenario(14, fresh=True)
async def a_block_of_another_height_is_dropped_without_a_ban(world):
    source = stranger()
    async with await world.dial(source=source) as peer:
        asked = await announces(peer)
        await peer.say("respond_block", nodes.chain()[3], id=asked.id)
        await asyncio.sleep(2)
        want(peer.end, None)
        want((await peer.request("request_block", 1, True)).name, "respond_block")
    await welcome(world.node, source)


def entry(host, port, ago=0):
    return words.find("TimestampedPeerInfo")(host, port, int(time.time()) - ago)


@scenario(15, fresh=True)
async def addresses_are_kept_and_a_share_of_them_handed_out(world):
    told = [entry(f"{first}.{second}.7.7", 58444 if first % 2 else 12345, 60) for first in range(11, 26)
            for second in range(20, 40)]
    odd = [entry("10.1.2.3", 58444), entry("44.4.4.4", 8444), entry("not.an.address", 58444), entry("x" * 46, 58444)]
    async with await world.dial(source=stranger()) as teller, await world.dial(source=stranger()) as asker:
        await teller.settle()
        await asker.settle()
        await teller.say("respond_peers", told + odd)
        await asyncio.sleep(1)
        answer = await asker.request("request_peers")
        got = {(each.host, int(each.port)) for each in answer.body.peer_list}
        assert got <= {(each.host, int(each.port)) for each in told}, got
        assert 40 <= len(got) <= 70, len(got)  # 23 % of what the book took
        # More than 1000 in one message: none of them.
        await teller.say("respond_peers", [entry(f"99.{at // 250}.{at % 250}.1", 58444) for at in range(1001)])
        await asyncio.sleep(1)
        answer = await asker.request("request_peers")
        assert not [each.host for each in answer.body.peer_list if each.host.startswith("99.")]
        want((teller.end, asker.end), (None, None))


@scenario(15, fresh=True)
async def one_fresh_address_is_passed_on_to_two_peers(world):
    links = [await world.dial(source=stranger()) for _ in range(4)]
    try:
        for link in links:
            await link.settle(0.3)
        await links[0].say("respond_peers", [entry("55.5.5.5", 58444)])
        await asyncio.sleep(2)
        heard = [sum(said.name == "respond_peers" and [each.host for each in said.body.peer_list] == ["55.5.5.5"]
                     for said in link.inbox) for link in links]
        want((heard[0], max(heard)), (0, 1), f"who heard it: {heard}")
        # The teller is never asked to hear it, but it may be one of the two that were drawn.
        assert 1 <= sum(heard) <= 2, heard
    finally:
        for link in links:
            await link.close()


@scenario(0, slow=True, fresh=True)
async def a_ban_ends_when_it_should(world):
    cases = {10: frame("handshake", peers.handshake_bytes()), 300: frame("reject_block", bytes(4)),
             600: violations()["new_transaction with cost 0"][0]}

    async def one(seconds, message):
        source = stranger()
        async with await world.dial(source=source) as peer:
            await peer.take("new_peak")
            await peer.raw(message)
            await peer.until_end()
        began = time.monotonic()
        await refused(world.node, source)
        await asyncio.sleep(began + seconds - 1 - time.monotonic())
        await refused(world.node, source, within=0.5)
        await asyncio.sleep(began + seconds + LAG - time.monotonic())
        await welcome(world.node, source)
    await asyncio.gather(*(one(seconds, message) for seconds, message in cases.items()))
