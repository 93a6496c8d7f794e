"""A node as its users run it: events, signals, ports, stores, damaged and repeated imports."""
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import time
import unittest

import dragoman
from dragoman import CHAIN, CHAIN_BLOCKS, PROGRAM, TIP, Running, node, run, scratch

TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$")
PROMPT_SECONDS = 5  # in which a signal ends it
FLOWEE = ("--dialect", "flowee", "--network", "regtest")


def importing(store, file=CHAIN, *more):
    return Running("node", *FLOWEE, "--store", str(store), "--import", str(file), "--json", *more)


def tip_of(store):
    """What a node on this store says of its tip."""
    with node("flowee", "regtest", "--store", str(store)) as running:
        probed = dragoman.probe("flowee", "regtest", running.address)
        return probed["height"], probed["tip"]


class Tiny(unittest.TestCase):
    def test_a_network_of_one_may_be_left_out(self):
        for network in [(), ("--network", "default")]:
            with Running("node", "--dialect", "tiny", *network, "--listen", "127.0.0.1:0", "--json") as running:
                event = running.until("Listening")
                self.assertEqual((event["net"], event["seq"]), ("tiny:default", 1))
                self.assertRegex(event["address"], r"^127\.0\.0\.1:\d+$")
                self.assertEqual(running.stop(), 0)

    def test_every_line_has_the_envelope_in_order(self):
        with node("tiny", "default") as running:
            self.assertEqual(run("probe", "--dialect", "tiny", running.address).returncode, 0)
            running.until("PeerDisconnected")
            running.stop()
            events = running.rest()
        self.assertEqual([event["seq"] for event in events], list(range(1, len(events) + 1)))
        self.assertEqual([event["ev"] for event in events],
                         ["Listening", "PeerConnected", "PeerDisconnected", "Stopped"])
        for event in events:
            self.assertEqual(list(event)[:4], ["t", "seq", "net", "ev"])
            self.assertRegex(event["t"], TIME)
            self.assertEqual("peer" in event, event["ev"].startswith("Peer"))
        self.assertEqual({key: events[1][key] for key in ["inbound"]}, {"inbound": True})
        self.assertEqual(list(events[2])[5:], ["reason", "closed_by", "banned"])

    def test_signals_end_it_promptly_with_0(self):
        for number in [signal.SIGTERM, signal.SIGINT]:
            with node("tiny", "default") as running, socket.create_connection(running.address.split(":")):
                running.until("PeerConnected")
                began = time.monotonic()
                self.assertEqual(running.stop(number), 0)
                self.assertLess(time.monotonic() - began, PROMPT_SECONDS)
                self.assertEqual(running.rest()[-1]["ev"], "Stopped")

    def test_a_signal_at_any_moment_of_the_start_ends_it_with_0_or_by_the_signal(self):
        for pause in [0.0, 0.002, 0.005, 0.01, 0.02, 0.05]:
            with Running("node", "--dialect", "tiny", "--listen", "127.0.0.1:0", "--json") as running:
                time.sleep(pause)
                self.assertIn(running.stop(), [0, -signal.SIGTERM])

    def test_a_second_signal_is_immediate(self):
        # A peer that never takes our goodbye keeps the first one waiting.
        with node("tiny", "default") as running, socket.create_connection(running.address.split(":")):
            running.until("PeerConnected")
            running.send(signal.SIGINT)
            time.sleep(0.1)
            running.send(signal.SIGINT)
            began = time.monotonic()
            self.assertIn(running.wait(), [0, 128 + signal.SIGINT, -signal.SIGINT])
            self.assertLess(time.monotonic() - began, 1)

    def test_a_port_in_use_is_exit_code_3_and_says_by_whom(self):
        with node("tiny", "default") as running:
            done = run("node", "--dialect", "tiny", "--listen", running.address)
            self.assertEqual((done.returncode, done.stdout), (3, ""))
            self.assertIn(running.address, done.stderr)
            self.assertIn(str(running.process.pid), done.stderr)

    def test_two_nodes_meet(self):
        with node("tiny", "default") as server:
            with Running("node", "--dialect", "tiny", "--peer", server.address, "--json") as client:
                event = client.until("PeerConnected")
                self.assertEqual((event["peer"], event["inbound"], event["agent"]),
                                 (server.address, False, "dragoman/0.1"))
                server.until("PeerConnected", inbound=True)
                self.assertEqual(client.stop(), 0)
            server.until("PeerDisconnected")

    def test_dials_come_from_the_given_address(self):
        with node("tiny", "default") as server:
            with Running("node", "--dialect", "tiny", "--peer", server.address, "--from", "127.0.0.7", "--json"):
                self.assertTrue(server.until("PeerConnected")["peer"].startswith("127.0.0.7:"))

    def test_a_peer_that_is_not_there_is_told_and_tried_again(self):
        with Running("node", "--dialect", "tiny", "--peer", dragoman.unused_address(), "--json") as running:
            self.assertIn("connection refused", running.until("DialFailed")["reason"])
            self.assertIsNone(running.process.poll())
            self.assertEqual(running.stop(), 0)

    def test_garbage_closes_its_sender_and_disturbs_nobody(self):
        with node("tiny", "default") as running:
            for garbage in [b"GET / HTTP/1.1\r\n\r\n", b"\x7f\xff\xff\xff\x01", b"\x00\x00\x00\x01\x63", b"\x00\x00\x00\x02\x01\x00"]:
                with socket.create_connection(running.address.split(":")) as link:
                    link.settimeout(dragoman.PATIENCE)
                    link.sendall(garbage)
                    self.assertEqual(link.recv(1), b"")
                self.assertIn("closed_by", running.until("PeerDisconnected", closed_by="us"))
                self.assertEqual(run("probe", "--dialect", "tiny", running.address).returncode, 0)
            violations = [event for event in running.lines if event["ev"] == "ProtocolViolation"]
            self.assertEqual(len(violations), 4)

    def test_import_is_refused_where_there_is_none(self):
        with scratch() as there:
            done = run("node", "--dialect", "tiny", "--import", CHAIN, "--store", there + "/store")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("import", done.stderr)
            self.assertFalse(os.path.exists(there + "/store"))

    def test_a_store_has_one_owner_and_one_network(self):
        with scratch() as there:
            with node("tiny", "default", "--store", there) as running:
                done = run("node", "--dialect", "tiny", "--store", there)
                self.assertEqual((done.returncode, done.stdout), (5, ""))
                self.assertIn(str(running.process.pid), done.stderr)
                self.assertEqual(running.stop(), 0)
            self.assertTrue(os.path.exists(there + "/dragoman.sqlite"))
            if "flowee" in dragoman.dialects():
                done = run("node", *FLOWEE, "--store", there)
                self.assertEqual((done.returncode, done.stdout), (5, ""))
                self.assertIn("tiny:default", done.stderr)


@unittest.skipUnless("flowee" in dragoman.dialects(), "needs the dialect")
class Flowee(unittest.TestCase):
    def test_the_recorded_chain_is_imported_and_then_it_listens(self):
        with scratch() as there, node("flowee", "regtest", "--store", there, "--import", CHAIN) as running:
            names = [event["ev"] for event in running.lines]
            self.assertEqual(names[-2:], ["Importing", "Listening"])
            done = running.lines[-2]
            self.assertEqual((done["blocks"], done["finished"], done["done"], done["size"]),
                             (CHAIN_BLOCKS - 1, True, os.path.getsize(CHAIN), os.path.getsize(CHAIN)))
            self.assertNotIn("broken_at", done)
            probed = dragoman.probe("flowee", "regtest", running.address)
            self.assertEqual((probed["chain"], probed["height"], probed["tip"]), ("regtest", CHAIN_BLOCKS - 1, TIP))
            self.assertEqual(running.stop(), 0)
            with sqlite3.connect(there + "/dragoman.sqlite") as store:
                count = store.execute("SELECT count(*) FROM objects WHERE kind = 'block'").fetchone()
            self.assertEqual(count, (CHAIN_BLOCKS,))

    def test_without_a_store_it_is_kept_in_memory(self):
        with node("flowee", "regtest", "--import", CHAIN) as running:
            self.assertEqual(dragoman.probe("flowee", "regtest", running.address)["tip"], TIP)

    def test_an_import_again_passes_over_what_is_known(self):
        with scratch() as there:
            for blocks in [CHAIN_BLOCKS - 1, 0, 0]:
                with node("flowee", "regtest", "--store", there, "--import", CHAIN) as running:
                    self.assertEqual(running.lines[-2]["blocks"], blocks)
                    self.assertEqual(running.stop(), 0)
            self.assertEqual(tip_of(there), (CHAIN_BLOCKS - 1, TIP))

    def test_of_a_damaged_file_what_is_whole_is_imported(self):
        whole = pathlib.Path(CHAIN).read_bytes()
        middle = len(whole) // 2
        broken = {"cut": whole[:middle], "zeroed": whole[:middle] + bytes(400) + whole[middle + 400:],
                  "flipped": whole[:middle] + bytes([whole[middle] ^ 0xff]) + whole[middle + 1:],
                  "lying": whole[:4] + b"\xff\xff\xff\x7f" + whole[8:], "garbage": b"garbage" * 100}
        for name, content in broken.items():
            with self.subTest(name), scratch() as there:
                file = pathlib.Path(there, "blocks.dat")
                file.write_bytes(content)
                with node("flowee", "regtest", "--store", there + "/store", "--import", str(file)) as running:
                    done = [event for event in running.lines if event["ev"] == "Importing"][-1]
                    self.assertTrue(done["finished"])
                    self.assertTrue(done["reason"])
                    self.assertLessEqual(0, done["broken_at"])
                    self.assertLessEqual(done["broken_at"], len(content))
                    if name in ["cut", "zeroed", "flipped"]:
                        self.assertGreater(done["blocks"], 10)
                    probed = dragoman.probe("flowee", "regtest", running.address)
                    self.assertEqual(probed["height"], done["blocks"])
                    self.assertEqual(running.stop(), 0)
                with node("flowee", "regtest", "--store", there + "/store", "--import", CHAIN) as running:
                    self.assertEqual(dragoman.probe("flowee", "regtest", running.address)["tip"], TIP)

    def test_an_empty_file_is_an_import_of_nothing(self):
        with scratch() as there:
            file = pathlib.Path(there, "blocks.dat")
            file.touch()
            with node("flowee", "regtest", "--import", str(file)) as running:
                self.assertEqual((running.lines[-2]["blocks"], running.lines[-2]["finished"]), (0, True))

    def test_a_missing_file_is_exit_code_2_before_anything_happens(self):
        with scratch() as there:
            done = run("node", *FLOWEE, "--import", there + "/nowhere", "--store", there + "/store")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("nowhere", done.stderr)
            self.assertFalse(os.path.exists(there + "/store"))

    def test_certificates_that_cannot_be_are_exit_code_2(self):
        with scratch() as there:
            for pair in [("--cert", there, "--key", there), ("--cert", f"{there}/none"), ("--cert", f"{there}/none", "--key", f"{there}/none")]:
                done = run("node", "--dialect", "chia", "--network", "simulator0", "--listen", "127.0.0.1:0", *pair)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertRegex(done.stderr, "cannot be read: |go together")

    def test_a_signal_in_the_middle_of_an_import_ends_it_promptly_and_it_goes_on_later(self):
        with scratch() as there:
            # Long enough to be met in the middle: the same blocks over and over.
            file = pathlib.Path(there, "blocks.dat")
            with file.open("wb") as out:
                for _ in range(3000):
                    out.write(pathlib.Path(CHAIN).read_bytes())
            with importing(there + "/store", file, "--listen", "127.0.0.1:0") as running:
                running.until("ChainStep", height=50)
                began = time.monotonic()
                self.assertEqual(running.stop(), 0)
                self.assertLess(time.monotonic() - began, PROMPT_SECONDS)
                self.assertNotIn("Listening", [event["ev"] for event in running.rest()])
            with node("flowee", "regtest", "--store", there + "/store", "--import", CHAIN) as running:
                self.assertEqual(dragoman.probe("flowee", "regtest", running.address)["tip"], TIP)

    def test_a_second_node_syncs_and_follows(self):
        with node("flowee", "regtest", "--import", CHAIN) as server, scratch() as there:
            with Running("node", *FLOWEE, "--store", there, "--peer", server.address, "--json") as client:
                progress = client.until("SyncProgress", done=CHAIN_BLOCKS - 1)
                self.assertEqual((progress["target"], progress["stalled"], progress["peer"]),
                                 (CHAIN_BLOCKS - 1, False, server.address))
                received = [event for event in client.lines if event["ev"] == "BlockReceived"]
                self.assertEqual(len(received), CHAIN_BLOCKS - 1)
                self.assertEqual(received[-1]["hash"], TIP)
                self.assertEqual(received[-1]["hash_display"], bytes.fromhex(TIP)[::-1].hex())
                self.assertEqual(list(received[-1])[4:], ["peer", "hash", "hash_display", "height", "bytes", "level", "first"])
                self.assertIsNone(client.process.poll())
                self.assertEqual(client.stop(), 0)
            self.assertEqual(tip_of(there), (CHAIN_BLOCKS - 1, TIP))

    def test_a_store_that_is_no_store_is_exit_code_5(self):
        with scratch() as there:
            pathlib.Path(there, "dragoman.sqlite").write_bytes(b"no database " * 1000)
            done = run("node", *FLOWEE, "--store", there)
            self.assertEqual((done.returncode, done.stdout), (5, ""))
            self.assertIn("dragoman.sqlite", done.stderr)
            file = pathlib.Path(there, "file")
            file.touch()
            self.assertEqual(run("node", *FLOWEE, "--store", str(file)).returncode, 5)

    def test_a_full_disk_for_events_does_not_end_it(self):
        with open("/dev/full", "w") as full:
            with subprocess.Popen([PROGRAM, "node", *FLOWEE, "--listen", "127.0.0.1:0", "--json"], stdout=full,
                                  stderr=subprocess.PIPE, text=True) as process:
                try:
                    self.assertIn("No space left", process.stderr.readline())
                    self.assertIsNone(process.poll())
                finally:
                    process.terminate()
                self.assertEqual(process.wait(dragoman.PATIENCE), 0)


if __name__ == "__main__":
    unittest.main()
