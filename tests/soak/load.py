"""Load for a long time: one node of the built program serves a recorded chain to a bounded set of clients on loopback.

Every client keeps some questions open and checks that each answer is for one of them; one client a second goes and
another comes; a second node follows the first and is killed now and then. Answers must keep coming, the follower must
have the chain again, and the first node's memory must stand still once it is warm. Prints a line a minute.
"""
import argparse
import os
import pathlib
import random
import selectors
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/system"))
import dragoman  # noqa: E402  (the system tests' own helpers)

CLIENTS = 16
OPEN = 32                 # questions of one client that wait for an answer
HEIGHTS = range(1, 100)   # their numbers take one byte, their blocks one packet
SILENCE = 10              # seconds without an answer to anybody: it hangs
GROWTH = 16 * 1024        # KiB of resident memory, after the warm-up
PING = bytes.fromhex("0600087e2c04")
PING_EVERY = 30


def question(service, message, number, body=b""):
    header = bytes((0x08, service, 0x10, message, 0x58, number, 0x04))
    size = 2 + len(header) + len(body)
    return size.to_bytes(2, "little") + header + body


def any_question(number, chance):
    height = bytes((0x38, chance.choice(HEIGHTS)))
    return chance.choice((
        lambda: question(0, 0, number),             # API.Version
        lambda: question(1, 0, number),             # BlockChain.GetBlockChainInfo
        lambda: question(1, 10, number),            # BlockChain.GetBlockCount
        lambda: question(1, 8, number, height),     # BlockChain.GetBlockHeader
        lambda: question(1, 4, number, height),     # BlockChain.GetBlock
    ))()


def request_id(packet):
    """The RequestId of a packet whose header has small numbers only; None: it has none."""
    at = 2
    while at < len(packet):
        tag, kind = packet[at] >> 3, packet[at] & 7
        at += 1
        if tag == 0:
            return None
        if kind == 0:
            value = packet[at]
            at += 1
            if value & 0x80:
                raise AssertionError("a number in a header that is larger than any we sent: " + packet.hex())
            if tag == 11:
                return value
    raise AssertionError("a header without an end: " + packet.hex())


class Client:
    def __init__(self, address, seed):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=SILENCE)
        self.socket.setblocking(False)
        self.chance = random.Random(seed)
        self.free = list(range(1, OPEN + 1))
        self.heard = b""
        self.unsent = b""
        self.pinged = time.monotonic()

    def ask(self):
        while self.free:
            self.unsent += any_question(self.free.pop(), self.chance)
        if time.monotonic() - self.pinged > PING_EVERY:
            self.pinged = time.monotonic()
            self.unsent += PING
        if self.unsent:
            try:
                self.unsent = self.unsent[self.socket.send(self.unsent):]
            except BlockingIOError:
                pass

    def hear(self):
        """Gives how many answers have come."""
        piece = self.socket.recv(256 * 1024)
        if not piece:
            raise AssertionError("the node closed an honest connection")
        self.heard += piece
        answers = 0
        at = 0
        while len(self.heard) - at >= 2:
            size = int.from_bytes(self.heard[at:at + 2], "little")
            if len(self.heard) - at < size:
                break
            packet = self.heard[at:at + size]
            at += size
            number = request_id(packet)
            if number is None:  # a pong
                continue
            if number in self.free or not 1 <= number <= OPEN:
                raise AssertionError(f"an answer to {number}, which was not asked: {packet.hex()}")
            self.free.append(number)
            answers += 1
        self.heard = self.heard[at:]
        return answers


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("the node is gone")


class Follower:
    """A node that follows; killed and begun again on the same store."""

    def __init__(self, address, store):
        self.args = [dragoman.PROGRAM, "node", "--dialect", "flowee", "--network", "regtest", "--peer", address,
                     "--store", store, "--json"]
        self.store = store
        self.begin()

    def begin(self):
        self.process = subprocess.Popen(self.args, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

    def kill_and_begin(self):
        self.process.kill()
        self.process.wait()
        self.begin()

    def end(self):
        self.process.terminate()
        if self.process.wait(dragoman.PATIENCE) != 0:
            raise AssertionError("the follower ended with %d" % self.process.returncode)
        import sqlite3
        with sqlite3.connect(os.path.join(self.store, "dragoman.sqlite")) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise AssertionError("the follower's store is damaged")
            return database.execute("SELECT count(*) FROM objects").fetchone()[0]


def load(seconds, seed):
    chance = random.Random(seed)
    print(f"load for {seconds} s, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="dragoman-soak-") as home, \
            dragoman.node("flowee", "regtest", "--store", home + "/served", "--import", dragoman.CHAIN) as server:
        pid = server.process.pid
        follower = Follower(server.address, home + "/follows")
        selector = selectors.DefaultSelector()
        for _ in range(CLIENTS):
            client = Client(server.address, chance.random())
            selector.register(client.socket, selectors.EVENT_READ, client)
        began = time.monotonic()
        warm_at = began + max(2, min(60, seconds / 5))
        changed = told = last_answer = began
        answers = answers_told = came = kills = 0
        warm = largest = 0
        try:
            while (now := time.monotonic()) < began + seconds:
                for key in list(selector.get_map().values()):
                    key.data.ask()
                for key, _ in selector.select(0.05):
                    count = key.data.hear()
                    answers += count
                    if count:
                        last_answer = now
                if now - last_answer > SILENCE:
                    raise AssertionError(f"no answer for {SILENCE} s after {answers} of them")
                if now - changed >= 1:
                    changed = now
                    old = chance.choice(list(selector.get_map().values()))
                    selector.unregister(old.fileobj)
                    old.fileobj.close()
                    client = Client(server.address, chance.random())
                    selector.register(client.socket, selectors.EVENT_READ, client)
                    came += 1
                    if chance.randrange(10) == 0:
                        follower.kill_and_begin()
                        kills += 1
                    memory = resident(pid)
                    if now < warm_at:
                        warm = max(warm, memory)
                    largest = max(largest, memory)
                    if now >= warm_at and memory > warm + GROWTH:
                        raise AssertionError(f"the node has grown from {warm} to {memory} KiB")
                    while not server._queue.empty():  # its events are read, as a user's pipe would
                        server._queue.get()
                    if now - told >= min(60, seconds / 3):
                        print(f"{now - began:7.0f} s  {answers} answers, {(answers - answers_told) / (now - told):.0f}/s, "
                              f"{memory} KiB, {came} clients came and went, {kills} kills", flush=True)
                        told, answers_told = now, answers
        finally:
            for key in list(selector.get_map().values()):
                key.fileobj.close()
        time.sleep(2)  # the follower may just have begun again
        blocks = follower.end()
        if blocks != dragoman.CHAIN_BLOCKS:
            raise AssertionError(f"the follower has {blocks} of {dragoman.CHAIN_BLOCKS} blocks")
        if server.stop() != 0:
            raise AssertionError("the node did not end well: " + server.talk)
        print(f"load: {answers} answers in {seconds} s, memory {warm} KiB warm and {largest} KiB at most, "
              f"{came} clients came and went, {kills} kills of the follower", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    try:
        load(options.seconds, options.seed)
    except (AssertionError, OSError, subprocess.TimeoutExpired) as wrong:
        print(f"load: FAILED: {wrong}\nThe same again: tests/soak/load.py --seconds {options.seconds} "
              f"--seed {options.seed}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
