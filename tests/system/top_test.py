"""`dragoman top` in a terminal of its own (a pty), and off one."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unittest

import dragoman
from dragoman import CHAIN, PATIENCE, PROGRAM, node, run, scratch
from terminal import Terminal

LEAVES = b"\x1b[?1049l"  # back to the screen of before
FLOWEE = ("--dialect", "flowee", "--network", "regtest")


class Screen:
    """The program on a pty; `text` is what its screen shows, `drawn` all bytes that it has written."""

    def __init__(self, *args, size=(40, 150), stdin=None):
        self.master, slave = pty.openpty()
        self.terminal = Terminal(*size)
        self.resize(*size)
        self.modes = termios.tcgetattr(slave)
        self.slave = slave
        self.process = subprocess.Popen(
            [PROGRAM, "top", *args], stdin=slave if stdin is None else stdin, stdout=slave, stderr=slave,
            env={**os.environ, "TERM": "xterm"}, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(slave, termios.TIOCSCTTY, 0))
        self.drawn = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.slave)
        os.close(self.master)

    def resize(self, rows, columns):
        self.terminal.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            data = os.read(self.master, 65536)
            self.drawn += data
            self.terminal.feed(data)

    @property
    def text(self):
        return self.terminal.text

    def until(self, *wanted):
        """Reads until the screen shows all of these at once; gives its text."""
        deadline = time.monotonic() + PATIENCE
        while not all(re.search(each, self.text, re.MULTILINE) for each in wanted):
            if time.monotonic() > deadline:
                raise AssertionError(f"{wanted} not shown:\n{self.text}")
            self.read(0.1)
        return self.text

    def press(self, keys):
        os.write(self.master, keys.encode())

    def ended(self):
        """Its exit code; what it drew last is in `drawn`."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read(0.05)
        self.read(0.1)
        return self.process.wait(1)

    def given_back(self):
        """The terminal is as it was: its modes, and the screen of before."""
        return termios.tcgetattr(self.slave) == self.modes and LEAVES in self.drawn


class OnATerminal(unittest.TestCase):
    def test_it_runs_a_node_and_shows_its_chain_and_peers(self):
        with scratch() as store, Screen(*FLOWEE, "--listen", "127.0.0.1:0", "--store", store, "--import", CHAIN) as screen:
            text = screen.until(r"listening on 127\.0\.0\.1:\d+", "height 115", "import regtest-116-blocks")
            address = re.search(r"listening on (\S+)", text)[1]
            with dragoman.Running("watch", *FLOWEE, "--peer", address, "--json") as watching:
                watching.until("SyncProgress", done=115)
                text = screen.until("peers 1 \\(1 in", r"^127\.0\.0\.1:\d+ +in +\d+ s +\S+ k?B .* PeerConnected")
            screen.until("gone .* ago: the peer closed the connection")
            screen.press("q")
            self.assertEqual(screen.ended(), 0)
            self.assertTrue(screen.given_back(), screen.drawn[-500:])

    def test_it_follows_a_peer_and_shows_the_sync_and_the_bytes(self):
        with node("flowee", "regtest", "--import", CHAIN) as serving:
            with Screen(*FLOWEE, "--peer", serving.address) as screen:
                screen.until(rf"{re.escape(serving.address)} +out ", r"blocks \[#{20}\] 115/115  done", "height 115")
                serving.stop()
                screen.until("gone|not reached")
                screen.press("q")
                self.assertEqual(screen.ended(), 0)

    def test_keys(self):
        with Screen("--dialect", "tiny", "--listen", "127.0.0.1:0") as screen:
            screen.until("peers by address", "nobody yet")
            screen.press("s")
            screen.until("peers by age")
            screen.press("?")
            screen.until("any key goes back", "hold the picture")
            screen.press("x")
            screen.until("nobody yet")
            screen.press("p")
            screen.until("PAUSED")
            screen.press("p\x1b[A\x1b[B\x1b[5~\x1b[6~\x0c")
            screen.until("dragoman top .*peers by age$", "nobody yet")
            screen.press("q")
            self.assertEqual(screen.ended(), 0)

    def test_another_size_is_drawn_anew(self):
        with Screen("--dialect", "tiny", "--listen", "127.0.0.1:0", size=(24, 80)) as screen:
            screen.until("nobody yet")
            screen.resize(10, 40)
            screen.process.send_signal(signal.SIGWINCH)
            screen.until("dragoman top", "LAST EVENTS")
            self.assertIsNone(screen.process.poll())
            screen.press("q")
            self.assertEqual(screen.ended(), 0)

    def test_every_end_gives_the_terminal_back(self):
        ends = {signal.SIGTERM: 0, signal.SIGINT: 0, signal.SIGQUIT: -signal.SIGQUIT, signal.SIGHUP: -signal.SIGHUP}
        for number, code in ends.items():
            with self.subTest(number), Screen("--dialect", "tiny", "--listen", "127.0.0.1:0") as screen:
                screen.until("nobody yet")
                screen.process.send_signal(number)
                self.assertEqual(screen.ended(), code)
                self.assertTrue(screen.given_back(), screen.drawn[-500:])

    def test_a_port_that_is_taken_is_told_on_a_terminal_that_is_given_back(self):
        with node("tiny", "default") as other, Screen("--dialect", "tiny", "--listen", other.address) as screen:
            self.assertEqual(screen.ended(), 3)
            self.assertTrue(screen.given_back())
            self.assertIn(other.address, screen.drawn.split(LEAVES)[-1].decode())

    def test_it_shows_the_events_of_another_process(self):
        with subprocess.Popen([PROGRAM, "node", "--dialect", "tiny", "--listen", "127.0.0.1:0", "--json"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as other:
            try:
                with Screen("--events", "-", stdin=other.stdout) as screen:
                    text = screen.until(r"tiny:default +listening on \S+")
                    address = re.search(r"listening on (\S+)", text)[1]
                    self.assertEqual(run("probe", "--dialect", "tiny", address).returncode, 0)
                    screen.until("gone .* ago: the peer closed")
                    other.terminate()
                    screen.until("THE EVENTS HAVE ENDED")
                    screen.press("q")
                    self.assertEqual(screen.ended(), 0)
                    self.assertTrue(screen.given_back())
            finally:
                other.kill()

    def test_a_terminal_that_cannot_draw_is_refused(self):
        master, slave = pty.openpty()
        try:
            done = subprocess.run([PROGRAM, "top", "--dialect", "tiny", "--listen", "127.0.0.1:0"], stdin=slave,
                                  stdout=slave, stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False,
                                  env={**os.environ, "TERM": "no-such-terminal"})
            self.assertEqual(done.returncode, 2)
            self.assertIn("is TERM right?", done.stderr)
        finally:
            os.close(slave)
            os.close(master)


class OffATerminal(unittest.TestCase):
    def test_it_says_what_to_use_instead(self):
        done = run("top", "--dialect", "tiny", "--listen", "127.0.0.1:0")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("dragoman watch", done.stderr)

    def test_what_makes_no_sense_is_refused(self):
        for args in [["--dialect", "tiny"], [], ["--events", "-", "--dialect", "tiny"], ["--events", "/no/such/file"],
                     ["--events", "/"], ["--dialect", "tiny", "--listen", "nonsense"]]:
            done = run("top", "--json", *args)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done)
            self.assertTrue(done.stderr, args)

    def test_snapshots_of_a_node(self):
        with dragoman.Running("top", "--dialect", "tiny", "--listen", "127.0.0.1:0", "--json") as top:
            first = top.next()
            address = first["networks"][0]["listening"]
            self.assertEqual((first["networks"][0]["net"], first["peers"]), ("tiny:default", []))
            self.assertEqual(run("probe", "--dialect", "tiny", address).returncode, 0)
            for _ in range(10):
                snapshot = top.next()
                if snapshot["peers"]:
                    break
            self.assertEqual([(peer["state"], peer["inbound"]) for peer in snapshot["peers"]], [("closed", True)])
            self.assertEqual(top.stop(), 0)

    def test_a_snapshot_of_events_from_a_pipe_and_it_ends_with_them(self):
        lines = ['{"t":"2026-11-21T00:00:00.000000000Z","seq":1,"net":"a:b","ev":"PeerConnected","peer":"c:1",'
                 '"inbound":false,"agent":"x/1"}', "no event", ""]
        done = run("top", "--events", "-", "--json", stdin="\n".join(lines))
        self.assertEqual(done.returncode, 0)
        last = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual([peer["agent"] for peer in last["peers"]], ["x/1"])
        self.assertEqual((last["events"], last["unreadable"]), (1, 1))

    def test_a_file_is_followed(self):
        with scratch() as folder:
            path = f"{folder}/events"
            with open(path, "w", encoding="utf-8") as file:
                with dragoman.Running("top", "--events", path, "--json") as top:
                    self.assertEqual(top.next()["events"], 0)
                    print('{"t":"","net":"a:b","ev":"Listening","address":"l:1"}', file=file, flush=True)
                    for _ in range(5):
                        snapshot = top.next()
                        if snapshot["events"]:
                            break
                    self.assertEqual(snapshot["networks"], [{"net": "a:b", "listening": "l:1"}])
                    self.assertEqual(top.stop(), 0)


if __name__ == "__main__":
    unittest.main()
