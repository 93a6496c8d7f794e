#!/usr/bin/env python3
"""Every command of the documentation works as it stands.

The ```sh blocks of a page are run in order by one bash that stops at the first failure, in a scratch folder that looks
like the root of a clone, with `dragoman` in the PATH. ```console blocks are shown, not run.
"""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("DRAGOMAN", ROOT / "build/release/dragoman")).absolute()
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/dialects").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"^```(\w*)", re.MULTILINE)
LANGUAGES = {"", "sh", "console", "cpp", "json", "sql", "text", "toml", "cmake"}
PATIENCE = 120
SEEN_BY_COMMANDS = ["tests", "docs", "examples", "scripts"]


def run_page(blocks, folder):
    for name in SEEN_BY_COMMANDS:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    (folder / "bin").mkdir()
    (folder / "bin/dragoman").symlink_to(PROGRAM)
    script = "set -euxo pipefail\n" + "\n".join(blocks)
    environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}"}
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        # What a page leaves running ends with it; the group is our own.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        output.seek(0)
        return process.returncode, output.read()


class Commands(unittest.TestCase):
    def test_pages(self):
        for page in PAGES:
            blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
            if not blocks:
                continue
            with self.subTest(page.name), tempfile.TemporaryDirectory(prefix="dragoman-docs-") as folder:
                code, output = run_page(blocks, pathlib.Path(folder))
                self.assertEqual(code, 0, output)

    def test_no_command_hides_in_a_block_of_another_name(self):
        for page in PAGES:
            for language in FENCE.findall(page.read_text(encoding="utf-8")):
                self.assertIn(language, LANGUAGES, page.name)


if __name__ == "__main__":
    unittest.main()
