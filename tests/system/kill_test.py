"""kill -9 at random instants of an import and of a sync: the store is never damaged, and the next start completes it."""
import os
import random
import sqlite3
import time
import unittest

import dragoman
from dragoman import CHAIN, CHAIN_BLOCKS, TIP, Running, node, scratch

KILLS = int(os.environ.get("DRAGOMAN_KILLS", "50"))
SEED = int(os.environ.get("DRAGOMAN_SEED", str(random.randrange(2**32))))
FLOWEE = ("--dialect", "flowee", "--network", "regtest")


@unittest.skipUnless("flowee" in dragoman.dialects(), "needs the dialect")
class Kill(unittest.TestCase):
    def setUp(self):
        print(f"DRAGOMAN_SEED={SEED} DRAGOMAN_KILLS={KILLS}", flush=True)
        self.random = random.Random(SEED)

    def check_file(self, store):
        """Whatever was committed when it was killed is sound and only what belongs to the chain."""
        file = os.path.join(store, "dragoman.sqlite")
        if not os.path.exists(file):
            return 0
        with sqlite3.connect(file) as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'objects'").fetchone()[0]
            blocks = database.execute("SELECT count(*) FROM objects").fetchone()[0] if tables else 0
        self.assertLessEqual(blocks, CHAIN_BLOCKS)
        return blocks

    def kill_at_random(self, start, completed):
        """start(store) runs what is to be killed; completed(store) starts it again and gives the tip it comes to."""
        with scratch() as there:
            began = time.monotonic()
            with start(there) as running:
                running.until("ChainStep", height=CHAIN_BLOCKS - 1)
                span = time.monotonic() - began
        found = []
        for _ in range(KILLS):
            instant = self.random.uniform(0, span * 1.5)
            with scratch() as there:
                with start(there) as running:
                    time.sleep(instant)
                    running.process.kill()
                    running.wait()
                found.append(self.check_file(there))
                self.assertEqual(completed(there), TIP, f"killed after {instant:.4f} s of {span:.4f}")
                self.assertEqual(self.check_file(there), CHAIN_BLOCKS)
        print(f"killed within {span:.3f} s; blocks in the store then: {sorted(found)}", flush=True)

    def test_import(self):
        def start(store):
            return Running("node", *FLOWEE, "--store", store, "--import", CHAIN, "--json")

        def completed(store):
            with node("flowee", "regtest", "--store", store, "--import", CHAIN) as running:
                tip = dragoman.probe("flowee", "regtest", running.address)["tip"]
                self.assertEqual(running.stop(), 0)
                return tip
        self.kill_at_random(start, completed)

    def test_sync(self):
        with node("flowee", "regtest", "--import", CHAIN) as server:
            def start(store):
                return Running("sync", *FLOWEE, "--peer", server.address, "--store", store)

            def completed(store):
                with start(store) as running:
                    self.assertEqual(running.wait(), 0, running.talk)
                    running.rest()
                    return TIP if bytes.fromhex(TIP)[::-1].hex() in running.talk else running.talk
            self.kill_at_random(start, completed)


if __name__ == "__main__":
    unittest.main()
