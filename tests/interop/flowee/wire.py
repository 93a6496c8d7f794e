"""Flowee bytes on a TCP line (docs/wire/flowee.md 2 to 5): just enough to put the same question to two programs."""
import select
import socket
import struct
import time

POSITIVE, NEGATIVE, STRING, BYTES, TRUE, FALSE, DOUBLE = range(7)
PATIENCE = 20
VERSION = bytes.fromhex("07000800100004")
PING = bytes.fromhex("0600087e2c04")
PONG = bytes.fromhex("0600087e3404")


def varint(value):
    out = [value % 128]
    while value > 127:
        value = value // 128 - 1
        out.append(value % 128 + 128)
    return bytes(reversed(out))


def token(tag, value):
    """One CMF token; the type is that of the value."""
    if value is True or value is False:
        kind, rest = (TRUE if value else FALSE), b""
    elif isinstance(value, int):
        kind, rest = (NEGATIVE, varint(-value)) if value < 0 else (POSITIVE, varint(value))
    elif isinstance(value, float):
        kind, rest = DOUBLE, struct.pack("<d", value)
    elif isinstance(value, str):
        kind, rest = STRING, varint(len(value.encode())) + value.encode()
    else:
        kind, rest = BYTES, varint(len(value)) + bytes(value)
    return (bytes([tag * 8 + kind]) if tag < 31 else bytes([0xF8 + kind]) + varint(tag)) + rest


def tokens(data):
    """The CMF tokens of these bytes as (tag, type, value, offset behind it)."""
    at = 0

    def number():
        nonlocal at
        value = 0
        while True:
            byte = data[at]
            at += 1
            value = value * 128 + byte % 128
            if byte < 128:
                return value
            value += 1

    found = []
    while at < len(data):
        tag, kind = divmod(data[at], 8)
        at += 1
        if tag == 31:
            tag = number()
        value = None
        if kind == POSITIVE:
            value = number()
        elif kind == NEGATIVE:
            value = -number()
        elif kind in (STRING, BYTES):
            size = number()
            value = bytes(data[at:at + size])
            assert len(value) == size, "a token is longer than its document"
            at += size
        elif kind in (TRUE, FALSE):
            value = kind == TRUE
        elif kind == DOUBLE:
            value = struct.unpack("<d", data[at:at + 8])[0]
            at += 8
        else:
            raise AssertionError("token of type 7")
        found.append((tag, kind, value, at))
    return found


def header_size(packet):
    """Where the body of a packet begins."""
    at = 2
    while True:
        (tag, _, _, used) = first_token(packet[at:])
        at += used
        if tag == 0 or at == len(packet):
            return at


def first_token(data):
    for size in range(1, len(data) + 1):
        try:
            return tokens(data[:size])[0]
        except (IndexError, AssertionError, struct.error):
            continue
    raise AssertionError("no token in " + data[:40].hex())


def header(packet):
    """{tag: value} of a packet's header."""
    return {tag: value for tag, _, value, _ in tokens(packet[2:header_size(packet)])}


def body(packet):
    return packet[header_size(packet):]


def packet(service, message, content=b"", request=None, tags=(), chunk=8000):
    """A message as packets: one, or a sequence where the body is longer than a chunk."""
    user = ([(11, request)] if request is not None else []) + list(tags)
    lead = token(1, service) + token(2, message)
    rest = b"".join(token(tag, value) for tag, value in sorted(user, key=lambda pair: pair[0]))

    def sealed(head, part):
        return struct.pack("<H", 2 + len(head) + 1 + len(part)) + head + token(0, True) + part

    if len(content) <= chunk:
        return sealed(lead + rest, content)
    out = b""
    for at in range(0, len(content), chunk):
        head = lead + (rest + token(3, len(content)) if at == 0 else b"")
        out += sealed(head + token(4, at + chunk >= len(content)), content[at:at + chunk])
    return out


def wants_background(data):
    """Whether this is a SendTransaction that a Hub answers when it is ready."""
    asked = header(data) if len(data) > 4 and data[2] == 8 else {}
    value = asked.get(10)
    return (asked.get(1), asked.get(2)) == (2, 2) and isinstance(value, int) and value > 0


class Silence(AssertionError):
    """A request was not answered in time."""


class Line:
    """A TCP connection that says and hears packets."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.link = socket.create_connection((host, int(port)), timeout=PATIENCE)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pending = b""
        self._serial = 0x7000000
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.link.close()

    def say(self, data):
        try:
            self.link.sendall(data)
        except OSError:
            self.closed = True

    def hear(self, timeout=PATIENCE):
        """The next packet as it came; None after `timeout` or at the end (then `closed`)."""
        deadline = time.monotonic() + timeout
        while True:
            if len(self._pending) >= 2:
                size = struct.unpack_from("<H", self._pending)[0]
                if len(self._pending) >= size:
                    packet_, self._pending = self._pending[:size], self._pending[size:]
                    return packet_
            if self.closed or not select.select([self.link], [], [], max(0.0, deadline - time.monotonic()))[0]:
                return None
            try:
                more = self.link.recv(1 << 18)
            except OSError:
                more = b""
            self.closed = not more
            self._pending += more

    def hear_message(self, timeout=PATIENCE):
        """The next message: (header of the first packet, joined body); None if there is none."""
        first = self.hear(timeout)
        if first is None:
            return None
        head, content = header(first), body(first)
        last = first
        while header(last).get(4) is False:
            last = self.hear(timeout)
            assert last is not None, "a sequence has no end"
            if header(last).get(1) == head[1] and 4 in header(last):
                content += body(last)
        return head, content

    def quiet(self, seconds):
        """What comes in this time."""
        heard, deadline = b"", time.monotonic() + seconds
        while (more := self.hear(max(0.0, deadline - time.monotonic()))) is not None:
            heard += more
        return heard

    def ask(self, data, wait=0.0):
        """Says it and gives what comes before the reply to a Version request that is sent behind it. What is asked to
        be answered in the background (header tag 10) is waited for; `wait` for notifications."""
        self.say(data)
        heard = b""
        if wants_background(data):
            heard = self.hear() or b""
        if wait:
            heard += self.quiet(wait)
        self._serial += 1
        self.say(packet(0, 0, request=self._serial))
        while (more := self.hear()) is not None:
            if header(more).get(11) == self._serial:
                return heard
            heard += more
        if not self.closed:
            raise Silence(f"not even a version after {data[:60].hex()}; heard {heard[:60].hex()}")
        return heard

    def request(self, service, message, content=b"", timeout=PATIENCE):
        """The reply's (message id, body), joined."""
        self._serial += 1
        self.say(packet(service, message, content, self._serial))
        while (reply := self.hear_message(timeout)) is not None:
            if reply[0].get(11) == self._serial:
                return reply[0].get(2), reply[1]
        raise Silence(f"no reply to {service}/{message}")

    def best(self):
        """Height and hash of the tip (GetBlockChainInfo)."""
        found = {tag: value for tag, _, value, _ in tokens(self.request(1, 0)[1])}
        return found[68], found[70].hex()


def messages(data):
    """(headers, body) of every message in these packets, sequences joined."""
    found, at = [], 0
    while at < len(data):
        size = struct.unpack_from("<H", data, at)[0]
        whole, at = data[at:at + size], at + size
        split = header_size(whole)
        if found and found[-1][2]:
            found[-1] = [found[-1][0] + whole[2:split], found[-1][1] + whole[split:], header(whole).get(4) is False]
        else:
            found.append([whole[2:split], whole[split:], header(whole).get(4) is False])
    return [(headers, content) for headers, content, _ in found]


def masked(data, undefined):
    """Packets with the values of these body tags blanked; sequences joined, where there is something to blank."""
    if not undefined or not data:
        return data
    out = b""
    for headers, content in messages(data):
        out += headers
        before = 0
        for tag, _, _, after in tokens(content):
            out += token(tag, b"") if tag in undefined else content[before:after]
            before = after
    return out
