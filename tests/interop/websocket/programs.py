"""The other programs: installed once, in pinned versions, into a folder outside the tree; and our own end of a WebSocket."""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(os.environ.get("DRAGOMAN_CACHE", pathlib.Path.home() / ".cache" / "dragoman-interop"))
PEER = pathlib.Path(os.environ["DRAGOMAN"]).resolve().parent / "websocket_peer" if "DRAGOMAN" in os.environ else None
WEBSOCKETS = "13.1"
WS = "8.18.0"


def skip(what, why):
    line = f"SKIPPED: {what} WAS NOT ASKED: {why}".upper()
    print(line, flush=True)
    raise unittest.SkipTest(line)


def run(*command, timeout=300, **more):
    return subprocess.run([str(word) for word in command], timeout=timeout, text=True, capture_output=True, **more)


def install(name, command, proof):
    """Runs `command` unless `proof` is there already; skips the test if that fails."""
    if proof.exists():
        return proof
    proof.parent.mkdir(parents=True, exist_ok=True)
    try:
        done = run(*command)
    except (OSError, subprocess.TimeoutExpired) as broken:
        skip(name, f"it could not be installed ({broken})")
    if done.returncode != 0 or not proof.exists():
        skip(name, f"it could not be installed ({(done.stderr.strip().splitlines() or ['no reason'])[-1]})")
    return proof


def python_websockets():
    venv = CACHE / f"websockets-{WEBSOCKETS}"
    python = venv / "bin" / "python"
    if not python.exists():
        install("python websockets", [sys.executable, "-m", "venv", venv], python)
    packages = venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    install("python websockets", [python, "-m", "pip", "install", "-q", f"websockets=={WEBSOCKETS}"], packages / "websockets")
    return python


def node_ws():
    node = shutil.which("node")
    npm = shutil.which("npm")
    if node is None or npm is None:
        skip("node ws", "node and npm are not there")
    folder = CACHE / f"ws-{WS}"
    install("node ws", [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, f"ws@{WS}"],
            folder / "node_modules" / "ws" / "package.json")
    return node, folder / "node_modules"


def beast():
    header = pathlib.Path("/usr/include/boost/beast/version.hpp")
    if not header.exists():
        skip("beast", "the headers of Boost are not there (libboost-dev)")
    source = HERE / "beast.cc"
    program = CACHE / "beast" / "beast"
    if program.exists() and program.stat().st_mtime < source.stat().st_mtime:
        program.unlink()
    return install("beast", ["g++", "-std=c++20", "-O1", "-o", program, source, "-lpthread"], program)


def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        skip("chromium", "it is not installed (chromium)")
    return program


def certificates(folder):
    """ca.pem, cert.pem and key.pem for 127.0.0.1."""
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
        "/CN=Test CA", "-keyout", folder / "ca.key", "-out", folder / "ca.pem", check=True)
    run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=127.0.0.1", "-keyout",
        folder / "key.pem", "-out", folder / "cert.csr", check=True)
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    run("openssl", "x509", "-req", "-in", folder / "cert.csr", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
        "-CAcreateserial", "-days", "2", "-extfile", folder / "names", "-out", folder / "cert.pem", check=True)


class Program:
    """A server that says 'listening ADDRESS' and ends when its standard input does."""

    def __init__(self, *command, **more):
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        **more)
        line = self.process.stdout.readline().split()
        if len(line) != 2 or line[0] != "listening":
            self.process.kill()
            raise RuntimeError(f"{command[0]} does not listen: {line}")
        self.address = line[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.said = self.process.stdout.read()
        self.process.stdout.close()
        self.process.wait(20)


def our_echo(*arguments):
    return Program(PEER, "listen", "127.0.0.1:0", *arguments)


def our_asker(address, *arguments):
    return run(PEER, "dial", address, *arguments, timeout=60)
