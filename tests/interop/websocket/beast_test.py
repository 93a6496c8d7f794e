#!/usr/bin/env python3
"""Boost.Beast and ours ask each other."""
import unittest

import programs


class Beast(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = programs.beast()

    def test_it_asks_us_in_fragments(self):
        with programs.our_echo() as ours:
            done = programs.run(self.program, "dial", ours.address.rpartition(":")[2], timeout=120)
            self.assertEqual(done.stdout, "answered\n", done.stderr)
        self.assertIn("closed by peer code 4001 reason that is all", ours.said)

    def test_we_ask_it(self):
        with programs.Program(self.program, "listen") as theirs:
            done = programs.our_asker(theirs.address)
        self.assertEqual(done.stdout, "answered 508 of 508: all is answered\n", done.stderr)


if __name__ == "__main__":
    unittest.main()
