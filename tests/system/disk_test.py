"""A disk that takes no more, and files that may not be used: exit code 5, a sentence that names the file and the next
step, and nothing damaged."""
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import unittest

import dragoman
from dragoman import CHAIN, CHAIN_BLOCKS, PATIENCE, PROGRAM, node, run, scratch

FLOWEE = ("--dialect", "flowee", "--network", "regtest")
NOBODY = 65534


def limited(size, *args):
    """A command none of whose files may become larger than `size` bytes, which is how `ulimit -f` fills a disk."""
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return subprocess.run([PROGRAM, *args], capture_output=True, text=True, timeout=PATIENCE, check=False,
                          stdin=subprocess.DEVNULL, preexec_fn=limit)


def blocks_in(store):
    """What is committed there; the file must be whole."""
    with sqlite3.connect(os.path.join(store, "dragoman.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        there = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'objects'").fetchone()[0]
        return database.execute("SELECT count(*) FROM objects").fetchone()[0] if there else 0


@unittest.skipUnless("flowee" in dragoman.dialects(), "needs the dialect")
class FullDisk(unittest.TestCase):
    def sync(self, server, store):
        return ("sync", *FLOWEE, "--peer", server.address, "--store", store)

    def test_a_sync_that_cannot_be_kept_ends_with_5_and_goes_on_when_there_is_room(self):
        with node("flowee", "regtest", "--import", CHAIN) as server:
            for size in (0, 4096, 30_000, 60_000, 90_000):
                with self.subTest(size=size), scratch() as store:
                    ended = limited(size, *self.sync(server, store))
                    self.assertEqual(ended.returncode, 5, ended.stderr)
                    self.assertIn(store + "/dragoman.", ended.stderr)
                    self.assertIn("File too large", ended.stderr)
                    ended = run(*self.sync(server, store))
                    self.assertEqual(ended.returncode, 0, ended.stderr)
                    self.assertEqual(blocks_in(store), CHAIN_BLOCKS)

    def test_a_store_that_was_filled_up_later_is_whole_and_goes_on(self):
        with node("flowee", "regtest", "--import", CHAIN) as server, scratch() as store:
            self.assertEqual(run(*self.sync(server, store), "--to", "20").returncode, 0)
            before = blocks_in(store)
            size = os.path.getsize(os.path.join(store, "dragoman.sqlite"))
            ended = limited(size, *self.sync(server, store))
            self.assertEqual(ended.returncode, 5, ended.stderr)
            self.assertGreaterEqual(blocks_in(store), before)
            self.assertEqual(run(*self.sync(server, store)).returncode, 0)
            self.assertEqual(blocks_in(store), CHAIN_BLOCKS)


@unittest.skipUnless("flowee" in dragoman.dialects(), "needs the dialect")
class ForbiddenFiles(unittest.TestCase):
    """Root may write anywhere, so the program runs as nobody where the tests run as root."""

    def setUp(self):
        there = scratch()
        self.addCleanup(there.cleanup)
        self.home = pathlib.Path(there.name)
        self.home.chmod(0o755)
        self.program = shutil.copy(PROGRAM, self.home)
        self.store = self.home / "store"

    def start(self):
        who = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        return subprocess.run([self.program, "node", *FLOWEE, "--store", str(self.store), "--json"], cwd=self.home,
                              capture_output=True, text=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL,
                              **who)

    def make_store(self):
        """A store with a chain in it that whoever runs the program may read but not write."""
        with node("flowee", "regtest", "--store", str(self.store), "--import", CHAIN) as running:
            self.assertEqual(running.stop(), 0)
        for path in (self.store, *self.store.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)

    def refused(self, *words):
        ended = self.start()
        self.assertEqual(ended.returncode, 5, ended.stderr)
        for word in (str(self.store), "Choose a --store directory", *words):
            self.assertIn(word, ended.stderr)

    def test_a_directory_that_cannot_be_made(self):
        self.store = self.home / "a-file" / "store"
        (self.home / "a-file").touch()
        self.refused("cannot create store directory")

    def test_a_store_of_somebody_else(self):
        self.make_store()
        self.refused("dragoman.lock", "Permission denied")

    def test_a_database_that_may_only_be_read_is_refused_before_anything_is_fetched(self):
        self.make_store()
        (self.store / "dragoman.lock").chmod(0o666)
        self.refused("dragoman.sqlite", "readonly database")

    def test_a_database_that_may_not_even_be_read(self):
        self.make_store()
        (self.store / "dragoman.lock").chmod(0o666)
        (self.store / "dragoman.sqlite").chmod(0o000)
        self.refused("dragoman.sqlite", "Permission denied")


if __name__ == "__main__":
    unittest.main()
