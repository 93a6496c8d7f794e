#!/usr/bin/env python3
"""Our program and a real node of Chia with the same chain of 41 blocks, for the bench that asks both.

    python3 bench/chia_nodes.py DRIVER...

starts them on the first core and runs DRIVER with "NAME PORT PID" of each appended. Where the real node is installed
(tests/interop/chia/README.md) all that happens in a network namespace with loopback alone, and nothing of it is left. Where it
is not, our program is alone; what is missing is told in a line "skip WHY" on standard output.
"""
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests/system"), str(ROOT / "tests/interop"), str(ROOT / "tests/interop/chia")]
PROGRAM = pathlib.Path(os.environ.get("DRAGOMAN", ROOT / "build/release/dragoman")).absolute()
BLOCKS = ROOT / "tests/data/chia/simulator0-41-blocks.hex"
LONGEST_SECONDS = 900
READY_SECONDS = 60

import alone  # noqa: E402
import programs  # noqa: E402


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def start_ours(folder):
    port = free_port()
    console = pathlib.Path(folder) / "console.log"
    with open(console, "wb") as out:
        node = subprocess.Popen([PROGRAM, "node", "--dialect", "chia", "--network", "simulator0", "--listen", f"127.0.0.1:{port}",
                                 "--store", pathlib.Path(folder) / "store", "--import", BLOCKS, "--json"],
                                stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    deadline = time.monotonic() + READY_SECONDS
    while not any(line.startswith("{") and line.endswith("}") and json.loads(line).get("ev") == "Listening"
                  for line in console.read_text(errors="replace").splitlines()):
        if node.poll() is not None or time.monotonic() > deadline:
            node.kill()
            sys.exit(f"our node does not come up:\n{console.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)
    return node, port


def drive(driver, nodes, cores):
    words = [str(word) for name, port, pid in nodes for word in (name, port, pid)]
    sys.stdout.flush()
    return subprocess.run([*driver, *words], check=False, preexec_fn=lambda: os.sched_setaffinity(0, cores)).returncode


def compare(driver, beside_real):
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    with tempfile.TemporaryDirectory(prefix="dragoman-bench-") as folder:
        ours, port = start_ours(folder)
        nodes = [("dragoman", port, ours.pid)]
        try:
            if not beside_real:
                return drive(driver, nodes, cores)
            from node_under_test import Real
            with Real(height=40) as real:
                return drive(driver, [*nodes, ("chia-blockchain", real.port, real.process.pid)], cores)
        finally:
            ours.terminate()
            ours.wait(30)


def main():
    driver = sys.argv[1:]
    if alone.inside():
        alone.assert_alone()
        return compare(driver, True)
    if not programs.PYTHON.exists():
        print(f"skip {programs.PACKAGE} is not installed; scripts/test interop does it", flush=True)
    else:
        alone.go_inside(programs.PYTHON, LONGEST_SECONDS)  # does not come back
        print("skip no network namespace for the real node", flush=True)
    return compare(driver, False)


if __name__ == "__main__":
    sys.exit(main())
