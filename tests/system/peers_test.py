"""probe, call, watch and sync: one peer at a time, by hand and to the end of its chain."""
import json
import os
import pty
import signal
import subprocess
import time
import unittest

import dragoman
from dragoman import CHAIN, CHAIN_BLOCKS, TIP, Running, Silent, node, run, scratch, unused_address

TIP_HEIGHT = CHAIN_BLOCKS - 1
FLOWEE = ("--dialect", "flowee", "--network", "regtest")
HAS_FLOWEE = "flowee" in dragoman.dialects()


def call(address, *args, dialect=("--dialect", "tiny")):
    return run("call", *dialect, address, *args)


class Unreachable(unittest.TestCase):
    """The same for whoever connects: 3 for nobody and silence, 4 for something else."""
    DIALECTS = [("--dialect", "tiny")] + ([FLOWEE] if HAS_FLOWEE else [])

    def test_nobody_there_is_exit_code_3_with_the_next_step(self):
        for dialect in self.DIALECTS:
            address = unused_address()
            done = run("probe", *dialect, address)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn(f"cannot reach {address}: connection refused. Is the node running? 'dragoman doctor' checks ports.",
                          done.stderr)
            self.assertEqual(call(address, "--type", "ping", "--fields", '{"nonce":1}').returncode, 3)
            self.assertEqual(run("watch", *dialect, "--peer", address).returncode, 3)

    def test_a_silent_peer_is_exit_code_3(self):
        with Silent() as silent:
            for dialect in self.DIALECTS:
                began = time.monotonic()
                done = run("probe", *dialect, "--json", "--timeout", "1", silent.address)
                self.assertLess(time.monotonic() - began, 8)
                self.assertEqual(done.returncode, 3, done)
                self.assertIn(silent.address, done.stderr)
                error = json.loads(done.stdout)["error"]
                self.assertEqual(list(error), ["code", "class", "offset", "text"])

    def test_a_peer_that_speaks_something_else_is_exit_code_4(self):
        for greeting, close in [(b"HTTP/1.1 400 Bad Request\r\n\r\n", False), (b"SSH-2.0-OpenSSH\r\n", True), (b"", True)]:
            with Silent(greeting, close) as other:
                for dialect in self.DIALECTS:
                    done = run("probe", *dialect, "--json", other.address)
                    self.assertEqual(done.returncode, 4, done)
                    self.assertIn("error", json.loads(done.stdout))
                    self.assertIn(other.address, done.stderr)

    def test_a_name_that_nobody_knows(self):
        done = run("probe", "--dialect", "tiny", "no.such.host.invalid:80")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn("no.such.host.invalid", done.stderr)


class Tiny(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node = node("tiny", "default")
        cls.addClassCleanup(cls.node.__exit__)

    def test_probe_prints_what_the_peer_says_of_itself(self):
        address = self.node.address
        self.assertEqual(dragoman.probe("tiny", "default", address),
                         {"dialect": "tiny", "network": "default", "address": address, "agent": "dragoman/0.1"})
        done = run("probe", "--dialect", "tiny", address)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout.splitlines()[-1].split(), ["agent", "dragoman/0.1"])

    def test_call_prints_the_reply_as_decode_does(self):
        for what in [("--fields", '{"nonce":"99"}'), ("--hex", "0000000000000063")]:
            done = call(self.node.address, "--type", "ping", *what)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(json.loads(done.stdout),
                             {"type": "pong", "fields": {"nonce": 99, "agent": "dragoman/0.1"}})

    def test_call_refuses_what_it_cannot_send(self):
        for what in [("--type", "pung", "--fields", "{}"), ("--type", "ping"), ("--type", "ping", "--fields", "{"),
                     ("--type", "ping", "--fields", '{"nonce":-1}'), ("--type", "ping", "--hex", "0"),
                     ("--type", "ping", "--hex", "00", "--fields", "{}")]:
            done = call(self.node.address, *what)
            self.assertEqual((done.returncode, done.stdout), (2, ""), what)
            self.assertTrue(done.stderr)

    def test_no_reply_is_exit_code_3_and_a_closed_door_4(self):
        done = call(self.node.address, "--type", "pong", "--fields", '{"nonce":1,"agent":""}', "--timeout", "1")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        done = call(self.node.address, "--type", "ping", "--hex", "00")
        self.assertEqual((done.returncode, done.stdout), (4, ""))

    def test_watch_prints_as_many_events_as_asked_for(self):
        done = run("watch", "--dialect", "tiny", "--peer", self.node.address, "--count", "1")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        event = json.loads(done.stdout)
        self.assertEqual((event["ev"], event["peer"], event["seq"]), ("PeerConnected", self.node.address, 1))
        self.assertEqual(run("watch", "--dialect", "tiny", "--peer", self.node.address, "--count", "0").stdout, "")

    def test_watch_ends_when_its_reader_goes(self):
        with subprocess.Popen([dragoman.PROGRAM, "watch", "--dialect", "tiny", "--peer", self.node.address, "--peer",
                               dragoman.unused_address()], stdout=subprocess.PIPE) as process:
            process.stdout.close()
            self.assertEqual(process.wait(dragoman.PATIENCE), 0)

    def test_watch_ends_in_good_order(self):
        with Running("watch", "--dialect", "tiny", "--peer", self.node.address, "--json") as watching:
            watching.until("PeerConnected")
            self.assertEqual(watching.stop(signal.SIGINT), 0)


@unittest.skipUnless(HAS_FLOWEE, "needs the dialect")
class Flowee(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node = node("flowee", "regtest", "--import", CHAIN)
        cls.addClassCleanup(cls.node.__exit__)

    def call(self, *args):
        done = call(self.node.address, *args, dialect=FLOWEE)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        return json.loads(done.stdout)

    def test_probe_prints_what_the_hub_says_of_itself(self):
        said = dragoman.probe("flowee", "regtest", self.node.address)
        self.assertEqual((said["chain"], said["height"], said["tip"]), ("regtest", TIP_HEIGHT, TIP))
        self.assertEqual(said["tip_display"], bytes.fromhex(TIP)[::-1].hex())
        self.assertTrue(said["agent"])

    def test_another_network_is_a_refusal(self):
        done = run("probe", "--dialect", "flowee", "--network", "main", self.node.address)
        self.assertEqual((done.returncode, done.stdout), (4, ""))
        self.assertIn("main", done.stderr)
        self.assertIn("regtest", done.stderr)

    def test_call_asks_by_fields_and_by_bytes(self):
        reply = self.call("--type", "BlockChain.GetBlockCount", "--fields", "{}")
        self.assertEqual((reply["type"], reply["fields"]["body"]), ("BlockChain.GetBlockCountReply", [[7, "number", 115]]))
        for what in [("--fields", '{"body":[[7,"number",0]]}'), ("--fields", '[[7,"number",0]]'), ("--hex", "3800")]:
            reply = self.call("--type", "BlockChain.GetBlockHeader", *what)
            self.assertEqual(reply["type"], "BlockChain.GetBlockHeaderReply")
            self.assertIn([7, "number", 0], reply["fields"]["body"])

    def test_a_refusal_is_a_reply(self):
        for kind in ["9.9", "API.9"]:
            self.assertEqual(self.call("--type", kind, "--fields", "{}")["type"], "API.CommandFailed")

    def test_watch_shows_the_chain_as_it_comes(self):
        done = run("watch", *FLOWEE, "--peer", self.node.address, "--count", "20")
        self.assertEqual(done.returncode, 0, done)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(events), 20)
        self.assertEqual(events[0]["ev"], "PeerConnected")
        self.assertIn("BlockReceived", [event["ev"] for event in events])

    def test_sync_fetches_all_and_ends(self):
        with scratch() as there:
            for blocks in [TIP_HEIGHT, 0]:
                done = run("sync", *FLOWEE, "--peer", self.node.address, "--store", there)
                self.assertEqual(done.returncode, 0, done)
                events = [json.loads(line) for line in done.stdout.splitlines()]
                self.assertEqual(len([event for event in events if event["ev"] == "BlockReceived"]), blocks)
                progress = [event for event in events if event["ev"] == "SyncProgress"][-1]
                self.assertEqual((progress["done"], progress["target"]), (TIP_HEIGHT, TIP_HEIGHT))
                self.assertIn(bytes.fromhex(TIP)[::-1].hex(), done.stderr)
            with node("flowee", "regtest", "--store", there) as second:
                self.assertEqual(dragoman.probe("flowee", "regtest", second.address)["tip"], TIP)

    def test_sync_ends_at_a_height(self):
        with scratch() as there:
            self.assertEqual(run("sync", *FLOWEE, "--peer", self.node.address, "--store", there, "--to", "40").returncode, 0)
            with node("flowee", "regtest", "--store", there) as second:
                height = dragoman.probe("flowee", "regtest", second.address)["height"]
            self.assertGreaterEqual(height, 40)
            # It is there: nobody has to be asked.
            done = run("sync", *FLOWEE, "--peer", unused_address(), "--store", there, "--to", "40")
            self.assertEqual(done.returncode, 0, done)
            done = run("sync", *FLOWEE, "--peer", self.node.address, "--store", there, "--to", "1000")
            self.assertEqual(done.returncode, 6, done)
            self.assertIn("1000", done.stderr)

    def at_a_terminal(self, *args):
        """Its exit code and what a person would see."""
        ours, theirs = pty.openpty()
        with subprocess.Popen([dragoman.PROGRAM, *args], stdin=theirs, stdout=theirs, stderr=theirs) as process:
            os.close(theirs)
            shown = b""
            try:
                while more := os.read(ours, 4096):
                    shown += more
            except OSError:
                pass  # the other end is closed
            os.close(ours)
            return process.wait(dragoman.PATIENCE), shown.decode()

    def test_at_a_terminal_there_are_words(self):
        code, shown = self.at_a_terminal("watch", *FLOWEE, "--peer", self.node.address, "--count", "3")
        self.assertEqual(code, 0)
        self.assertRegex(shown, r"\d\d:\d\d:\d\d  PeerConnected +" + self.node.address + " inbound=false")
        self.assertNotIn("{", shown)
        code, shown = self.at_a_terminal("watch", *FLOWEE, "--peer", self.node.address, "--count", "1", "--json")
        self.assertEqual((code, json.loads(shown)["ev"]), (0, "PeerConnected"))

    def test_at_a_terminal_a_sync_draws_a_bar(self):
        with scratch() as there:
            code, shown = self.at_a_terminal("sync", *FLOWEE, "--peer", self.node.address, "--store", there)
        self.assertEqual(code, 0, shown)
        self.assertNotIn("{", shown)
        self.assertIn("flowee:regtest", shown)
        self.assertIn("115", shown)

    def test_sync_follows_until_told_to_end(self):
        with scratch() as there:
            with Running("sync", *FLOWEE, "--peer", self.node.address, "--store", there, "--follow", "--json") as syncing:
                syncing.until("SyncProgress", done=TIP_HEIGHT)
                time.sleep(0.5)
                self.assertIsNone(syncing.process.poll())
                self.assertEqual(syncing.stop(signal.SIGINT), 0)

    def test_sync_without_a_peer_is_exit_code_3_and_of_another_network_4(self):
        with scratch() as there:
            done = run("sync", *FLOWEE, "--peer", unused_address(), "--peer", unused_address(), "--store", there + "/a")
            self.assertEqual(done.returncode, 3, done)
            self.assertIn("cannot reach", done.stderr)
            done = run("sync", "--dialect", "flowee", "--network", "main", "--peer", self.node.address, "--store", there + "/b")
            self.assertEqual(done.returncode, 4, done)

    def test_one_peer_of_two_is_enough(self):
        with scratch() as there:
            done = run("sync", *FLOWEE, "--peer", unused_address(), "--peer", self.node.address, "--store", there)
            self.assertEqual(done.returncode, 0, done)

    def test_a_store_in_use_is_exit_code_5(self):
        with scratch() as there, node("flowee", "regtest", "--store", there):
            done = run("sync", *FLOWEE, "--peer", self.node.address, "--store", there)
            self.assertEqual((done.returncode, done.stdout), (5, ""))


if __name__ == "__main__":
    unittest.main()
