"""sync and watch over mutual TLS and WebSocket, with our own node of the recorded chain at the other end."""
import json
import pathlib
import unittest

from dragoman import ROOT, node, run, scratch

CHIA = ("--dialect", "chia", "--network", "simulator0")
BLOCKS = ROOT / "tests/data/chia/simulator0-41-blocks.hex"
TIP = 40


def first_blocks(count, folder):
    path = pathlib.Path(folder) / f"first-{count}.hex"
    path.write_text("".join(line + "\n" for line in BLOCKS.read_text().split()[:count]))
    return str(path)


class Sync(unittest.TestCase):
    def sync(self, peer, store):
        """Its events."""
        done = run("sync", *CHIA, "--peer", peer.address, "--store", store)
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(f"height {TIP}", done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_a_chain_is_fetched_once_and_the_next_sync_ends_at_once(self):
        with scratch() as there, node("chia", "simulator0", "--import", str(BLOCKS)) as peer:
            for blocks in (TIP + 1, 0):
                events = self.sync(peer, there + "/store")
                self.assertEqual(len([event for event in events if event["ev"] == "ChainStep"]), blocks)
                progress = [event for event in events if event["ev"] == "SyncProgress"][-1]
                self.assertEqual((progress["done"], progress["target"]), (TIP, TIP))
                # Whoever was named is followed, and nobody else: there is nothing to warn of.
                self.assertEqual([event for event in events if event["ev"] == "Fault"], [])

    def test_a_peer_that_has_less_than_we_is_the_end_of_a_sync(self):
        with scratch() as there:
            store = there + "/store"
            with node("chia", "simulator0", "--import", str(BLOCKS)) as peer:
                self.sync(peer, store)
            with node("chia", "simulator0", "--import", first_blocks(30, there)) as behind:
                self.sync(behind, store)


class Watch(unittest.TestCase):
    def test_it_follows_whom_it_was_told_to_and_warns_of_nobody(self):
        with node("chia", "simulator0", "--import", str(BLOCKS)) as peer:
            done = run("watch", *CHIA, "--peer", peer.address, "--count", "20")
        self.assertEqual(done.returncode, 0, done)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(events), 20)
        self.assertEqual([event for event in events if event["ev"] == "Fault"], [])


if __name__ == "__main__":
    unittest.main()
