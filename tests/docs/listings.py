"""The listings of a page about writing something: what they quote is there, what they build compiles and passes.

A listing says in its fence which file it belongs to: ```cpp dialects/echo_le/echo_le.cc. Listings of one file follow each
other. Listings of files that exist are quotations; the others are put together in a scratch folder.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("DRAGOMAN", ROOT / "build/release/dragoman")).absolute()
LISTING = re.compile(r"^```cpp ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Werror", "-Wno-restrict"]


def packages(*names):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", *names], capture_output=True, text=True, check=True)
    return flags.stdout.split()


def compiler():
    return ["ccache", "g++"] if shutil.which("ccache") else ["g++"]


def library(folder, name, source_folder):
    """The one that was built with the program; in a tree that is not built, it is compiled here."""
    built = PROGRAM.parent / f"lib{name}.a"
    if built.is_file():
        return built
    objects = []
    for source in sorted((ROOT / source_folder).rglob("*.cc")):
        objects.append(str(folder / f"{name}_{len(objects)}.o"))
        subprocess.run([*compiler(), "-std=c++20", "-O1", f"-I{ROOT}", f"-I{ROOT / 'core'}", "-c", str(source), "-o",
                        objects[-1], *packages("spdlog")], check=True)
    archive = folder / f"lib{name}.a"
    subprocess.run(["ar", "rcs", str(archive), *objects], check=True)
    return archive


class Page:
    def __init__(self, name):
        self.listings = LISTING.findall((ROOT / name).read_text(encoding="utf-8"))

    def homeless(self):
        """Listings without a file."""
        return [text for file, text in self.listings if not file]

    def untrue(self):
        """Quotations that are not in the file that they name."""
        return [text for file, text in self.listings
                if (ROOT / file).is_file() and text not in (ROOT / file).read_text(encoding="utf-8")]

    def build_and_run(self, *libraries, needs=()):
        """What the compiler says against the page's own files, else what their tests print; and the exit code.
        `libraries` are pairs of a library's name and its folder, in the order in which they are linked."""
        files = {}
        for file, text in self.listings:
            if not (ROOT / file).is_file():
                files.setdefault(file, []).append(text)
        with tempfile.TemporaryDirectory(prefix="dragoman-page-") as scratch:
            folder = pathlib.Path(scratch)
            for file, parts in files.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text("\n".join(parts), encoding="utf-8")
            sources = [str(folder / file) for file in files if file.endswith(".cc")]
            program = folder / "page_test"
            build = ["g++", "-std=c++20", "-O1", *WARNINGS, f"-I{folder}", f"-I{ROOT}", f"-I{ROOT / 'core'}", *sources,
                     *(str(library(folder, *each)) for each in libraries), "-o", str(program),
                     *packages("gtest", "gtest_main", "spdlog", "libcrypto", *needs), "-lpthread"]
            done = subprocess.run(build, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                return done.stderr, done.returncode
            done = subprocess.run([str(program)], capture_output=True, text=True, timeout=60, check=False)
            return done.stdout, done.returncode
