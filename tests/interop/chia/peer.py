"""A peer of the Chia network for tests: dials or listens anywhere, says exactly what it is told to, and keeps what it hears.

Bodies are packed and read by the classes of chia-blockchain, so nothing of ours judges itself.
"""
import asyncio
import contextlib
import dataclasses
import datetime
import pathlib
import ssl
import tempfile
import time

from chia.protocols.outbound_message import Message
from chia.ssl.create_ssl import get_chia_ca_crt_key
from chia_rs.sized_ints import uint8, uint16
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import websocket
import words
from websocket import Refused  # noqa: F401  (for callers)

FULL_NODE, HARVESTER, FARMER, TIMELORD, INTRODUCER, WALLET, DATA_LAYER, SOLVER = range(1, 9)
VERSIONS = {FULL_NODE: "0.0.36", HARVESTER: "0.0.38", FARMER: "0.0.38", TIMELORD: "0.0.36", INTRODUCER: "0.0.36",
            WALLET: "0.0.38", DATA_LAYER: "0.0.36", SOLVER: "0.0.37"}
SOFTWARE = "2.7.5+dragoman.0.1.0"
PATIENCE = 20
SILENCE = 2


class Silence(AssertionError):
    """What was waited for did not come."""


@dataclasses.dataclass
class Said:
    """A message that came, or the end of the link (name `close`)."""
    at: float
    name: str
    id: int | None = None
    data: bytes = b""
    code: int | None = None
    reason: str = ""

    @property
    def body(self):
        return words.CLASSES[self.name].from_bytes(self.data)

    def __str__(self):
        if self.name == "close":
            return f"close({self.code}, {self.reason!r})"
        return self.name + ("" if self.id is None else f"#{self.id}") + f"[{len(self.data)}]"


# Certificates


class Leaf:
    """A certificate with its key, signed by the public CA of Chia unless told otherwise."""

    def __init__(self, self_signed=False, expired=False):
        ca_crt, ca_key = get_chia_ca_crt_key()
        ca = x509.load_pem_x509_certificate(ca_crt)
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Chia"),
                          x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Chia"),
                          x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "Organic Farming Division")])
        now = datetime.datetime.now(datetime.timezone.utc)
        day = datetime.timedelta(days=1)
        made = (x509.CertificateBuilder().subject_name(name).issuer_name(name if self_signed else ca.subject)
                .public_key(key.public_key()).serial_number(x509.random_serial_number())
                .not_valid_before(now - 30 * day).not_valid_after(now - day if expired else now + 365 * day)
                .sign(key if self_signed else serialization.load_pem_private_key(ca_key, None), hashes.SHA256()))
        self.certificate = made.public_bytes(serialization.Encoding.PEM)
        self.key = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                     serialization.NoEncryption())
        digest = hashes.Hash(hashes.SHA256())
        digest.update(made.public_bytes(serialization.Encoding.DER))
        self.node_id = digest.finalize().hex()

    def load(self, context):
        with tempfile.TemporaryDirectory() as folder:
            crt, key = pathlib.Path(folder, "crt"), pathlib.Path(folder, "key")
            crt.write_bytes(self.certificate)
            key.write_bytes(self.key)
            context.load_cert_chain(crt, key)

    def save(self, crt, key):
        pathlib.Path(crt).write_bytes(self.certificate)
        pathlib.Path(key).write_bytes(self.key)
        pathlib.Path(key).chmod(0o600)


def context(side, leaf, highest=None):
    made = ssl.SSLContext(side)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_verify_locations(cadata=get_chia_ca_crt_key()[0].decode())
    if highest is not None:
        made.maximum_version = highest
    if leaf is not None:
        leaf.load(made)
    return made


def new_peak(block, fork_point=None, weight=None, height=None, header_hash=None):
    """The announcement of a FullBlock, or of a lie about it."""
    return words.CLASSES["new_peak"](
        header_hash or block.header_hash, block.height if height is None else height,
        block.weight if weight is None else weight, max(block.height - 1, 0) if fork_point is None else fork_point,
        block.foliage.foliage_block_data.unfinished_reward_block_hash)


class Peer:
    def __init__(self, socket, dialed, pongs=True):
        self.socket, self.dialed, self.pongs = socket, dialed, pongs
        self.began = time.monotonic()
        self.inbox = []   # heard and not yet taken
        self.heard = []   # everything
        self.pings = []   # when
        self.end = None   # Said of the close
        self.unread = False  # True: leaves the bytes where they are
        self._next = 0 if dialed else 32768
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._read())
        self.serving = None

    @classmethod
    async def dial(cls, address, source="127.0.0.1", leaf=None, shake=True, certificate=True, highest=None, pongs=True,
                   path="/ws", more="", **fields):
        """`fields` are those of the handshake; shake=False: nothing is said."""
        leaf = leaf if leaf or not certificate else Leaf()
        host, port = address.rsplit(":", 1)
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(host, int(port), ssl=context(ssl.PROTOCOL_TLS_CLIENT, leaf, highest),
                                    local_addr=(source, 0), limit=websocket.LARGEST), PATIENCE)
        try:
            socket = await asyncio.wait_for(websocket.WebSocket.dial(reader, writer, address, path, more), PATIENCE)
        except BaseException:
            writer.transport.abort()
            raise
        peer = cls(socket, True, pongs)
        peer.source, peer.leaf = source, leaf
        if shake:
            await peer.shake(**fields)
        return peer

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.close()

    async def _read(self):
        try:
            while True:
                kind, payload = await self.socket.read()
                now = time.monotonic() - self.began
                if kind == websocket.PING:
                    self.pings.append(now)
                    if self.pongs:
                        self.socket.write(websocket.PONG, payload)
                elif kind == websocket.CLOSE:
                    code = int.from_bytes(payload[:2], "big") if payload else 1005
                    self.end = Said(now, "close", code=code, reason=payload[2:].decode(errors="replace"))
                    with contextlib.suppress(ConnectionError):
                        self.socket.write(websocket.CLOSE, payload[:2])
                        await self.socket.drain()
                    return
                elif kind == websocket.BINARY:
                    message = Message.from_bytes(payload)
                    said = Said(now, words.NAMES[message.type], None if message.id is None else int(message.id), message.data)
                    self.heard.append(said)
                    if self.serving is None or not await self.serving(self, said):
                        self.inbox.append(said)
                    self._news.set()
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError, OSError):
            pass
        finally:
            if self.end is None:  # no close frame: the TCP link ended
                self.end = Said(time.monotonic() - self.began, "close", code=None)
            self._news.set()

    async def until_end(self, timeout=PATIENCE):
        """How the node closed: Said with code (None: without a close frame) and reason."""
        deadline = time.monotonic() + timeout
        while self.end is None:
            self._news.clear()
            left = deadline - time.monotonic()
            if left <= 0:
                raise Silence(f"not closed within {timeout} s; heard {self.story()}")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), left)
        return self.end

    def story(self):
        return " ".join(map(str, self.heard[-20:] + ([self.end] if self.end else []))) or "nothing"

    # Saying

    async def raw(self, payload, opcode=websocket.BINARY):
        self.socket.write(opcode, payload)
        await self.socket.drain()

    async def say(self, name, *fields, id=None, data=None):
        """A message; `fields` are those of its class, `data` bytes in their place."""
        if data is None:
            data = bytes(fields[0]) if len(fields) == 1 and isinstance(fields[0], words.CLASSES[name]) \
                else bytes(words.CLASSES[name](*fields))
        kind = words.NUMBERS.get(name, name)
        await self.raw(bytes(Message(uint8(kind), None if id is None else uint16(id), data)))

    async def shake(self, **fields):
        """Sends the handshake and takes that of the other side; with capability 7 the windows too."""
        self.fields = handshake_fields(**fields)
        if self.dialed:
            await self.say("handshake", data=handshake_bytes(**fields))
            self.theirs = (await self.take("handshake")).body
        else:
            self.theirs = (await self.take("handshake")).body
            await self.say("handshake", data=handshake_bytes(**fields))
        both = {7} & set(self.fields["capabilities"]) & {int(number) for number, _ in self.theirs.capabilities}
        if both and fields.get("windows", True):
            await self.say("configure_window_sizes", fields.get("windows_list", [(26, 2), (29, 2), (22, 3)]))
            self.windows = (await self.take("configure_window_sizes")).body
        return self.theirs

    # Hearing

    async def take(self, *names, id=any, timeout=PATIENCE):
        """The first message of one of these names (and with this id) that was not yet taken."""
        deadline = time.monotonic() + timeout
        while True:
            for at, said in enumerate(self.inbox):
                if said.name in names and (id is any or said.id == id):
                    return self.inbox.pop(at)
            if self.end is not None:
                raise Silence(f"{' or '.join(names)} did not come; heard {self.story()}")
            self._news.clear()
            left = deadline - time.monotonic()
            if left <= 0:
                raise Silence(f"{' or '.join(names)} did not come within {timeout} s; heard {self.story()}")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), left)

    async def request(self, name, *fields, id=True, timeout=PATIENCE):
        """Asks with an id of its own (or this one, or none) and gives the answer with that id, whatever its name."""
        if id is True:
            id = self._next
            self._next += 1
        await self.say(name, *fields, id=id)
        return await self.answer(id, timeout)

    async def answer(self, id, timeout=PATIENCE):
        deadline = time.monotonic() + timeout
        while True:
            for at, said in enumerate(self.inbox):
                if said.id == id and (id is not None or said.name not in PUSHES):
                    return self.inbox.pop(at)
            left = deadline - time.monotonic()
            if self.end is not None or left <= 0:
                raise Silence(f"no answer with id {id} within {timeout} s; heard {self.story()}")
            self._news.clear()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), left)

    async def quiet(self, seconds=SILENCE, but=()):
        """Nothing comes for so long, but messages of these names."""
        await asyncio.sleep(seconds)
        rest = [said for said in self.inbox if said.name not in but]
        if rest or self.end is not None:
            raise AssertionError(f"wanted silence, heard {self.story()}")

    def forget(self):
        """What came so far is of no interest."""
        self.inbox.clear()

    async def settle(self, seconds=0.6):
        """Lets the first pushes come, and forgets them."""
        await asyncio.sleep(seconds)
        self.forget()

    # Ending

    async def close(self, code=1000):
        if self.end is None:
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                self.socket.write(websocket.CLOSE, code.to_bytes(2, "big"))
                await self.socket.drain()
                with contextlib.suppress(Silence):
                    await self.until_end(2)
        self.abort()

    def abort(self):
        self._task.cancel()
        self.socket.abort()


# What a node says on its own; the rest are answers.
PUSHES = {"new_peak", "new_peak_wallet", "request_mempool_transactions", "request_peers", "respond_peers", "new_transaction",
          "coin_state_update", "mempool_items_added", "mempool_items_removed", "configure_window_sizes"}


def handshake_fields(node_type=FULL_NODE, network="simulator0", version=None, software=SOFTWARE, port=0, capabilities=None,
                     **_):
    known = (1, 2, 3, 5) if node_type in (FULL_NODE, WALLET) else (1, 2, 3)
    return {"network": network, "version": VERSIONS.get(node_type, "0.0.36") if version is None else version,
            "software": software, "port": port, "node_type": node_type,
            "capabilities": known if capabilities is None else capabilities}


def handshake_bytes(**fields):
    f = handshake_fields(**fields)
    return bytes(words.CLASSES["handshake"](f["network"], f["version"], f["software"], uint16(f["port"]), uint8(f["node_type"]),
                                            [(uint16(number), "1") for number in f["capabilities"]]))


class Listener:
    """Waits to be dialed; `await accept()` gives the next Peer, its handshake not yet done."""

    def __init__(self, leaf, highest=None):
        self.leaf = leaf
        self._context = context(ssl.PROTOCOL_TLS_SERVER, leaf, highest)
        self._came = asyncio.Queue()
        self.pongs = True

    @classmethod
    async def open(cls, host="127.0.0.1", leaf=None, highest=None, port=0):
        made = cls(leaf or Leaf(), highest)
        made._server = await asyncio.start_server(made._serve, host, port, ssl=made._context, limit=websocket.LARGEST)
        made.port = made._server.sockets[0].getsockname()[1]
        made.address = f"{host}:{made.port}"
        return made

    async def _serve(self, reader, writer):
        try:
            socket = await websocket.WebSocket.accept(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            writer.transport.abort()
            return
        peer = Peer(socket, False, self.pongs)
        peer.source, peer.leaf = None, self.leaf
        await self._came.put(peer)

    async def accept(self, shake=True, timeout=PATIENCE, **fields):
        peer = await asyncio.wait_for(self._came.get(), timeout)
        if shake:
            await peer.shake(port=self.port, **fields)
        return peer

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self._server.close()


def serve_blocks(blocks):
    """For Peer.serving: answers request_block and request_blocks from a list, block at its own height."""
    by_height = {block.height: block for block in blocks}

    async def serving(peer, said):
        if said.name == "request_block":
            block = by_height.get(said.body.height)
            peer.asked = getattr(peer, "asked", []) + [(said.name, said.id, said.body.height)]
            if block is None:
                await peer.say("reject_block", said.body.height, id=said.id)
            else:
                await peer.say("respond_block", block, id=said.id)
            return True
        if said.name == "request_blocks":
            first, last = said.body.start_height, said.body.end_height
            peer.asked = getattr(peer, "asked", []) + [(said.name, said.id, first, last)]
            chosen = [by_height[height] for height in range(first, last + 1) if height in by_height]
            if len(chosen) == last + 1 - first:
                await peer.say("respond_blocks", first, last, chosen, id=said.id)
            else:
                await peer.say("reject_blocks", first, last, id=said.id)
            return True
        return False

    return serving
