"""Nodes that a scenario talks to: the real one, and ours in its place. Both are started, asked and stopped alike."""
import asyncio
import contextlib
import json
import http.client
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

import yaml
from chia_rs import FullBlock

import peer as peers
import programs

READY_SECONDS = 90
END_SECONDS = 30
NODES = programs.CACHE / "nodes"
TEMPLATE = NODES / "template"
MATERIAL = programs.CACHE / "material"
FORK_AT = 33       # the fork of the recorded chain has this block in common
FORK_BLOCKS = 5
LONG_TO = 720      # where the long chain ends
STAGE = 280        # a node that far behind still asks for the blocks themselves, not for a weight proof
HOME = "9dcf97a184f32623d11a73124ceb99a5709b083721e878a16d78f596718ba7b2"  # tree hash of the program 1
ADDRESS = "txch1nh8e0gvy7vnz85g6wvfye6ue54cfkzphy8583gtd0r6evuvt57eqkdkqka"


def read(path):
    return [FullBlock.from_bytes(bytes.fromhex(line)) for line in pathlib.Path(path).read_text().split()]


def chain():
    """The recorded blocks 0..40."""
    return read(programs.BLOCKS)


def fork():
    """Blocks FORK_AT + 1 .. FORK_AT + FORK_BLOCKS of another branch, farmed by the package itself."""
    return read(MATERIAL / "fork.hex")


def long_chain():
    """The recorded chain, gone on to LONG_TO by the package itself; made once, in a few minutes."""
    path = MATERIAL / "long.hex"
    if not path.exists():
        prepare()
        print(f"farming {LONG_TO} blocks: a few minutes", file=sys.stderr, flush=True)
        path.write_text("\n".join(farmed(40, LONG_TO - 40)) + "\n")
    return chain() + read(path)


def farmed(height, count):
    """Hex of `count` blocks that follow the recorded chain at `height`."""
    with open(MATERIAL / "prepare.log", "a") as log:
        made = subprocess.run(run_simulator(TEMPLATE, "fork", programs.BLOCKS, height, count), env=environment(TEMPLATE),
                              stdout=subprocess.PIPE, stderr=log, text=True, check=True, timeout=1800).stdout
    lines = [line for line in made.split("\n") if len(line) > 2000]
    assert len(lines) == count, f"{len(lines)} blocks, wanted {count}; see {MATERIAL}/prepare.log"
    return lines


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def run_simulator(root, *args):
    return [str(programs.PYTHON), str(programs.HERE / "simulator.py"), args[0], str(root), *map(str, args[1:])]


def environment(root):
    return {**os.environ, "CHIA_ROOT": str(root), "CHIA_KEYS_ROOT": str(programs.CACHE / "keys"), "PYTHONDONTWRITEBYTECODE": "1"}


def prepare():
    """Template, plots and the fork, once."""
    stamp = MATERIAL / "ready-1"
    if stamp.exists():
        return
    MATERIAL.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(TEMPLATE, ignore_errors=True)
    NODES.mkdir(exist_ok=True)
    print("making keys and plots: about a minute", file=sys.stderr, flush=True)
    genesis = chain()[0].foliage.foliage_block_data.farmer_reward_puzzle_hash.hex()
    log = MATERIAL / "prepare.log"
    with open(log, "w") as out:
        for args in (("template", genesis), ("plots",)):
            subprocess.run(run_simulator(TEMPLATE, *args), env=environment(TEMPLATE), stdout=out, stderr=out, check=True,
                           timeout=600)
    (MATERIAL / "fork.hex").write_text("\n".join(farmed(FORK_AT, FORK_BLOCKS)) + "\n")
    stamp.touch()


class Process:
    """A program with a folder of its own; ended by its own pid."""
    process = None

    def launch(self, command, **more):
        self.console = open(self.folder / "console.log", "ab")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.console, stderr=self.console,
                                        cwd=self.folder, **more)

    def until(self, ready, what):
        deadline = time.monotonic() + READY_SECONDS
        while not ready():
            code = self.process.poll()
            if code is not None or time.monotonic() > deadline:
                raise AssertionError(f"{what} does not come up (exit code {code}):\n{self.talk()[-3000:]}")
            time.sleep(0.1)

    def talk(self):
        return (self.folder / "console.log").read_text(errors="replace")

    def stop(self, number=15):
        """Its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.console.close()
        code, self.process = self.process.returncode, None
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.clean()

    def clean(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    async def dial(self, **how):
        return await peers.Peer.dial(self.address, **how)

    async def peak(self):
        """What it tells a new peer: (height, header hash); None if it has no block."""
        leaf = getattr(self, "_observer", None) or peers.Leaf()
        self._observer = leaf
        async with await self.dial(leaf=leaf) as watcher:
            with contextlib.suppress(peers.Silence):
                body = (await watcher.take("new_peak", timeout=1.5)).body
                return body.height, body.header_hash
        return None

    async def until_peak(self, height, header_hash=None, timeout=60):
        deadline = time.monotonic() + timeout
        while True:
            at = await self.peak()
            if at and at[0] == height and header_hash in (None, at[1]):
                return at
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name} stands at {at}, wanted {height}:\n{self.talk()[-1500:]}")
            await asyncio.sleep(0.3)


class Real(Process):
    """The real simulator. `height`: it has the recorded chain up to there (None: an empty database). `whole` are settings of
    its whole configuration, `config` those of its full_node section."""
    name = "chia-blockchain"
    ours = False

    def __init__(self, height=None, farms=False, port=None, whole=(), **config):
        prepare()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=NODES))
        shutil.copytree(TEMPLATE / "config", self.folder / "config")
        (self.folder / "db").mkdir()
        self.leaf = peers.Leaf()  # two nodes with one certificate would not talk to each other
        public = self.folder / "config/ssl/full_node/public_full_node"
        self.leaf.save(f"{public}.crt", f"{public}.key")
        self.port, self.rpc_port = port or free_port(), free_port()
        self.address = f"127.0.0.1:{self.port}"
        path = self.folder / "config/config.yaml"
        settings = yaml.safe_load(path.read_text())
        settings["daemon_port"] = free_port()
        settings["full_node"].update(port=self.port, rpc_port=self.rpc_port, **config)
        settings.update(whole)
        self.settle(settings)
        path.write_text(yaml.safe_dump(settings))
        if height is not None:
            shutil.copyfile(database(height), self.folder / "db/blockchain_v2_simulator0.sqlite")
        self.farms = farms
        self.start()

    def start(self):
        self.launch(run_simulator(self.folder, "run", *(["plots"] if self.farms else [])), env=environment(self.folder))
        self.until(self.healthy, "the real node")

    def settle(self, settings):
        """The last word on its configuration."""

    def healthy(self):
        try:
            return self.ask("healthz")["success"]
        except (OSError, http.client.HTTPException):
            return False

    def log(self):
        path = self.folder / "log/debug.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def talk(self):
        return super().talk()[-1500:] + self.log()[-3000:]

    def ask(self, endpoint, **fields):
        """RPC, waiting."""
        side = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        side.check_hostname = False
        keys = self.folder / "config/ssl"
        side.load_verify_locations(keys / "ca/private_ca.crt")
        side.load_cert_chain(keys / "full_node/private_full_node.crt", keys / "full_node/private_full_node.key")
        link = http.client.HTTPSConnection("127.0.0.1", self.rpc_port, timeout=600, context=side)
        try:
            link.request("POST", "/" + endpoint, json.dumps(fields), {"Content-Type": "application/json"})
            return json.loads(link.getresponse().read())
        finally:
            link.close()

    async def rpc(self, endpoint, **fields):
        return await asyncio.to_thread(self.ask, endpoint, **fields)

    async def open_connection(self, address):
        host, port = address.rsplit(":", 1)
        return await self.rpc("open_connection", host=host, port=int(port))

    async def farm(self, blocks=1, address=ADDRESS):
        answer = await self.rpc("farm_block", address=address, blocks=blocks, guarantee_tx_block=True)
        assert answer["success"], answer
        return answer["new_peak_height"]

    async def reorganise(self, back, forth):
        """The last `back` blocks are replaced, and `forth` more come. Always with the same luck: with bad luck the simulator
        looks for a block for more than 90 s and answers nobody meanwhile, not even a ping, which ends its links."""
        answer = await self.rpc("reorg_blocks", num_of_blocks_to_rev=back, num_of_new_blocks=forth, random_seed=False)
        assert answer["success"], answer

    async def state(self):
        """(height, header hash as hex) of its peak by RPC; None if it has none."""
        peak = (await self.rpc("get_blockchain_state"))["blockchain_state"]["peak"]
        return (peak["height"], peak["header_hash"].removeprefix("0x")) if peak else None

    async def connections(self):
        return (await self.rpc("get_connections"))["connections"]


class Plain(Real):
    """The full node as users run it, on testnet0 and without a block: the only one that dials its `full_node_peers`."""
    name = "chia-blockchain, plain"

    def __init__(self, *static, **more):
        super().__init__(full_node_peers=[{"host": host, "port": int(port)} for host, port in
                                          (address.rsplit(":", 1) for address in static)], **more)

    def settle(self, settings):
        for section in settings.values():
            if isinstance(section, dict) and "selected_network" in section:
                section["selected_network"] = "testnet0"
        settings["selected_network"] = "testnet0"

    def start(self):
        self.launch([str(programs.VENV / "bin/chia_full_node")], env=environment(self.folder))
        self.until(self.healthy, "the plain node")


def database(height):
    """A database of the real node that holds the recorded chain up to `height`: fed by us once, then kept."""
    path = MATERIAL / f"chain-{height}.sqlite"
    if path.exists():
        return path
    blocks = (chain() if height <= 40 else long_chain())[:height + 1]

    async def feed(node):
        async with await node.dial() as source:
            source.serving = peers.serve_blocks(blocks)
            for step in [*range(STAGE, height, STAGE), height]:
                await source.say("new_peak", peers.new_peak(blocks[step]))
                deadline = time.monotonic() + 300
                while (await node.state() or (-1,))[0] != step:
                    assert time.monotonic() < deadline and source.end is None, f"{source.story()}\n{node.talk()}"
                    await asyncio.sleep(0.3)

    with Real() as node:
        in_thread(feed, node)
        node.stop()
        shutil.copyfile(node.folder / "db/blockchain_v2_simulator0.sqlite", path.with_suffix(".part"))
    path.with_suffix(".part").rename(path)
    return path


def in_thread(work, *args):
    """Runs a coroutine to its end, also from inside a running loop."""
    import concurrent.futures
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work(*args))).result()


class Ours(Process):
    """`dragoman node` with the same chain."""
    name = "dragoman"
    ours = True

    def __init__(self, height=None, peer=(), port=None, store=True, blocks=None, args=(), network="simulator0"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dragoman-interop-"))
        self.port = port or free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.network = network
        self.args = ["--store", str(self.folder / "store")] if store else []
        if blocks is None and height is not None:
            blocks = chain()[:height + 1]
        if blocks:
            (self.folder / "blocks.hex").write_text("".join(bytes(block).hex() + "\n" for block in blocks))
            self.args += ["--import", str(self.folder / "blocks.hex")]
        for address in [peer] if isinstance(peer, str) else peer:
            self.args += ["--peer", address]
        self.args += list(args)
        self.start()

    def start(self):
        self.launch([str(programs.PROGRAM), "node", "--dialect", "chia", "--network", self.network, "--listen", self.address,
                     "--json", *self.args])
        self.until(lambda: any(event["ev"] == "Listening" for event in self.events()), "our node")

    def events(self):
        found = []
        for line in self.talk().splitlines():
            if line.startswith("{"):
                with contextlib.suppress(json.JSONDecodeError):
                    found.append(json.loads(line))
        return [event for event in found if "ev" in event]


TARGETS = {"real": Real, "dragoman": Ours}
