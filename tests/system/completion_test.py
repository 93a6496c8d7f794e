"""Completion: each shell is asked what it would offer, and offers what the program takes."""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import unittest

import dragoman
from dragoman import PATIENCE, PROGRAM, run

ENVIRONMENT = {**os.environ, "PATH": f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
NETWORKS = ["main", "regtest", "scalenet", "testnet3", "testnet4"]


def script(shell):
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout


def help_options(*verb):
    """The options that a verb's own help names."""
    return sorted(set(re.findall(r"^  (--[a-z0-9-]+)", run(*verb, "--help").stdout, re.MULTILINE)))


def verbs():
    return re.findall(r"^  (\w+) ", run("--help").stdout.split("\n\n")[2], re.MULTILINE)


class Scripts(unittest.TestCase):
    def test_an_unknown_shell_names_those_there_are(self):
        done = run("completion", "zhs")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn('unknown shell "zhs". Did you mean "zsh"? Known: bash, zsh, fish', done.stderr)


class Shell:
    """What holds in every shell; a subclass says how to ask one."""

    @classmethod
    def setUpClass(cls):
        if shutil.which(cls.NAME) is None:
            print(f"SKIPPED: {cls.NAME} is not installed, its completion was not tried", flush=True)
            raise unittest.SkipTest(f"{cls.NAME} is not installed")
        folder = tempfile.TemporaryDirectory(prefix="dragoman-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        (cls.folder / "inside").mkdir()
        (cls.folder / "node.toml").touch()
        (cls.folder / "script").write_text(script(cls.NAME))

    def test_verbs(self):
        offered = self.offered("dragoman ")
        self.assertEqual([word for word in offered if not word.startswith("-")], sorted(verbs()))
        self.assertIn("doctor", offered)
        self.assertEqual(self.offered("dragoman prob"), ["probe"])

    def test_the_options_of_every_verb_are_those_of_its_help(self):
        words = [(verb,) for verb in verbs() if verb != "config"]
        for verb in words + [("config", "lint"), ("config", "show"), ("config", "schema")]:
            with self.subTest(verb):
                self.assertEqual(self.offered(f"dragoman {' '.join(verb)} --"), help_options(*verb))

    def test_the_second_word_of_config(self):
        self.assertEqual([word for word in self.offered("dragoman config ") if word != "--help"], ["lint", "schema", "show"])

    def test_dialects(self):
        names = sorted(dragoman.dialects())
        for begin in ["dragoman probe --dialect ", "dragoman node --json --dialect "]:
            self.assertEqual(self.offered(begin), names)
        self.assertEqual(self.offered("dragoman decode --dialect ti"), ["tiny"])

    @unittest.skipUnless("flowee" in dragoman.dialects(), "needs the dialect")
    def test_networks_are_those_of_the_dialect(self):
        self.assertEqual(self.offered("dragoman probe --dialect flowee --network "), NETWORKS)
        self.assertEqual(self.offered("dragoman probe --dialect=flowee --network r"), ["regtest"])
        self.assertEqual(self.offered("dragoman probe --dialect tiny --network "), ["default"])
        self.assertEqual(self.offered("dragoman config show --dialect tiny --network "), ["default"])

    def test_files_and_directories(self):
        self.assertEqual(self.offered("dragoman config lint n"), ["node.toml"])
        self.assertEqual(self.offered("dragoman node --import n"), ["node.toml"])
        self.assertEqual([word.rstrip("/") for word in self.offered("dragoman node --store i")], ["inside"])
        self.assertEqual(self.offered("dragoman node --store n"), [])

    def test_words_of_an_option_and_of_a_position(self):
        self.assertEqual(self.offered("dragoman completion "), ["bash", "fish", "zsh"])
        self.assertEqual(self.offered("dragoman node --limit inb"), ["inbound="])

    def test_nothing_where_nothing_is_known(self):
        self.assertEqual(self.offered("dragoman node --listen "), [])


class Bash(Shell, unittest.TestCase):
    NAME = "bash"

    def offered(self, line):
        # bash takes '=' for a word of its own.
        words = re.findall(r"=|[^\s=]+", line) + ([""] if line.endswith((" ", "=")) else [])
        quoted = " ".join(f"'{word}'" for word in words)
        # compopt works only while bash itself completes.
        program = (f"compopt() {{ :; }}; source ./script; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; "
                   "_dragoman; printf '%s\\n' \"${COMPREPLY[@]}\"")
        done = subprocess.run(["bash", "--norc", "-euc", program], cwd=self.folder, env=ENVIRONMENT, capture_output=True,
                              text=True, timeout=PATIENCE, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), line)
        return sorted(filter(None, done.stdout.split("\n")))


class Fish(Shell, unittest.TestCase):
    NAME = "fish"

    def offered(self, line):
        done = subprocess.run(["fish", "--no-config", "-c", f"source ./script; complete -C '{line}'"], cwd=self.folder,
                              env={**ENVIRONMENT, "HOME": str(self.folder)}, capture_output=True, text=True,
                              timeout=PATIENCE, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), line)
        return sorted({row.split("\t")[0] for row in done.stdout.splitlines()} - {"-h"})


class Zsh(Shell, unittest.TestCase):
    NAME = "zsh"

    # Completion runs only in zsh's line editor: an editor at a terminal of ours, in which Tab prints what it would add.
    SETUP = """
PS1=; unsetopt prompt_sp prompt_cr zle_bracketed_paste 2>/dev/null; zstyle ':completion:*' list-prompt ''
autoload -Uz compinit; compinit -u -D; source ./script
compadd() {
  local -a given; local at
  if [[ ${@[(I)-[OAD]]} -gt 0 ]]; then builtin compadd "$@"; return; fi
  builtin compadd -O given "$@"
  for at in $given; do print -r -- "offered:$at" >>offered; done
  builtin compadd "$@"
}
ask() { : >offered; zle complete-word; print done >>offered; zle kill-buffer }
zle -N ask; bindkey '^I' ask
zstyle ':completion:*' insert-tab false
print ready >ready
"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.folder / "setup").write_text(cls.SETUP)
        ours, theirs = pty.openpty()
        cls.process = subprocess.Popen(["zsh", "-f", "-i"], cwd=cls.folder, env={**ENVIRONMENT, "TERM": "dumb"},
                                       stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        cls.terminal = ours
        cls.addClassCleanup(cls.end)
        os.write(ours, b"source ./setup\n")
        cls.wait_for(lambda: (cls.folder / "ready").exists())

    @classmethod
    def end(cls):
        cls.process.kill()
        cls.process.wait()
        os.close(cls.terminal)

    @classmethod
    def wait_for(cls, condition):
        deadline = time.monotonic() + PATIENCE
        shown = b""
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"zsh does not answer: {shown[-500:]}")
            if select.select([cls.terminal], [], [], 0.02)[0]:
                shown += os.read(cls.terminal, 4096)

    def offered(self, line):
        file = self.folder / "offered"
        file.unlink(missing_ok=True)
        os.write(self.terminal, line.encode() + b"\t")
        self.wait_for(lambda: file.exists() and file.read_text().endswith("done\n"))
        rows = file.read_text().splitlines()
        return sorted({row.removeprefix("offered:").rstrip() for row in rows if row.startswith("offered:")})


if __name__ == "__main__":
    unittest.main()
