"""A hostile client, run as a process of its own: python3 hostile.py MODE HOST PORT SEED. Every mode is bounded in count
and time, comes from many loopback addresses, and ends by itself with a line that says what it did."""
import random
import selectors
import socket
import struct
import sys
import time

SECONDS = 8
VERSION = bytes.fromhex("07000800100004")
BLOCK_COUNT = bytes.fromhex("07000801100a04")
# A whole packet that begins like Flowee and then lies.
LIES = [
    bytes.fromhex("ffff0801100204"),  # a length over the limit
    bytes.fromhex("0400"), bytes.fromhex("0000"),  # a length too short to count itself and a header
    bytes.fromhex("0e00080018") + b"\x86\xfe\xfe\xfe\x7e" + bytes.fromhex("2104") + b"xx",  # announces 2 GB in a sequence
    bytes.fromhex("1000080110040422") + b"\xff" * 7 + b"\x01",  # a text of nearly 2^64 bytes
    bytes.fromhex("0a00080110040426") + b"\x00\x00",  # a double cut short
]


def connect(address, host_part, rng):
    """A connection from 127.`host_part`, with what is missing of the address at random; None if it was not taken."""
    client = socket.socket()
    client.settimeout(5)
    network = host_part if isinstance(host_part, str) else f"{host_part}.{rng.randrange(256)}"
    source = f"127.{network}.{rng.randrange(1, 255)}"
    try:
        client.bind((source, 0))
        client.connect(address)
        return client
    except OSError:
        client.close()
        return None


def quietly(act):
    """What the other side does to our connection is its business."""
    try:
        return act()
    except OSError:
        return None


def send_random_bytes(address, rng):
    sent = 0
    for _ in range(400):
        client = connect(address, 1, rng)
        if client is None:
            continue
        if quietly(lambda c=client: c.sendall(rng.randbytes(rng.randrange(1, 4096)))) is None:
            sent += 1
        client.close()
    return f"random bytes on {sent} connections"


def send_half_packets(address, rng):
    clients = []
    for _ in range(200):
        client = connect(address, 2, rng)
        if client is not None:
            quietly(lambda c=client: c.sendall(VERSION[:rng.randrange(1, len(VERSION))]))
            clients.append(client)
    time.sleep(SECONDS)
    return f"half packets on {len(clients)} connections"


def open_and_drop(address, rng):
    opened = 0
    for i in range(10_000):
        client = connect(address, 3, rng)
        if client is None:
            continue
        opened += 1
        if i % 3 == 0:
            quietly(lambda c=client: c.send(VERSION))
        if i % 2 == 0:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset
        client.close()
    return f"opened and dropped {opened} connections"


def flood(address, rng):
    client = connect(address, 4, rng)
    client.setblocking(False)
    chunk = (VERSION + BLOCK_COUNT) * 1000
    sent = heard = 0
    end = time.monotonic() + SECONDS
    with selectors.DefaultSelector() as ready:
        ready.register(client, selectors.EVENT_READ | selectors.EVENT_WRITE)
        while time.monotonic() < end:
            for _, events in ready.select(0.1):
                if events & selectors.EVENT_WRITE:
                    sent += quietly(lambda: client.send(chunk)) or 0
                if events & selectors.EVENT_READ:
                    heard += len(quietly(lambda: client.recv(1 << 20)) or b"")
    return f"flooded {sent} bytes, heard {heard}"


def never_read(address, rng):
    clients = [client for client in (connect(address, 5, rng) for _ in range(20)) if client is not None]
    for client in clients:
        client.setblocking(False)
    sent = 0
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        sent += sum(quietly(lambda c=client: c.send(BLOCK_COUNT * 2000)) or 0 for client in clients)
        time.sleep(0.01)
    return f"sent {sent} bytes on {len(clients)} connections and read nothing"


def lie_about_lengths(address, rng):
    closed = 0
    for i in range(300):
        client = connect(address, 6, rng)
        if client is None:
            continue
        if quietly(lambda c=client: c.sendall(VERSION + LIES[i % len(LIES)])) is None:
            client.settimeout(0.05)
            data = b"?"
            while data:
                data = quietly(lambda c=client: c.recv(4096))
            closed += data == b""
        client.close()
    return f"lied about lengths, {closed} of 300 connections were closed at once"


def crowd_from_one_network(address, rng):
    """Twenty peers of one netgroup, again and again."""
    taken = 0
    for _ in range(5):
        clients = [connect(address, "7.7", rng) for _ in range(20)]
        for client in clients:
            if client is not None:
                taken += quietly(lambda c=client: c.sendall(VERSION) or c.recv(100)) not in (None, b"")
        for client in clients:
            if client is not None:
                client.close()
    return f"{taken} of 100 connections from one network were served"


MODES = {mode.__name__: mode
         for mode in (send_random_bytes, send_half_packets, open_and_drop, flood, never_read, lie_about_lengths,
                      crowd_from_one_network)}

if __name__ == "__main__":
    _, name, host, port, seed = sys.argv
    print(MODES[name]((host, int(port)), random.Random(int(seed))), flush=True)
