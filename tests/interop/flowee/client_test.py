#!/usr/bin/env python3
"""Our verbs as clients of a real Hub: its chain, its news, its reorganisations, its restarts."""
import contextlib
import hashlib
import json
import signal
import sqlite3
import time
import unittest

import programs
import wire
import dragoman  # tests/system, found by programs
from dragoman import CHAIN, CHAIN_BLOCKS, TIP, Running, run, scratch

FLOWEE = ("--dialect", "flowee", "--network", "regtest")
REDIAL_SECONDS = 15  # wire/flowee.md 7.4
REWARD = bytes(range(20))  # the public key hash that gets what is mined here


class Silent(Exception):
    """No answer in time (exit code 3)."""


def call(address, kind, body=None, raw=None, patience=10):
    """The reply to one message said by hand: its JSON."""
    said = ["--hex", raw.hex()] if raw is not None else ["--fields", json.dumps({"body": body or []})]
    done = run("call", *FLOWEE, "--type", kind, "--timeout", str(patience), *said, address)
    if done.returncode == 3:
        raise Silent(done.stderr)
    assert done.returncode == 0, done
    return json.loads(done.stdout)


def display(wire_hex):
    return bytes.fromhex(wire_hex)[::-1].hex()


def stored_blocks(store):
    """{hash: bytes} of the blocks in a store."""
    with contextlib.closing(sqlite3.connect(f"file:{store}/dragoman.sqlite?mode=ro", uri=True)) as base:
        return dict(base.execute("SELECT id, raw FROM objects WHERE kind = 'block'"))


@programs.needs("DRAGOMAN_HUB")
class ClientOfAHub(programs.Judged):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.real = cls.hub().load()

    def mine(self, count=1, reward=REWARD):
        """Hashes of blocks that the Hub mines. The same reward at the same place gives the same block."""
        with wire.Line(self.real.address) as line:
            message, body = line.request(4, 0, wire.token(2, reward) + wire.token(6, count))
        self.assertEqual(message, 1, body)
        return [value.hex() for tag, _, value, _ in wire.tokens(body) if tag == 5]

    def tip(self):
        with wire.Line(self.real.address) as line:
            return line.best()

    def test_probe_tells_what_the_hub_is(self):
        height, tip = self.tip()
        self.assertEqual(dragoman.probe("flowee", "regtest", self.real.address),
                         {"dialect": "flowee", "network": "regtest", "address": self.real.address,
                          "agent": "Flowee:1 (2021-04)", "chain": "regtest", "height": height, "tip": tip,
                          "tip_display": display(tip)})

    def test_another_network_is_refused_by_its_name(self):
        done = run("probe", "--dialect", "flowee", "--network", "main", self.real.address)
        self.assertEqual(done.returncode, 4, done)
        self.assertIn("they: regtest", done.stderr)

    def test_call_reads_every_kind_of_reply(self):
        self.assertEqual(call(self.real.address, "API.Version")["named"], {"GenericByteData": "Flowee:1 (2021-04)"})
        block = call(self.real.address, "BlockChain.GetBlock", [[7, "number", 111], [43, "bool", True]])
        self.assertEqual(block["type"], "BlockChain.GetBlockReply")
        missing = call(self.real.address, "BlockChain.GetBlock", [[7, "number", 100000]])
        self.assertEqual((missing["type"], missing["named"]["FailedReason"]),
                         ("API.CommandFailed", "Requested block not found"))

    def test_bodies_around_a_packet_s_end_cross_both_ways(self):
        # Height 127 is not on the chain; n unknown heights are answered by n - 1 Separators, a byte each (9.2).
        for size in [8000, 8001, 9000, 9001, 16000, 16001, 24001]:
            with self.subTest(reply=size):
                reply = call(self.real.address, "BlockChain.GetBlockHeader", raw=bytes.fromhex("387f") * (size + 1))
                self.assertEqual(reply["type"], "BlockChain.GetBlockHeaderReply")
                self.assertEqual(len(reply["fields"]["body"]), size)
        for size in [8000, 8001, 9000, 9001, 16001]:
            with self.subTest(request=size):
                padding = wire.token(200, bytes(size - 6 - 2))  # an unknown tag is skipped
                padding = wire.token(200, bytes(size - 2 - (len(padding) - (size - 8))))
                raw = padding + bytes.fromhex("3805")
                self.assertEqual(len(raw), size)
                reply = call(self.real.address, "BlockChain.GetBlockHeader", raw=raw)
                self.assertEqual(reply["named"]["BlockHeight"], 5)

    def test_the_whole_chain_is_fetched_with_every_hash_and_byte_equal(self):
        with scratch() as store, self.hub_for_a_while(blocks=CHAIN) as hub:
            with wire.Line(hub.address) as line:
                self.assertEqual(line.best(), (CHAIN_BLOCKS - 1, TIP))
            done = run("sync", *FLOWEE, "--peer", hub.address, "--store", store)
            self.assertEqual(done.returncode, 0, done.stderr)
            stored = stored_blocks(store)
        expected = {hashlib.sha256(hashlib.sha256(block[:80]).digest()).digest(): block
                    for block in programs.chain_blocks()}
        self.assertEqual(len(expected), CHAIN_BLOCKS)
        self.assertEqual(stored, expected)

    def test_blocks_handed_in_by_call_become_the_hub_s(self):
        blocks = programs.chain_blocks()
        for _ in range(programs.TRIES):
            try:
                with self.hub_for_a_while() as hub:
                    with wire.Line(hub.address) as line:
                        line.ask(wire.VERSION)
                        programs.hand_in(line, blocks[1:105])
                    for height in range(105, CHAIN_BLOCKS):
                        reply = call(hub.address, "Mining.SubmitBlock", [[1, "bytes", blocks[height].hex()]], patience=5)
                        self.assertEqual(reply["type"], "Mining.SubmitBlockReply", (height, reply))
                    with wire.Line(hub.address) as line:
                        self.assertEqual(line.best(), (CHAIN_BLOCKS - 1, TIP))
                    return
            except (Silent, wire.Silence) as silence:  # its fault, now and then (programs.Hub.restart)
                print(f"the Hub fell silent: {silence}")
        self.fail("the Hub falls silent again and again")

    def test_watch_tells_of_a_block_as_soon_as_it_is_mined(self):
        height, _ = self.tip()
        with Running("watch", *FLOWEE, "--peer", self.real.address, "--json") as watching:
            watching.until("SyncProgress", done=height, target=height)
            for more in (1, 2):
                (mined,) = self.mine()
                said = watching.until("InventoryAnnounced", hash=mined, timeout=5)
                self.assertEqual((said["kind"], said["hash_display"], said["height"]),
                                 ("block", display(mined), height + more))
                watching.until("ChainStep", step="NEW", hash=mined, height=height + more, timeout=5)
            self.assertEqual(watching.stop(), 0)

    def test_a_reorganisation_is_followed(self):
        height, _ = self.tip()
        with Running("node", *FLOWEE, "--peer", self.real.address, "--json") as node:
            node.until("SyncProgress", done=height, target=height)
            first, second = self.mine(2)
            node.until("ChainStep", step="NEW", hash=second)
            self.real.rpc("invalidateblock", display(first))
            self.assertEqual(self.tip()[0], height)
            branch = self.mine(3, bytes(20))
            steps = []
            while (steps or [None])[-1] != ("NEW", branch[-1]):
                step = node.until("ChainStep")
                steps.append((step["step"], step["hash"]))
            self.assertEqual(steps, [("UNDO", second), ("UNDO", first)] + [("NEW", one) for one in branch])
            self.assertEqual(node.stop(), 0)

    def test_sync_with_follow_goes_on_and_ends_in_good_order(self):
        height, _ = self.tip()
        with scratch() as store:
            with Running("sync", *FLOWEE, "--peer", self.real.address, "--store", store, "--follow", "--json") as sync:
                sync.until("SyncProgress", done=height, target=height)
                mined = self.mine(3)
                sync.until("ChainStep", step="NEW", hash=mined[-1])
                self.assertEqual(sync.stop(signal.SIGINT), 0)
            self.assertIn(bytes.fromhex(mined[-1]), stored_blocks(store))

    def test_what_the_hub_served_we_serve_with_the_same_bytes(self):
        questions = [wire.packet(1, message, wire.token(7, height) + extra, request=height)
                     for height in (0, 1, 111, 115) for message, extra in
                     ((8, b""), (6, b""), (6, wire.token(60, False)), (4, wire.token(49, True) + wire.token(43, True)))]
        with scratch() as store, self.hub_for_a_while() as hub:
            hub.load()
            with Running("node", *FLOWEE, "--peer", hub.address, "--store", store, "--listen", "127.0.0.1:0",
                         "--json") as node:
                address = node.until("Listening")["address"]
                node.until("SyncProgress", done=CHAIN_BLOCKS - 1, target=CHAIN_BLOCKS - 1)
                with wire.Line(hub.address) as theirs, wire.Line(address) as mine:
                    for question in questions:
                        undefined = {76} if wire.header(question)[11] == 0 else set()
                        self.assertEqual(wire.masked(mine.ask(question), undefined).hex(),
                                         wire.masked(theirs.ask(question), undefined).hex(), question.hex())


@programs.needs("DRAGOMAN_HUB")
class ARestartOfTheHub(programs.Judged):
    def test_is_survived(self):
        hub = self.hub().load()
        with Running("node", *FLOWEE, "--peer", hub.address, "--json") as node:
            node.until("SyncProgress", done=CHAIN_BLOCKS - 1, target=CHAIN_BLOCKS - 1)
            hub.stop()
            gone = node.until("PeerDisconnected")
            self.assertIn(gone["closed_by"], ["peer", "network"])
            began = time.monotonic()
            hub.start()
            node.until("PeerConnected", timeout=REDIAL_SECONDS + 45)
            self.assertGreater(time.monotonic() - began, REDIAL_SECONDS - 8)
            with wire.Line(hub.address) as line:
                message, body = line.request(4, 0, wire.token(2, REWARD))
                self.assertEqual(message, 1, body)
            mined = wire.tokens(body)[0][2].hex()
            node.until("ChainStep", step="NEW", hash=mined, timeout=10)  # the subscription is renewed, too
            self.assertEqual(node.stop(), 0)

    def test_killed_it_is_told_as_the_network_s_doing(self):
        hub = self.hub()
        with Running("watch", *FLOWEE, "--peer", hub.address, "--json") as watching:
            watching.until("PeerConnected")
            hub.stop(signal.SIGKILL)
            watching.until("PeerDisconnected")
            self.assertEqual(watching.stop(), 0)


if __name__ == "__main__":
    programs.main()
