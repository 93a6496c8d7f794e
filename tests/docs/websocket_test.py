#!/usr/bin/env python3
"""The table of docs/websocket.md names tests that exist, and all of the rules' tests."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUITES = ["Upgrade", "Frames", "Control", "Messages", "Deflate"]
OF_RULES = SUITES[1:4]


def tests_of(suite):
    text = (ROOT / f"tests/unit/transports/websocket/{suite.lower()}_test.cc").read_text(encoding="utf-8")
    return set(re.findall(rf"^TEST\(WebSocket{suite}, (\w+)\)", text, re.M))


def named():
    found = {suite: set() for suite in SUITES}
    for line in (ROOT / "docs/websocket.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 6 or "`" not in cells[4]:
            continue
        suite = None
        for name in re.findall(r"`([\w.]+)`", cells[4]):
            suite, _, test = name.rpartition(".") if "." in name else (suite, "", name)
            found[suite].add(test)
    return found


class Table(unittest.TestCase):
    def test_every_test_that_is_named_exists(self):
        for suite, names in named().items():
            with self.subTest(suite):
                self.assertTrue(names)
                self.assertEqual(names - tests_of(suite), set())

    def test_every_test_of_a_framing_rule_is_named(self):
        ours = {"MessagesInOneReadAreOneBatch", "AMessageThatCannotBeWrittenLeavesNothing", "LargeSlicesAreSentAsTheyAre",
                "MessagesMayGoAsText"}  # about us, not about a rule
        for suite in OF_RULES:
            with self.subTest(suite):
                self.assertEqual(tests_of(suite) - named()[suite] - ours, set())


if __name__ == "__main__":
    unittest.main()
