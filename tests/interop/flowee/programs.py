"""The real programs that judge us, where they are, and a place they cannot leave.

DRAGOMAN_HUB        the `hub` of thehub
DRAGOMAN_INDEXER    its `indexer`
DRAGOMAN_FLOWEE_JS  the folder of flowee-js-pure, its dependencies installed
README.md tells how to get them. What is not there is skipped, in capitals.
"""
import base64
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests/system"), str(ROOT / "tests/interop")]

import alone  # noqa: E402  (tests/interop)
import dragoman  # noqa: E402  (tests/system)
import wire  # noqa: E402

READY_SECONDS = 60
END_SECONDS = 60
TRIES = 5


def missing(name):
    """Why the program of this environment variable cannot judge; None if it can."""
    path = os.environ.get(name, "")
    if not path:
        return f"{name} is not set"
    if not os.path.exists(path):
        return f"{name} is {path}, and there is nothing"
    return None


def needs(*names):
    """For a test class: skipped, loudly, where one of the programs is not there."""
    why = "; ".join(filter(None, map(missing, names)))

    def decorate(case):
        if not why:
            return case
        if alone.inside():  # main() starts the script twice
            alone.skipped(f"{case.__qualname__}: {why} (tests/interop/flowee/README.md)")
        return unittest.skip(why)(case)

    return decorate


def main():
    """Runs the tests of the script in a place that has loopback and nothing else."""
    if not alone.inside():
        alone.go_inside()
        return
    alone.assert_alone()
    unittest.main(verbosity=2)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Program:
    """A real program with a folder of its own; ended by its own pid."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.process = None

    def launch(self, command, env=None):
        self.log = open(self.folder / "console.log", "ab")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                        cwd=self.folder, env={**os.environ, **(env or {})})

    def until_it_listens(self, address):
        host, port = address.rsplit(":", 1)
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection((host, int(port)), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"{self.process.args[0]} does not listen at {address} (exit code {self.process.poll()}):\n"
                             + (self.folder / "console.log").read_text(errors="replace")[-2000:])

    def stop(self, number=15):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        self.process = None


class Hub(Program):
    """The real Hub on regtest, without Bitcoin peers. `blocks`: a block file to start from."""

    def __init__(self, folder, blocks=None, address=None):
        super().__init__(folder)
        self.address = address or f"127.0.0.1:{free_port()}"
        self.rpc_port = free_port()
        self.more = []
        if blocks is not None:
            where = self.folder / "regtest" / "blocks"
            where.mkdir(parents=True)
            shutil.copyfile(blocks, where / "blk00000.dat")
            self.more = ["-reindex"]
        self.start()
        self.more = []
        deadline = time.monotonic() + READY_SECONDS
        while blocks is not None and self.rpc("getblockcount") != dragoman.CHAIN_BLOCKS - 1:
            assert time.monotonic() < deadline, "the Hub does not read its block file"
            time.sleep(0.1)

    def start(self):
        self.launch([os.environ["DRAGOMAN_HUB"], "-regtest", f"-datadir={self.folder}", "-listen=0", "-dnsseed=0",
                     f"-apilisten={self.address}", "-server=1", "-rpcbind=127.0.0.1", f"-rpcport={self.rpc_port}",
                     "-rpcallowip=127.0.0.1", "-rpcuser=judge", "-rpcpassword=judge", *self.more])
        self.until_it_listens(self.address)
        deadline = time.monotonic() + READY_SECONDS
        while True:  # the RPC side is up last
            try:
                self.rpc("getblockcount")
                return
            except (OSError, http.client.HTTPException, AssertionError):
                assert time.monotonic() < deadline, "the Hub's RPC does not come up"
                time.sleep(0.1)

    def rpc(self, method, *params):
        link = http.client.HTTPConnection("127.0.0.1", self.rpc_port, timeout=60)
        secret = base64.b64encode(b"judge:judge").decode()
        link.request("POST", "/", json.dumps({"id": 1, "method": method, "params": params}),
                     {"Authorization": "Basic " + secret})
        reply = json.loads(link.getresponse().read() or "{}")
        link.close()
        assert "result" in reply and not reply.get("error"), f"{method}: {reply}"
        return reply["result"]

    def load(self):
        """Hands in the blocks of the recorded chain through the API, so that the Hub makes its metadata."""
        blocks = chain_blocks()
        for _ in range(TRIES):
            try:
                with wire.Line(self.address) as line:
                    line.ask(wire.VERSION)
                    height = line.best()[0]
                    hand_in(line, blocks[height + 1:])
                return self
            except wire.Silence:
                self.restart()
        raise AssertionError("the Hub falls silent again and again")

    def restart(self):
        """A Hub on few cores may never answer SubmitBlock of a good block, and then takes no other block either: most of
        all where each comes over a new connection."""
        self.stop(9)
        self.start()


def hand_in(line, blocks):
    for block in blocks:
        message, content = line.request(5, 0, wire.token(1, block), timeout=5)
        assert message == 1, content


class Indexer(Program):
    """The real Indexer, with all of its indexes, behind the Hub at `hub`."""

    def __init__(self, folder, hub, address=None):
        super().__init__(folder)
        self.address = address or f"127.0.0.1:{free_port()}"
        (self.folder / "indexer.conf").write_text(
            f"[txdb]\nenabled=true\n[spentdb]\nenabled=true\n[addressdb]\nenabled=true\ndb_driver=QSQLITE\n"
            f"db_database={self.folder}/addresses.sqlite\n[services]\nhub={hub}\n")
        self.hub = hub
        self.start()

    def start(self):
        self.launch([os.environ["DRAGOMAN_INDEXER"], "--datadir", str(self.folder), "--conf",
                     str(self.folder / "indexer.conf"), "--bind", self.address, "--connect", self.hub],
                    {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "QT_QPA_PLATFORM": "offscreen"})
        self.until_it_listens(self.address)

    def last_block(self):
        with wire.Line(self.address) as line:
            return wire.tokens(line.request(19, 8)[1])[0][2]

    def until(self, height, timeout=60):
        deadline = time.monotonic() + timeout
        while (at := self.last_block()) != height:
            assert time.monotonic() < deadline, f"the Indexer stands at {at}, wanted {height}:\n" + self.text()[-1500:]
            time.sleep(0.1)

    def text(self):
        return "".join(path.read_text(errors="replace") for path in self.folder.rglob("*.log"))


def chain_blocks():
    """The blocks of the recorded chain, block 0 first."""
    data, at, blocks = pathlib.Path(dragoman.CHAIN).read_bytes(), 0, []
    while at + 8 <= len(data) and data[at:at + 4] == bytes.fromhex("fabfb5da"):
        size = int.from_bytes(data[at + 4:at + 8], "little")
        blocks.append(data[at + 8:at + 8 + size])
        at += 8 + size
    assert len(blocks) == dragoman.CHAIN_BLOCKS, len(blocks)
    return blocks


def ours(*args, chain=True, address="127.0.0.1:0"):
    """A node of ours that serves the recorded chain (or the genesis block alone); `.address` is where."""
    running = dragoman.Running("node", "--dialect", "flowee", "--network", "regtest", "--listen", address, "--json",
                               *(["--import", dragoman.CHAIN] if chain else []), *args)
    try:
        running.address = running.until("Listening")["address"]
    except BaseException:
        running.__exit__()
        raise
    return running


class Judged(unittest.TestCase):
    """Tests that share folders and programs for the time of the class."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="dragoman-interop-")
        cls.addClassCleanup(cls.scratch.cleanup)
        cls._folders = 0

    @classmethod
    def folder(cls):
        cls._folders += 1
        path = pathlib.Path(cls.scratch.name) / str(cls._folders)
        path.mkdir()
        return path

    @classmethod
    def hub(cls, **how):
        hub = Hub(cls.folder(), **how)
        cls.addClassCleanup(hub.stop)
        return hub

    @classmethod
    @contextlib.contextmanager
    def hub_for_a_while(cls, **how):
        hub = Hub(cls.folder(), **how)
        try:
            yield hub
        finally:
            hub.stop()

    @classmethod
    def node(cls, *args, chain=True):
        node = ours(*args, chain=chain)
        cls.addClassCleanup(node.__exit__)
        return node
