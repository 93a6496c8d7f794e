"""RFC 6455 over asyncio, as much as a test needs: every frame can be sent and seen, also those that a library hides."""
import base64
import hashlib
import os
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
LARGEST = 64 << 20


class Refused(Exception):
    """The HTTP answer was no upgrade."""

    def __init__(self, status, body):
        super().__init__(f"HTTP {status}: {body}")
        self.status, self.body = status, body


async def head(reader):
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        fields[name.strip().lower()] = value.strip()
    return lines[0], fields


class WebSocket:
    """One side of a connection whose upgrade is done."""

    def __init__(self, reader, writer, masks):
        self.reader, self.writer, self.masks = reader, writer, masks

    @classmethod
    async def dial(cls, reader, writer, host, path="/ws", more=""):
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write((f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{more}\r\n").encode())
        first, fields = await head(reader)
        status = int(first.split()[1])
        if status != 101:
            body = await reader.readexactly(int(fields.get("content-length", 0)))
            raise Refused(status, body.decode(errors="replace"))
        accept = base64.b64encode(hashlib.sha1(key.encode() + MAGIC).digest()).decode()
        assert fields["sec-websocket-accept"] == accept, fields
        assert fields["upgrade"].lower() == "websocket" and "upgrade" in fields["connection"].lower(), fields
        return cls(reader, writer, True)

    @classmethod
    async def accept(cls, reader, writer):
        first, fields = await head(reader)
        assert first == "GET /ws HTTP/1.1", first
        assert fields["sec-websocket-version"] == "13", fields
        accept = base64.b64encode(hashlib.sha1(fields["sec-websocket-key"].encode() + MAGIC).digest()).decode()
        writer.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Accept: {accept}\r\n\r\n").encode())
        socket = cls(reader, writer, False)
        socket.request = fields
        return socket

    def write(self, opcode, payload=b"", final=True):
        first = bytes([(0x80 if final else 0) | opcode])
        mask = 0x80 if self.masks else 0
        if len(payload) < 126:
            first += bytes([mask | len(payload)])
        elif len(payload) < 1 << 16:
            first += struct.pack(">BH", mask | 126, len(payload))
        else:
            first += struct.pack(">BQ", mask | 127, len(payload))
        if self.masks:
            key = os.urandom(4)
            pad = (key * (len(payload) // 4 + 1))[:len(payload)]
            first += key
            payload = (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(len(payload), "big")
        self.writer.write(first + payload)

    async def drain(self):
        await self.writer.drain()

    async def frame(self):
        """(final, opcode, payload)"""
        first, second = await self.reader.readexactly(2)
        assert not first & 0x70, "reserved bits are set, and no extension was agreed"
        assert bool(second & 0x80) != self.masks, "the dialer masks, the acceptor does not"
        length = second & 0x7f
        if length == 126:
            length, = struct.unpack(">H", await self.reader.readexactly(2))
        elif length == 127:
            length, = struct.unpack(">Q", await self.reader.readexactly(8))
        assert length <= LARGEST, f"a frame of {length} bytes"
        key = await self.reader.readexactly(4) if second & 0x80 else None
        payload = await self.reader.readexactly(length)
        if key:
            pad = (key * (length // 4 + 1))[:length]
            payload = (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(length, "big")
        return bool(first & 0x80), first & 15, payload

    async def read(self):
        """The next whole message, or control frame: (opcode, payload)"""
        whole, kind = b"", None
        while True:
            final, opcode, payload = await self.frame()
            if opcode >= 8:
                if kind is None or opcode == CLOSE:
                    return opcode, payload
                if opcode == PING:  # between the fragments of a message
                    self.write(PONG, payload)
                continue
            if opcode:
                assert kind is None, "a message begins inside another"
                kind, whole = opcode, payload
            else:
                assert kind is not None, "a continuation of nothing"
                whole += payload
            if final:
                return kind, whole

    def abort(self):
        self.writer.transport.abort()
