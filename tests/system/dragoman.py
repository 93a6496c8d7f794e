"""Runs the program under test as a user would: finished commands, and processes that print events."""
import json
import os
import pathlib
import queue
import signal
import socket
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = str(pathlib.Path(os.environ.get("DRAGOMAN", ROOT / "build/release/dragoman")).absolute())
CHAIN = str(ROOT / "tests/data/flowee/regtest-116-blocks.dat")
CHAIN_BLOCKS = 116
TIP = "b435cf812ef738b33c7869a56d2e2565d367ae706c46756db1661390393c714f"

# Every wait ends: the machine may be slow, but not this slow.
PATIENCE = 60


def run(*args, stdin="", timeout=PATIENCE):
    """A command to its end; gives its CompletedProcess with text."""
    return subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, text=True, timeout=timeout, check=False)


def dialects():
    return {entry["name"]: entry for entry in json.loads(run("dialects", "--json").stdout)}


def scratch():
    """A temporary directory as a context."""
    return tempfile.TemporaryDirectory(prefix="dragoman-test-")


class Running:
    """A process of the program; its stdout is read line by line as JSON. Ends with the context."""

    def __init__(self, *args):
        self.args = args
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([PROGRAM, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=self.log, text=True)
        self.lines = []
        self._queue = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._queue.put(line)
        self._queue.put(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()
        self.log.close()

    @property
    def talk(self):
        self.log.flush()
        return os.pread(self.log.fileno(), 1 << 20, 0).decode(errors="replace")

    def next(self, timeout=PATIENCE):
        """The next event, or None when the process has closed its stdout."""
        try:
            line = self._queue.get(timeout=timeout)
        except queue.Empty:
            raise AssertionError(f"{self.args}: nothing for {timeout} s after {self.lines[-3:]}\n{self.talk}") from None
        if line is None:
            self._queue.put(None)
            return None
        event = json.loads(line)
        self.lines.append(event)
        return event

    def until(self, name, timeout=PATIENCE, **members):
        """The next event of that name with these members."""
        deadline = time.monotonic() + timeout
        while True:
            event = self.next(max(0.1, deadline - time.monotonic()))
            if event is None:
                raise AssertionError(f"{self.args}: ended before {name} {members}; last {self.lines[-3:]}\n{self.talk}")
            if event["ev"] == name and all(event.get(key) == value for key, value in members.items()):
                return event

    def rest(self):
        """Reads until the process closes its stdout; all its events."""
        while self.next() is not None:
            pass
        return self.lines

    def send(self, number):
        self.process.send_signal(number)

    def wait(self, timeout=PATIENCE):
        return self.process.wait(timeout)

    def stop(self, number=signal.SIGTERM, timeout=PATIENCE):
        """Asks it to end; gives its exit code."""
        self.send(number)
        return self.wait(timeout)


def node(dialect, network, *args):
    """A listening node on a free port; `.address` is where."""
    running = Running("node", "--dialect", dialect, "--network", network, "--listen", "127.0.0.1:0", "--json", *args)
    try:
        running.address = running.until("Listening")["address"]
    except BaseException:
        running.__exit__()
        raise
    return running


class Silent:
    """A server that accepts and then says what it is told to: nothing, or `greeting`, and closes if asked."""

    def __init__(self, greeting=b"", close=False):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self._listener.getsockname()[1]
        self._greeting, self._close = greeting, close
        self._open = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            try:
                link.sendall(self._greeting)
            except OSError:
                pass
            if self._close:
                link.close()
            else:
                self._open.append(link)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for link in self._open:
            link.close()


def unused_address():
    """An address where nobody listens (for the moment)."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return "127.0.0.1:%d" % listener.getsockname()[1]


def probe(dialect, network, address):
    """What the peer says of itself."""
    done = run("probe", "--dialect", dialect, "--network", network, "--json", address)
    assert done.returncode == 0, done
    return json.loads(done.stdout)
