#!/usr/bin/env python3
"""A real Hub and our node, on the same chain with the same mempool, are asked the same: the same bytes must come."""
import os
import random
import struct
import time
import unittest

import programs
import recordings
import wire

SEED = int(os.environ.get("DRAGOMAN_INTEROP_SEED", "1"))
QUESTIONS = int(os.environ.get("DRAGOMAN_INTEROP_QUESTIONS", "4000"))
PIPELINED = 100_000
UNDEFINED = {(2, 8): {28}, (1, 6): {76}}  # FirstSeenTime is the wall clock; block 0 has no previous one (9.2)
OPTIONS = [40, 43, 44, 45, 46, 47, 48, 49, 50, 51, 53]
HASH_OF_NOTHING = bytes(range(32))


class Known:
    """What both hold: heights, block hashes, transactions with their places, scripts; and some that neither does."""

    def __init__(self, line, tip):
        self.heights = list(range(tip + 1)) + [tip + 1, 100000, -1]
        self.blocks, self.places, self.transactions, self.scripts = [HASH_OF_NOTHING], [], [HASH_OF_NOTHING], [HASH_OF_NOTHING]
        for height in range(tip + 1):
            body = line.request(1, 4, b"".join(wire.token(tag, value) for tag, value in
                                               [(7, height), (43, True), (51, True), (45, False)]))[1]
            for tag, _, value, _ in wire.tokens(body):
                if tag == 5:
                    self.blocks.append(value)
                elif tag == 8:
                    self.places.append((height, value))
                elif tag == 4:
                    self.transactions.append(value)
                elif tag == 9:
                    self.scripts.append(value)


class Asking:
    """Questions at random, as an honest and a careless client would put them."""

    def __init__(self, seed, known):
        self.random, self.known = random.Random(seed), known

    def maybe(self, chance):
        return self.random.random() < chance

    def pick(self, values):
        return self.random.choice(values)

    def hash(self, pool):
        return self.pick(pool) if self.maybe(0.95) else bytes(self.pick([0, 20, 31, 33]))

    def wrong(self, tag):
        """A token of an unexpected type."""
        return wire.token(tag, self.pick([True, False, 0, 3, -3, 2147483646, "5", "", b"", bytes(32), 1.5]))

    def shuffled(self, parts):
        if self.maybe(0.3):
            self.random.shuffle(parts)
        if self.maybe(0.1):
            parts.insert(self.random.randrange(len(parts) + 1), wire.token(self.pick([19, 99, 1000]), self.pick([7, "x", True])))
        return b"".join(parts)

    def options(self):
        parts = [wire.token(tag, self.maybe(0.7)) if self.maybe(0.95) else self.wrong(tag)
                 for tag in OPTIONS if self.maybe(0.2)]
        if self.maybe(0.2):
            parts.append(wire.token(52, self.random.randrange(4)))
        return parts

    def block(self):
        names = []
        for _ in range(self.pick([0, 1, 1, 1, 1, 1, 1, 2, 3])):
            names.append(wire.token(7, self.pick(self.known.heights)) if self.maybe(0.6)
                         else wire.token(self.pick([5, 5, 5, 1]), self.hash(self.known.blocks)))
        if self.maybe(0.05):
            names.append(self.wrong(self.pick([5, 7])))
        return names

    def get_block(self):
        parts = self.block() + self.options()
        if self.maybe(0.3):
            for _ in range(self.random.randrange(1, 4)):
                parts.append(wire.token(self.pick([41, 42]), self.hash(self.known.scripts)))
        if self.maybe(0.2):
            parts.append(wire.token(39, self.random.randrange(64)))
        return 1, 4, self.shuffled(parts)

    def get_block_verbose(self):
        return 1, 6, self.shuffled(self.block() + ([wire.token(60, self.maybe(0.5))] if self.maybe(0.5) else []))

    def get_block_header(self):
        return 1, 8, self.shuffled(self.block())

    def get_transaction(self):
        height, offset = self.pick(self.known.places)
        names = [wire.token(7, height) if self.maybe(0.6) else wire.token(5, self.known.blocks[height + 1])]
        if self.maybe(0.95):
            names.append(wire.token(8, offset if self.maybe(0.95) else self.pick([0, 80, 10_000_000])))
        return 1, 12, self.shuffled(names + self.options())

    def plain(self):
        return 1, self.pick([0, 2, 10]), self.shuffled([])

    def live_transaction(self):
        # Not by script hash: a Hub whose mempool holds another transaction never answers that, and keeps its lock.
        return 2, 0, self.shuffled([wire.token(self.pick([1, 4]), self.hash(self.known.transactions))])

    def unspent(self):
        parts = []
        for at in range(self.random.randrange(1, 4)):
            if at:
                parts.append(wire.token(0, True))
            if self.maybe(0.5):
                parts.append(wire.token(4, self.hash(self.known.transactions)))
            else:
                height, offset = self.pick(self.known.places)
                parts += [wire.token(7, height), wire.token(8, offset)]
            if self.maybe(0.5):
                parts.append(wire.token(21, self.pick([0, 1, 2, 50, -1])))
        return 2, self.pick([4, 6]), b"".join(parts)

    def search_mempool(self):
        parts = [wire.token(4, self.hash(self.known.transactions)) if self.maybe(0.5)
                 else wire.token(9, self.hash(self.known.scripts)) for _ in range(self.random.randrange(5))]
        return 2, 8, self.shuffled(parts + self.options())

    def mempool_info(self):
        return 2, 10, b""

    def validate_address(self):
        return 3, 2, wire.token(2, self.pick(["mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
                                              "2N7FuwuUuoTBrDFdrAZ9KxBmtqMLxce9i1C", "", "x", "bchreg:qq"]))

    def monitor(self):
        service = self.pick([17, 20])
        tag, pool = (9, self.known.scripts) if service == 17 else (4, self.known.transactions)
        return service, self.pick([0, 0, 2]), self.shuffled(
            [wire.token(tag, self.hash(pool)) if self.maybe(0.9) else self.wrong(tag)
             for _ in range(self.random.randrange(4))])

    def no_such(self):
        service = self.pick([0, 1, 2, 3, 6, 9, 15, 16, 18, 19, 22, 100, -3])
        return service, self.pick([3, 14, 99, -1, 1000]), self.shuffled([])

    def broken(self):
        """A right question that ends inside a token."""
        service, message, body = self.pick([self.get_block, self.get_block_header, self.unspent, self.search_mempool])()
        return service, message, body + self.pick([b"\x07", b"\x12\x05ab", b"\xf8\x80", b"\x1b\x20\x00", b"\x38\x80"])

    def question(self, request):
        kind = self.pick([self.get_block] * 6 + [self.get_transaction] * 4 + [self.search_mempool] * 3 + [
            self.get_block_verbose, self.get_block_header, self.plain, self.live_transaction, self.unspent, self.unspent,
            self.mempool_info, self.validate_address, self.monitor, self.no_such, self.broken])
        service, message, body = kind()
        tags = [(self.pick([10, 12, 13, 31, 127, 200, 16777214, 16777215]),
                 self.pick([0, -1, 5, 2147483646, -2147483648, "no", True, 2.5, 2147483647]))
                for _ in range(self.pick([0, 0, 0, 1, 3]))]
        if service == 2 and message == 2:
            tags = []
        return kind.__name__, wire.packet(service, message, body, request, tags)


@programs.needs("DRAGOMAN_HUB")
class SideBySide(programs.Judged):
    """Both have heard the recorded conversations: 119 blocks, a reorganisation, double spends, a mempool."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addresses = [cls.hub().load().address, cls.node().address]
        for address in cls.addresses:
            with wire.Line(address) as line:
                line.ask(wire.VERSION)
                for step in recordings.flow("live")["steps"]:
                    if step["connection"] == "A":
                        line.ask(recordings.packets(step["send"]))
                assert line.best()[0] == 119, line.best()

    def both(self):
        lines = [wire.Line(address) for address in self.addresses]
        for line in lines:
            self.addCleanup(line.link.close)
            line.ask(wire.VERSION)
        return lines

    def ask_both(self, lines, question, undefined=(), wait=0.0):
        theirs, ours = (wire.masked(line.ask(question, wait), set(undefined)) for line in lines)
        return theirs, ours

    def test_questions_at_random(self):
        theirs, ours = self.both()
        asking = Asking(SEED, Known(theirs, 119))
        different = {}
        for number in range(QUESTIONS):
            kind, question = asking.question(number)
            asked = wire.header(question)
            undefined = UNDEFINED.get((asked[1], asked[2]), set())
            # What a monitor finds in the mempool comes when it is ready.
            heard = self.ask_both((theirs, ours), question, undefined, 0.1 if kind == "monitor" else 0.0)
            if heard[0] != heard[1]:
                different.setdefault(kind, []).append((question.hex(), heard[0].hex(), heard[1].hex()))
            self.assertEqual((theirs.closed, ours.closed), (False, False), (kind, question.hex()))
        for kind, cases in different.items():
            with self.subTest(kind=kind, times=len(cases)):
                question, hub, us = min(cases, key=lambda case: len(case[0]))
                self.fail(f"asked {question}\nthe Hub {hub[:600]}\nours    {us[:600]}")

    def test_what_is_handed_in(self):
        # Transactions and blocks that are known, mined, in conflict or cut short: neither may take them.
        blocks = programs.chain_blocks()
        sent = [recordings.packets(step["send"]) for step in recordings.flow("live")["steps"]]
        transactions = [value for packet in sent if wire.header(packet).get(1) == 2 and wire.header(packet).get(2) == 2
                        for tag, _, value, _ in wire.tokens(wire.body(packet)) if tag in (1, 25)]
        lines = self.both()
        transactions += [raw for height in (1, 60, 111, 115) for raw in transactions_of(lines[0], height)[:3]]
        chance = random.Random(SEED)
        questions = []
        for raw in transactions:
            for given in (raw, raw[:chance.randrange(len(raw))], b"", raw[:10], raw[:-1]):
                questions.append(wire.packet(2, 2, wire.token(chance.choice([1, 25]), given), 7))
            # A Hub may answer success to half a transaction that comes asynchronously; ours does not (README.md).
            questions.append(wire.packet(2, 2, wire.token(25, raw), 7, [(10, 1)]))
        for block in blocks[1:4] + blocks[110:]:
            for given in (block, block[:80], block[:10], block[:79], b""):
                questions.append(wire.packet(5, 0, wire.token(1, given), 8))
        for body in (b"", wire.token(1, "text"), wire.token(1, 5), wire.token(2, bytes(20))):
            questions += [wire.packet(2, 2, body, 9), wire.packet(5, 0, body, 9)]
        questions += [wire.packet(2, 2, body, 9, [(10, 1)]) for body in (b"", wire.token(2, bytes(20)))]
        chance.shuffle(questions)
        for question in questions:
            with self.subTest(question=question[:80].hex(), size=len(question)):
                theirs, ours = self.ask_both(lines, question)
                if b"recently rejected" in theirs and b"txn-already-known" in ours:
                    continue  # of what is in the mempool ours says so each time, a Hub the first time only
                self.assertEqual(ours.hex(), theirs.hex())

    def test_bodies_around_a_packet_s_end(self):
        lines = self.both()
        for size in [7999, 8000, 8001, 8002, 9000, 9001, 16000, 16001, 24000, 24001]:
            with self.subTest(size=size):
                # A request of about twice the reply: n unknown heights are answered by n - 1 Separators (9.2).
                theirs, ours = self.ask_both(lines, wire.packet(1, 8, bytes.fromhex("387f") * (size + 1), size))
                self.assertEqual(ours.hex(), theirs.hex())
                joined = wire.body(ours[:struct.unpack_from("<H", ours)[0]])
                self.assertEqual(len(joined), min(size, 8000))
        # A token cut by the chunk's border, with a ping and another request between the parts.
        whole = wire.packet(1, 8, wire.token(200, bytes(7000)) + wire.token(5, HASH_OF_NOTHING) * 200 + wire.token(7, 3), 1,
                            chunk=7010)
        first = struct.unpack_from("<H", whole)[0]
        for line in lines:
            line.say(whole[:first])
        between = wire.PING + wire.packet(1, 10, b"", 2)
        heard = [line.ask(between + whole[first:]) for line in lines]
        self.assertEqual(sorted_packets(heard[1]), sorted_packets(heard[0]))
        self.assertIn(wire.PONG, heard[1])

    def test_a_hundred_thousand_pipelined_requests_are_answered_in_order(self):
        rates = {}
        for name, line in zip(("the Hub", "ours"), self.both()):
            requests = b"".join(wire.packet(1, 10, b"", number) for number in range(PIPELINED))
            expected = b"".join(wire.packet(1, 11, wire.token(7, 119), number) for number in range(PIPELINED))
            began = time.monotonic()
            self.assertTrue(pump(line.link, requests, len(expected)) == expected, name)
            rates[name] = PIPELINED / (time.monotonic() - began)
        print(f"requests a second: {', '.join(f'{name} {rate:,.0f}' for name, rate in rates.items())}")


def transactions_of(line, height):
    body = line.request(1, 4, wire.token(7, height))[1]
    return [value for tag, _, value, _ in wire.tokens(body) if tag == 1]


def sorted_packets(data):
    found = []
    while data:
        size = struct.unpack_from("<H", data)[0]
        found.append(data[:size].hex())
        data = data[size:]
    return sorted(found)


def pump(link, data, size):
    """Says all of it while hearing `size` bytes."""
    link.setblocking(False)
    sent, heard, deadline = 0, bytearray(), time.monotonic() + 120
    while len(heard) < size and time.monotonic() < deadline:
        try:
            if sent < len(data):
                sent += link.send(data[sent:sent + 65536])
        except BlockingIOError:
            pass
        try:
            more = link.recv(1 << 20)
            if not more:
                break
            heard += more
        except BlockingIOError:
            if sent == len(data):
                time.sleep(0.0005)
    link.setblocking(True)
    return bytes(heard)


if __name__ == "__main__":
    programs.main()
