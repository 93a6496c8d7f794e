#!/usr/bin/env python3
"""docs/write-a-dialect.md does not lie: what it quotes is there, what it builds compiles and passes its test.

A listing says in its fence which file it belongs to: ```cpp dialects/echo_le/echo_le.cc. Listings of one file follow each
other. Listings of files that exist are quotations; the others are put together in a scratch folder.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/write-a-dialect.md"
PROGRAM = pathlib.Path(os.environ.get("DRAGOMAN", ROOT / "build/release/dragoman")).absolute()
LISTING = re.compile(r"^```cpp ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Werror", "-Wno-restrict"]


def listings():
    return LISTING.findall(PAGE.read_text(encoding="utf-8"))


def packages(*names):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", *names], capture_output=True, text=True, check=True)
    return flags.stdout.split()


def compiler():
    return ["ccache", "g++"] if shutil.which("ccache") else ["g++"]


def core_library(folder):
    """The one that was built with the program; in a tree that is not built, core is compiled here."""
    built = PROGRAM.parent / "libdragoman_core.a"
    if built.is_file():
        return built
    objects = []
    for source in sorted((ROOT / "core").rglob("*.cc")):
        objects.append(str(folder / f"core_{len(objects)}.o"))
        subprocess.run([*compiler(), "-std=c++20", "-O1", f"-I{ROOT}", f"-I{ROOT / 'core'}", "-c", str(source), "-o",
                        objects[-1], *packages("spdlog")], check=True)
    library = folder / "libdragoman_core.a"
    subprocess.run(["ar", "rcs", str(library), *objects], check=True)
    return library


class WriteADialect(unittest.TestCase):
    def test_every_listing_has_a_file(self):
        self.assertGreater(len(listings()), 5)
        for file, text in listings():
            self.assertTrue(file, text)

    def test_what_is_quoted_is_there(self):
        for file, text in listings():
            if (ROOT / file).is_file():
                self.assertIn(text, (ROOT / file).read_text(encoding="utf-8"), file)

    def test_what_is_built_compiles_and_passes(self):
        files = {}
        for file, text in listings():
            if not (ROOT / file).is_file():
                files.setdefault(file, []).append(text)
        with tempfile.TemporaryDirectory(prefix="dragoman-dialect-") as scratch:
            folder = pathlib.Path(scratch)
            for file, parts in files.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text("\n".join(parts), encoding="utf-8")
            sources = [str(folder / file) for file in files if file.endswith(".cc")]
            program = folder / "echo_le_test"
            build = [*compiler()[-1:], "-std=c++20", "-O1", *WARNINGS, f"-I{folder}", f"-I{ROOT}", f"-I{ROOT / 'core'}",
                     *sources, str(core_library(folder)), "-o", str(program),
                     *packages("gtest", "gtest_main", "spdlog", "libcrypto"), "-lpthread"]
            done = subprocess.run(build, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            done = subprocess.run([str(program)], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertIn("[  PASSED  ] 4 tests.", done.stdout)


if __name__ == "__main__":
    unittest.main()
