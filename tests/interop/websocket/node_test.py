#!/usr/bin/env python3
"""Node's `ws` and ours ask each other, as it comes and compressed."""
import os
import unittest

import programs

SCRIPT = programs.HERE / "node_echo.js"


class NodeWs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.node, cls.modules = programs.node_ws()

    def environment(self, more):
        return {**os.environ, "NODE_PATH": str(self.modules), **more}

    def asks_us(self, arguments, more):
        with programs.our_echo(*arguments) as ours:
            done = programs.run(self.node, SCRIPT, "dial", f"ws://{ours.address}/", timeout=120, env=self.environment(more))
            self.assertEqual(done.stdout, "answered\n", done.stderr[-2000:])
        self.assertIn("closed by peer code 4001 reason that is all", ours.said)

    def test_it_asks_us(self):
        self.asks_us([], {})

    def test_it_asks_us_compressed(self):
        self.asks_us(["--deflate"], {"DEFLATE": "1"})

    def we_ask(self, arguments, more):
        with programs.Program(self.node, SCRIPT, "listen", env=self.environment(more)) as theirs:
            done = programs.our_asker(theirs.address, *arguments)
        self.assertEqual(done.stdout, "answered 508 of 508: all is answered\n", done.stderr)

    def test_we_ask_it(self):
        self.we_ask([], {})

    def test_we_ask_it_compressed(self):
        self.we_ask(["--deflate"], {"DEFLATE": "1"})


if __name__ == "__main__":
    unittest.main()
