"""chia-blockchain 2.7.5, installed once into a cache, and what its nodes need: keys, plots, chains.

DRAGOMAN_INTEROP_CACHE  where (default: ~/.cache/dragoman-interop); chia/ below it holds a virtual environment, plots and
                        databases, 400 MB. Delete it and the next run makes it anew: 2 minutes of installing, 1 of plotting.
DRAGOMAN                the program under test
"""
import asyncio
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "tests/system"), str(ROOT / "tests/interop")]

import alone  # noqa: E402  (tests/interop)

PACKAGE = "chia-blockchain==2.7.5"
CACHE = pathlib.Path(os.environ.get("DRAGOMAN_INTEROP_CACHE", pathlib.Path.home() / ".cache/dragoman-interop")) / "chia"
VENV = CACHE / "venv"
PYTHON = VENV / "bin/python"
BLOCKS = ROOT / "tests/data/chia/simulator0-41-blocks.hex"
PROGRAM = pathlib.Path(os.environ.get("DRAGOMAN", ROOT / "build/release/dragoman")).absolute()


def python():
    """A Python that the package takes."""
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python3.10"):
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", "import sys, venv; sys.exit(not (3, 10) <= sys.version_info < (3, 15))"],
                                   capture_output=True, check=False).returncode == 0:
            return path
    return None


def install():
    """Why the package cannot be had; None if it is there."""
    if PYTHON.exists():
        found = subprocess.run([PYTHON, "-c", "from importlib.metadata import version; print(version('chia-blockchain'))"],
                               capture_output=True, text=True, check=False).stdout.strip()
        if found == PACKAGE.partition("==")[2]:
            return None
    host = python()
    if host is None:
        return "no Python of 3.10 to 3.14"
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"installing {PACKAGE} into {VENV}: about two minutes, 250 MB", file=sys.stderr, flush=True)
    for command in ([host, "-m", "venv", "--clear", VENV], [PYTHON, "-m", "pip", "install", "--quiet", PACKAGE]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
        except subprocess.TimeoutExpired:
            return f"installing {PACKAGE} takes more than 15 minutes"
        if done.returncode != 0:
            shutil.rmtree(VENV, ignore_errors=True)
            return f"cannot install {PACKAGE}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}"
    return None


def our_dialects():
    done = subprocess.run([PROGRAM, "dialects", "--json"], capture_output=True, text=True, check=False) \
        if PROGRAM.exists() else None
    return done.stdout if done and done.returncode == 0 else ""


def knows_chia():
    return '"chia"' in our_dialects()


class Judged(unittest.IsolatedAsyncioTestCase):
    """Tests of a `kind` of node, dragoman or real, that start what they need and leave nothing behind."""
    kind = None

    async def asyncSetUp(self):
        asyncio.get_running_loop().set_debug(False)  # it would print every step that takes a while

    async def start(self, make, *args, **more):
        node = await asyncio.to_thread(lambda: make(*args, **more))
        self.addCleanup(node.__exit__)
        return node


def of_each_kind(*cases, default):
    """For load_tests: the cases for each kind that DRAGOMAN_INTEROP_TARGETS names."""
    def load_tests(loader, _tests, _pattern):
        suite = unittest.TestSuite()
        for kind in os.environ.get("DRAGOMAN_INTEROP_TARGETS", default).split(","):
            for case in cases:
                suite.addTests(loader.loadTestsFromTestCase(type(f"{case.__name__}_{kind}", (case,), {"kind": kind})))
        return suite
    return load_tests


def main(seconds=3600):
    """Installs the package, enters the place that has loopback alone, and runs the tests of the script there, with the
    package's own Python."""
    if not alone.inside():
        targets = os.environ.get("DRAGOMAN_INTEROP_TARGETS", "dragoman").split(",")
        why = f"{PROGRAM} does not know the dialect chia" if "dragoman" in targets and not knows_chia() else install()
        if why:
            alone.skipped(f"{why} (tests/interop/chia/README.md)")
            return
        alone.go_inside(PYTHON, seconds)
        return
    alone.assert_alone()
    unittest.main(verbosity=2)
