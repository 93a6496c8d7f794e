#!/usr/bin/env python3
"""Who lives by pings (docs/wire/flowee.md 6, 7.2). All waits run side by side: about four minutes."""
import threading
import time
import unittest

import programs
import wire
from dragoman import CHAIN_BLOCKS, Running

FLOWEE = ("--dialect", "flowee", "--network", "regtest")
INTRODUCTION_SECONDS = 4
FIRST_PING_SECONDS = 150
NEXT_PING_SECONDS = 120
PING_SECONDS = 90
WATCH_SECONDS = 240
LATE = 12  # both servers look at their clocks from time to time


class Patient(threading.Thread):
    """A client that does one thing until it is cut; `.lived` is for how long."""

    def __init__(self, address, behave, limit):
        super().__init__(daemon=True)
        self.line = wire.Line(address)
        self.behave, self.limit = behave, limit
        self.lived = self.error = None
        self.heard = []
        self.start()

    def run(self):
        began = time.monotonic()
        try:
            self.behave(self)
            while not self.line.closed and time.monotonic() - began < self.limit:
                if (packet := self.line.hear(1)) is not None:
                    self.heard.append(packet)
        except Exception as error:  # pylint: disable=broad-except  # told by the test
            self.error = error
        self.lived = time.monotonic() - began if self.line.closed else None
        self.line.link.close()

    def pause(self, seconds):
        """Waits, and hears meanwhile."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and not self.line.closed:
            if (packet := self.line.hear(min(1, left))) is not None:
                self.heard.append(packet)


def silent(_):
    pass


def only_pings(client):
    while not client.line.closed:
        client.line.say(wire.PING)
        client.pause(1)


def busy_without_pings(client):
    while not client.line.closed:
        client.line.say(wire.VERSION)
        client.pause(10)


def one_ping_and_no_more(client):
    client.line.say(wire.VERSION)
    client.line.say(wire.PING)
    client.pause(1000)


def busy_with_pings(client):
    client.line.say(wire.VERSION)
    for _ in range(3):
        client.pause(PING_SECONDS)
        client.line.say(wire.PING)


class Servers(programs.Judged):
    """The deadlines of a server, measured at once."""

    def measure(self, address):
        clients = {
            "silent": Patient(address, silent, 20),
            "busy without pings": Patient(address, busy_without_pings, WATCH_SECONDS),
            "one ping": Patient(address, one_ping_and_no_more, WATCH_SECONDS),
            "busy with pings": Patient(address, busy_with_pings, WATCH_SECONDS),
        }
        clients["silent"].join()
        # A Hub drops all that have not introduced themselves when one's time is over: so this one comes alone.
        clients["only pings"] = Patient(address, only_pings, 20)
        for client in clients.values():
            client.join()
            self.assertIsNone(client.error)
        return clients

    def judge(self, clients):
        lived = {name: client.lived for name, client in clients.items()}
        self.assertAlmostEqual(lived["silent"], INTRODUCTION_SECONDS, delta=1.5)
        self.assertAlmostEqual(lived["only pings"], INTRODUCTION_SECONDS, delta=1.5)
        self.assertIn(wire.PONG, clients["only pings"].heard)
        self.assertTrue(FIRST_PING_SECONDS - 1 < lived["busy without pings"] < FIRST_PING_SECONDS + LATE, lived)
        self.assertTrue(NEXT_PING_SECONDS - 1 < lived["one ping"] < NEXT_PING_SECONDS + LATE, lived)
        self.assertIsNone(lived["busy with pings"])
        self.assertEqual(clients["busy with pings"].heard.count(wire.PONG), 2)  # the third comes after the end
        for name, client in clients.items():
            self.assertNotIn(wire.PING, client.heard, f"{name}: a server must never ping")


class OurNode(Servers):
    def test_ends_clients_that_do_not_ping_and_keeps_those_that_do(self):
        self.judge(self.measure(self.node(chain=False).address))


@programs.needs("DRAGOMAN_HUB")
class RealHub(Servers):
    def test_ends_clients_that_do_not_ping_and_keeps_ours_that_watches(self):
        hub = self.hub().load()
        with Running("watch", *FLOWEE, "--peer", hub.address, "--json") as watching:
            watching.until("SyncProgress", done=CHAIN_BLOCKS - 1, target=CHAIN_BLOCKS - 1)
            began = time.monotonic()
            self.judge(self.measure(hub.address))
            time.sleep(max(0.0, began + WATCH_SECONDS - time.monotonic()))
            with wire.Line(hub.address) as line:
                mined = wire.tokens(line.request(4, 0, wire.token(2, bytes(20)))[1])[0][2].hex()
            watching.until("ChainStep", step="NEW", hash=mined, timeout=5)
            self.assertEqual(watching.stop(), 0)
            self.assertEqual([event["reason"] for event in watching.rest() if event["ev"] == "PeerDisconnected"][:-1], [])


if __name__ == "__main__":
    programs.main()
