#!/usr/bin/env python3
"""Our verbs as clients of the real node: what it is, what it answers, its chain, its news, and how it closes."""
import asyncio
import contextlib
import json
import sqlite3
import subprocess
import tempfile

import programs

if programs.alone.inside():
    import node_under_test as nodes
    import scenarios

CHIA = ("--dialect", "chia", "--network", "simulator0")
HEIGHT = 35


def run(*args, timeout=120):
    return subprocess.run([programs.PROGRAM, *map(str, args)], capture_output=True, text=True, timeout=timeout, check=False,
                          stdin=subprocess.DEVNULL)


def stored_blocks(store):
    with contextlib.closing(sqlite3.connect(f"file:{store}/dragoman.sqlite?mode=ro", uri=True)) as base:
        return {bytes(raw) for raw, in base.execute("SELECT raw FROM objects WHERE kind = 'block'")}


class ClientOfTheRealNode(programs.Judged):
    kind = "dragoman"
    real = None

    @classmethod
    def setUpClass(cls):
        cls.real = nodes.Real(HEIGHT)
        cls.addClassCleanup(cls.real.__exit__)

    def call(self, kind, fields=None, *more):
        done = run("call", *CHIA, "--type", kind, *(["--fields", json.dumps(fields)] if fields is not None else []), *more,
                   self.real.address)
        self.assertEqual(done.returncode, 0, f"{kind} {fields}: {done}")
        return json.loads(done.stdout)

    def test_probe_tells_what_the_node_is(self):
        done = run("probe", *CHIA, "--json", self.real.address)
        self.assertEqual(done.returncode, 0, done)
        told = json.loads(done.stdout)
        self.assertEqual((told["dialect"], told["network"], told["address"], told["agent"]),
                         ("chia", "simulator0", self.real.address, "2.7.5"))

    def test_another_network_is_refused_with_its_reason(self):
        done = run("probe", "--dialect", "chia", "--network", "mainnet", self.real.address)
        self.assertEqual(done.returncode, 4, done)
        self.assertRegex(done.stderr, "simulator0|110|network")

    def test_call_prints_every_kind_of_answer(self):
        block = nodes.chain()[1]
        got = self.call("request_block", {"height": 1, "include_transaction_block": True})
        self.assertEqual(got["type"], "respond_block")
        again = run("encode", "--dialect", "chia", "--type", "respond_block", "--message",
                    json.dumps({"type": "respond_block", "fields": got["fields"]}))
        self.assertEqual(again.stdout.strip(), bytes(block).hex())
        self.assertEqual(self.call("request_block", {"height": 1000000, "include_transaction_block": True}),
                         {**got, "type": "reject_block", "fields": {"height": 1000000}, "id": got["id"]})
        got = self.call("request_blocks", {"start_height": 1, "end_height": 33, "include_transaction_block": True})
        self.assertEqual((got["type"], len(got["fields"]["blocks"])), ("respond_blocks", 33))
        got = self.call("request_blocks", {"start_height": 1, "end_height": 34, "include_transaction_block": True})
        self.assertEqual((got["type"], got["fields"]), ("reject_blocks", {"start_height": 1, "end_height": 34}))
        self.assertEqual(self.call("request_peers", {})["type"], "respond_peers")

    def test_what_is_not_answered_ends_in_time_and_what_is_punished_tells_why(self):
        done = run("call", *CHIA, "--type", "request_transaction", "--fields", json.dumps({"transaction_id": "0x" + "11" * 32}),
                   "--timeout", "3", self.real.address)
        self.assertEqual(done.returncode, 3, done)
        done = run("call", *CHIA, "--type", "request_block", "--hex", "0000000102", self.real.address)
        self.assertEqual(done.returncode, 4, done)
        self.assertIn("1002", done.stderr)

    def test_a_ban_is_told_with_its_status(self):
        source = "127.0.0.20"
        done = run("call", *CHIA, "--type", "request_block", "--hex", "0000000102", "--from", source, self.real.address)
        self.assertEqual(done.returncode, 4, done)
        done = run("probe", *CHIA, "--from", source, self.real.address)
        self.assertEqual(done.returncode, 4, done)
        self.assertIn("403", done.stderr)

    def test_the_whole_chain_is_fetched_byte_by_byte_and_only_once(self):
        with tempfile.TemporaryDirectory() as store:
            for _ in range(2):
                done = run("sync", *CHIA, "--peer", self.real.address, "--store", store)
                self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(stored_blocks(store), {bytes(block) for block in nodes.chain()[:HEIGHT + 1]})

    def test_a_part_of_the_chain_is_fetched_from_a_stranger_s_address(self):
        with tempfile.TemporaryDirectory() as store:
            done = run("sync", *CHIA, "--peer", self.real.address, "--store", store, "--to", 20, "--from", "127.0.0.9")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertLessEqual({bytes(block) for block in nodes.chain()[:21]}, stored_blocks(store))

    async def test_watch_tells_of_new_blocks_and_transactions(self):
        real = await self.start(nodes.Real, HEIGHT, farms=True)
        watching = subprocess.Popen([programs.PROGRAM, "watch", *CHIA, "--peer", real.address, "--json"], text=True,
                                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(watching.stdout.close)
        self.addCleanup(watching.wait)
        self.addCleanup(watching.kill)

        async def told(text):
            while True:
                line = await asyncio.to_thread(watching.stdout.readline)
                self.assertTrue(line, f"watch ended before {text}")
                if text in line:
                    return json.loads(line)
        await asyncio.wait_for(told(bytes(nodes.chain()[HEIGHT].header_hash).hex()), 60)
        await real.farm(1)
        await asyncio.wait_for(told((await real.state())[1]), 60)
        bundle = scenarios.spend(scenarios.coins_of_home()[0], (b"\x22" * 32, 5))
        async with await real.dial(node_type=scenarios.WALLET) as wallet:
            self.assertEqual(await scenarios.sends(wallet, bundle), (1, None))
        await asyncio.wait_for(told(bundle.name().hex()), 60)


if __name__ == "__main__":
    programs.main(seconds=900)
