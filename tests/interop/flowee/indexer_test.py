#!/usr/bin/env python3
"""The real Indexer follows our node as it follows a Hub, and what it then knows is true."""
import hashlib
import time
import unittest

import programs
import recordings
import wire
from dragoman import CHAIN_BLOCKS


def double_sha(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def first_outputs(block_address, height):
    """(offset, id, inputs as (id, index), script hashes) of each transaction of a block, asked of `block_address`."""
    with wire.Line(block_address) as line:
        body = line.request(1, 4, b"".join(wire.token(tag, value) for tag, value in
                                           [(7, height), (43, True), (46, True), (51, True), (45, False)]))[1]
    found, offset, txid, inputs, scripts, previous = [], None, None, [], [], None
    for tag, _, value, _ in wire.tokens(body)[2:]:
        if tag == 8:
            offset = value
        elif tag == 4:
            txid = value
        elif tag == 20:
            previous = value
        elif tag == 21:
            inputs.append((previous, value))
        elif tag == 9:
            scripts.append(value)
        elif tag == 0:
            found.append((offset, txid, inputs, scripts))
            inputs, scripts = [], []
    return found


class Judging(programs.Judged):
    def ask(self, message, content=b""):
        with wire.Line(self.indexer.address) as line:
            return [(tag, value) for tag, _, value, _ in wire.tokens(line.request(19, message, content)[1])]

    def expect_true_answers(self, hub):
        self.assertEqual(self.ask(10), [(1, b"Flowee Indexer:1 (2021-04)")])
        self.assertEqual(self.ask(0), [(22, True), (21, True), (23, True)])
        asked = 0
        for height in (1, 2, 111, 113, 115):
            for offset, txid, inputs, scripts in first_outputs(hub, height):
                self.assertEqual(self.ask(2, wire.token(4, txid)), [(7, height), (8, offset)])
                for previous, index in inputs:
                    if any(previous):
                        self.assertEqual(self.ask(6, wire.token(4, previous) + wire.token(20, index)),
                                         [(7, height), (8, offset)])
                for script in scripts[:1]:
                    self.assertIn((7, height), self.ask(4, wire.token(9, script)))
                asked += 1
        self.assertGreater(asked, 30)

    def everything(self, hub):
        self.indexer = programs.Indexer(self.folder(), hub)
        self.addCleanup(self.indexer.stop)
        self.indexer.until(CHAIN_BLOCKS - 1)
        self.expect_true_answers(hub)
        return self.indexer

    def goes_on(self, hub):
        """A block is handed in with SubmitBlock: the Indexer comes along, told by its subscription."""
        block = next(recordings.packets(step["send"]) for step in recordings.flow("live")["steps"]
                     if step["description"].startswith("SubmitBlock of block 116"))
        with wire.Line(hub) as line:
            line.ask(wire.VERSION)
            began = time.monotonic()
            line.ask(block)
            self.assertEqual(line.best()[0], CHAIN_BLOCKS)
        self.indexer.until(CHAIN_BLOCKS, timeout=30)
        self.assertLess(time.monotonic() - began, 30)  # its own look around comes every two minutes
        (_, txid, _, _) = first_outputs(hub, CHAIN_BLOCKS)[1]
        deadline = time.monotonic() + 20
        while self.ask(2, wire.token(4, txid))[0] != (7, CHAIN_BLOCKS):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.2)


@programs.needs("DRAGOMAN_INDEXER")
class OnOurNode(Judging):
    def test_follows_to_the_tip_and_on(self):
        node = self.node()
        indexer = self.everything(node.address)
        self.goes_on(node.address)
        self.assertNotIn("ban", indexer.text().lower())

    def test_goes_on_when_we_were_away(self):
        address = f"127.0.0.1:{programs.free_port()}"
        with programs.ours(address=address) as node:
            indexer = programs.Indexer(self.folder(), address)
            self.addCleanup(indexer.stop)
            self.indexer = indexer
            indexer.until(CHAIN_BLOCKS - 1)
            self.assertEqual(node.stop(), 0)
        with programs.ours(address=address):
            deadline = time.monotonic() + 60
            while True:
                try:
                    self.goes_on(address)
                    return
                except AssertionError:
                    self.assertLess(time.monotonic(), deadline)


@programs.needs("DRAGOMAN_INDEXER", "DRAGOMAN_HUB")
class OnAHub(Judging):
    """The same on the real Hub: what is asked here is right."""

    def test_follows_to_the_tip_and_on(self):
        hub = self.hub().load()
        self.everything(hub.address)
        self.goes_on(hub.address)


if __name__ == "__main__":
    programs.main()
