#!/usr/bin/env python3
"""The JavaScript client (flowee-js-pure), unchanged, with our node as its Hub: what it is told there and by a real one."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import programs
import wire
from dragoman import CHAIN_BLOCKS, TIP

HERE = pathlib.Path(__file__).resolve().parent
HUB = "127.0.0.1:1235"  # the ports that are built into the client
INDEXER = "127.0.0.1:1234"
RECEIVER = bytes(range(20))
LONG_SECONDS = 170  # over the 150 s in which a server wants its first ping
NAME = "api.flowee.org"


def be_flowee_org():
    """Makes the name that the client dials this machine's; only in this script's mount namespace."""
    with tempfile.NamedTemporaryFile("w", delete=False) as hosts:
        hosts.write(f"127.0.0.1 localhost {NAME}\n")
    subprocess.run(["mount", "--bind", hosts.name, "/etc/hosts"], check=True)


def steps(seconds, transaction=""):
    """{step: value} of javascript_client.js."""
    done = subprocess.run(["node", str(HERE / "javascript_client.js"), RECEIVER.hex(), transaction, str(seconds)],
                          capture_output=True, text=True, timeout=seconds + 60, check=False, stdin=subprocess.DEVNULL)
    told = [json.loads(line[2:]) for line in done.stdout.splitlines() if line.startswith("> ")]
    assert done.returncode == 0, (done.stdout[-1000:], done.stderr[-1000:])
    return {one["step"]: one["value"] for one in told}


@programs.needs("DRAGOMAN_FLOWEE_JS")
class Client(programs.Judged):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        be_flowee_org()

    def expect_true(self, told, pings):
        self.assertEqual(told["version"], "Flowee:1 (2021-04)")
        self.assertEqual((told["info"]["chain"], told["info"]["blocks"], told["info"]["bestBlockHash"]),
                         ("regtest", CHAIN_BLOCKS - 1, TIP))
        self.assertEqual((told["best"], told["count"], told["block by hash"]), (TIP, CHAIN_BLOCKS - 1, TIP))
        self.assertEqual(told["refused"], "Requested block not found")
        self.assertEqual(told["told of it"], {"blocks": 1, "best": True, "height": CHAIN_BLOCKS})
        self.assertEqual([one["blockHeight"] for one in told["paid"]], [CHAIN_BLOCKS])
        self.assertEqual(told["after unsubscribing"], {"blocks": 2, "payments": 1})
        self.assertEqual((told["later"]["closed"], told["later"]["version"]), (False, "Flowee:1 (2021-04)"))
        self.assertGreaterEqual(told["later"]["pongs"], pings)

    def test_our_node_is_a_hub_to_it_for_minutes(self):
        with programs.ours(address=HUB):
            self.expect_true(steps(LONG_SECONDS), pings=LONG_SECONDS // 30 - 1)

    def test_our_node_passes_its_own_tests(self):
        with programs.ours(address=HUB):
            self.own_tests(["blockchain", "monitor"])

    def own_tests(self, names):
        folder = pathlib.Path(os.environ["DRAGOMAN_FLOWEE_JS"])
        mocha = subprocess.run(["node", "-p", "require.resolve('mocha/bin/_mocha')"], cwd=folder, capture_output=True,
                               text=True, check=True).stdout.strip()
        done = subprocess.run(["node", mocha, "--exit", *(f"test/service.{name}.js" for name in names)], cwd=folder,
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:])
        self.assertNotIn("failing", done.stdout)

    @programs.needs("DRAGOMAN_INDEXER")
    def test_our_node_and_the_real_indexer_serve_it_together(self):
        with programs.ours(address=HUB) as node:
            indexer = programs.Indexer(self.folder(), HUB, address=INDEXER)
            self.addCleanup(indexer.stop)
            indexer.until(CHAIN_BLOCKS - 1)
            with wire.Line(node.address) as line:
                body = line.request(1, 4, wire.token(7, 113) + wire.token(43, True) + wire.token(45, True))[1]
            found = [(tag, value) for tag, _, value, _ in wire.tokens(body)]
            txid = [value for tag, value in found if tag == 4][3]
            raw = [value for tag, value in found if tag == 1][3]
            told = steps(1, txid[::-1].hex())
            self.expect_true(told, pings=0)
            self.assertEqual(told["indexers"], {"addressIndexer": True, "txIndexer": True, "spentOutputIndexer": True})
            self.assertEqual(told["transaction"], raw.hex())
            self.own_tests(["meta"])

    @programs.needs("DRAGOMAN_HUB")
    def test_a_real_hub_tells_it_the_same(self):
        with self.hub_for_a_while(address=HUB) as hub:
            hub.load()
            theirs = steps(1)
            self.expect_true(theirs, pings=0)
            self.own_tests(["blockchain", "monitor"])
        with programs.ours(address=HUB):
            mine = steps(1)
        self.assertEqual(mine, theirs)


if __name__ == "__main__":
    programs.main()
