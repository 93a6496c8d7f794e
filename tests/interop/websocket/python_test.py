#!/usr/bin/env python3
"""Python's `websockets` and ours ask each other, plain and over TLS, as text and compressed."""
import os
import pathlib
import tempfile
import unittest

import programs

SCRIPT = programs.HERE / "python_echo.py"


class PythonWebsockets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.python = programs.python_websockets()
        cls.folder = tempfile.TemporaryDirectory()
        programs.certificates(pathlib.Path(cls.folder.name))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def asks_us(self, url, *more, arguments=(), environment=None):
        with programs.our_echo(*arguments) as ours:
            done = programs.run(self.python, SCRIPT, "dial", url.format(ours.address), *more, timeout=120,
                                env={**os.environ, **(environment or {})})
            self.assertEqual(done.stdout, "answered\n", done.stderr[-2000:])
        self.assertIn("closed by peer code 4001 reason that is all", ours.said)

    def test_it_asks_us(self):
        self.asks_us("ws://{}/")

    def test_it_asks_us_over_tls(self):
        self.asks_us("wss://{}/", f"{self.folder.name}/ca.pem", arguments=("--tls", self.folder.name))

    def test_it_asks_us_in_text(self):
        self.asks_us("ws://{}/", arguments=("--text",), environment={"TEXT": "1"})

    def test_it_asks_us_compressed(self):
        self.asks_us("ws://{}/", arguments=("--deflate",), environment={"DEFLATE": "1"})

    def we_ask(self, *more, arguments=(), environment=None):
        with programs.Program(self.python, SCRIPT, "listen", *more, env={**os.environ, **(environment or {})}) as theirs:
            done = programs.our_asker(theirs.address, *arguments)
        self.assertEqual(done.stdout, "answered 508 of 508: all is answered\n", done.stderr)

    def test_we_ask_it(self):
        self.we_ask()

    def test_we_ask_it_over_tls_with_our_certificate(self):
        self.we_ask(self.folder.name, arguments=("--tls", self.folder.name))

    def test_we_ask_it_in_text(self):
        self.we_ask(arguments=("--text",))

    def test_we_ask_it_compressed(self):
        self.we_ask(arguments=("--deflate",), environment={"DEFLATE": "1"})


if __name__ == "__main__":
    unittest.main()
