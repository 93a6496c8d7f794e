"""`dragoman bench`: that it measures what it says, in the time it is given. How fast anything is, is no test's business."""
import json
import signal
import time
import unittest

from dragoman import Running, Silent, node, run, unused_address


def rows(*args):
    done = run("bench", *args, "--json")
    assert done.returncode == 0, done
    return [json.loads(line) for line in done.stdout.splitlines()]


class Codec(unittest.TestCase):
    def test_every_type_with_a_sample_is_measured(self):
        measured = rows("codec", "--dialect", "tiny", "--seconds", "0.02")
        self.assertEqual([row["type"] for row in measured], ["ping", "pong"])
        self.assertEqual(measured[0]["bytes"], 4 + 1 + 8)
        for row in measured:
            for what in ["view", "decode", "owned", "encode"]:
                self.assertGreater(row[f"{what}_ns"], 0)
                self.assertAlmostEqual(row[f"{what}_bytes_per_second"], row["bytes"] / row[f"{what}_ns"] * 1e9, delta=1e6)

    def test_one_message_as_it_is_given(self):
        body = '{"header":[],"body":[[7,"number",77]]}'
        measured = rows("codec", "--dialect", "flowee", "--type", "BlockChain.GetBlock", "--fields", body, "--seconds", "0.05")
        self.assertEqual([(row["type"], row["bytes"]) for row in measured], [("BlockChain.GetBlock", 9)])

    def test_as_a_table(self):
        done = run("bench", "codec", "--dialect", "flowee", "--seconds", "0.004")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.splitlines()[0], r"^nanoseconds of CPU per message +bytes +view +decode")
        self.assertGreater(len(done.stdout.splitlines()), 40)
        self.assertRegex(done.stderr, r"^\d+ types have no sample of their own")

    def test_a_type_without_a_sample_says_what_it_wants(self):
        done = run("bench", "codec", "--dialect", "flowee", "--type", "BlockChain.GetBlock")
        self.assertEqual((done.returncode, done.stdout), (2, ""), done)
        self.assertIn("--fields", done.stderr)


class Load(unittest.TestCase):
    def test_a_node_of_its_own(self):
        began = time.monotonic()
        measured = rows("loopback", "--dialect", "flowee", "--network", "regtest", "--seconds", "0.2")
        self.assertLess(time.monotonic() - began, 20)
        self.assertEqual([(row["bench"], row["connections"], row["depth"]) for row in measured],
                         [("loopback", 1, 1), ("loopback", 1, 64)])
        for row in measured:
            self.assertGreater(row["answers"], 100)
            self.assertEqual(row["refused"], 0)
            self.assertAlmostEqual(row["per_second"], row["answers"] / row["seconds"], delta=1)
            self.assertLessEqual(row["p50_us"], row["p99_us"])
            self.assertLessEqual(row["p99_us"], row["max_us"])

    def test_over_tls_and_websocket_each_connection_is_a_node_of_its_own(self):
        measured = rows("loopback", "--dialect", "chia", "--network", "simulator0", "--seconds", "0.2", "--connections", "3",
                        "--depth", "4", "--type", "request_peers", "--fields", "{}")
        self.assertEqual([(row["connections"], row["refused"]) for row in measured], [(3, 0)])
        self.assertGreater(measured[0]["answers"], 10)

    def test_the_rate_limits_of_its_own_node_are_lifted(self):
        self.assertGreater(rows("loopback", "--dialect", "tiny", "--seconds", "0.2", "--depth", "1")[0]["per_second"], 100)

    def test_a_node_that_runs(self):
        with node("flowee", "regtest") as serving:
            measured = rows("node", "--dialect", "flowee", "--network", "regtest", serving.address, "--seconds", "0.2",
                            "--connections", "3", "--depth", "2")
            self.assertEqual([(row["connections"], row["depth"], row["refused"]) for row in measured], [(3, 2, 0)])
            self.assertEqual(serving.stop(), 0)
            events = [event["ev"] for event in serving.rest()]
        self.assertEqual((events.count("PeerConnected"), events.count("PeerDisconnected")), (3, 3))

    def test_refusals_are_told(self):
        with node("flowee", "regtest") as serving:
            row, = rows("node", "--dialect", "flowee", "--network", "regtest", serving.address, "--seconds", "0.1",
                        "--depth", "4", "--type", "BlockChain.GetBlock", "--fields", '{"header":[],"body":[[7,"number",77]]}')
            self.assertEqual(row["refused"], row["answers"])

    def test_other_machines_are_not_loaded(self):
        for address in ["192.0.2.1:7777", "example.org:7777", "[2001:db8::1]:7777"]:
            done = run("bench", "node", "--dialect", "tiny", address)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done)
            self.assertIn("--force", done.stderr)

    def test_nobody_there_and_nobody_answering(self):
        done = run("bench", "node", "--dialect", "tiny", unused_address(), "--seconds", "0.1")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn("connection refused", done.stderr)
        with Silent() as silent:
            done = run("bench", "node", "--dialect", "tiny", silent.address, "--seconds", "0.1")
            self.assertEqual(done.returncode, 3, done)
            self.assertIn("in time", done.stderr)

    def test_it_can_be_interrupted(self):
        with Running("bench", "loopback", "--dialect", "tiny", "--seconds", "500", "--json") as bench:
            time.sleep(1)
            began = time.monotonic()
            self.assertEqual(bench.stop(signal.SIGINT), 6)
            self.assertLess(time.monotonic() - began, 5)
            self.assertIn("interrupted", bench.talk)


class WhatMakesNoSense(unittest.TestCase):
    def test_is_refused_with_what_there_is(self):
        for args, said in [(["speed", "--dialect", "tiny"], "codec"), (["codec", "--dialect", "tini"], "tiny"),
                           (["codec", "--dialect", "tiny", "--type", "pin"], "ping"),
                           (["codec", "--dialect", "tiny", "--hex", "00"], "--type"),
                           (["node", "--dialect", "tiny"], "HOST:PORT"),
                           (["loopback", "--dialect", "tiny", "127.0.0.1:1"], "bench node"),
                           (["loopback", "--dialect", "tiny", "--depth", "0"], "1 to"),
                           (["loopback", "--dialect", "tiny", "--connections", "100000"], "1 to"),
                           (["loopback", "--dialect", "tiny", "--seconds", "6000"], "600")]:
            done = run("bench", *args)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done)
            self.assertIn(said, done.stderr)


if __name__ == "__main__":
    unittest.main()
