"""Python's `websockets`: an echo (`listen [DIR of certificates]`), or one that asks an echo (`dial URL [ca.pem]`)."""
import asyncio
import os
import ssl
import sys

import websockets

LIMIT = 64 << 20
SIZES = [0, 1, 125, 126, 127, 65535, 65536, 1_000_000, 8_000_000] + list(range(0, 3500, 7))


async def echo(connection):
    async for message in connection:
        await connection.send(message)


async def listen(folder):
    context = None
    if folder:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
        context.load_verify_locations(f"{folder}/ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
    compression = "deflate" if os.environ.get("DEFLATE") else None
    async with websockets.serve(echo, "127.0.0.1", 0, ssl=context, max_size=LIMIT, compression=compression) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"listening 127.0.0.1:{port}", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def dial(url, authority):
    context = None
    if authority:
        context = ssl.create_default_context(cafile=authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
    compression = "deflate" if os.environ.get("DEFLATE") else None
    async with websockets.connect(url, ssl=context, max_size=LIMIT, compression=compression) as connection:
        if compression:
            assert any(e.name == "permessage-deflate" for e in connection.extensions), "not compressed"
        for size in SIZES:
            message = os.urandom(size) if size % 2 else b"abc" * (size // 3)
            if os.environ.get("TEXT"):
                message = ("\u00e4b" * size)[:size]
            await connection.send(message)
            assert await connection.recv() == message, size
        parts = [b"frag", b"", b"ments" * 1000]
        if os.environ.get("TEXT"):
            parts = ["frag", "", "ments" * 1000]
        await connection.send(parts)  # in fragments
        assert await connection.recv() == type(parts[0])().join(parts)
        for payload in (b"", b"ping", b"x" * 125):
            await asyncio.wait_for(await connection.ping(payload), 5)
        await connection.close(4001, "that is all")
        assert connection.close_code == 4001, connection.close_code
    print("answered")


asyncio.run(listen(sys.argv[2] if len(sys.argv) > 2 else None) if sys.argv[1] == "listen"
            else dial(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None))
