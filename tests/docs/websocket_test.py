#!/usr/bin/env python3
"""The table of docs/websocket.md names tests that exist, and all of the rules' tests."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUITES = {"Rules": "rules_test.cc", "Upgrade": "upgrade_test.cc", "Deflate": "deflate_test.cc"}


def tests_of(suite):
    text = (ROOT / "tests/unit/transports/websocket" / SUITES[suite]).read_text(encoding="utf-8")
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
        self.assertEqual(tests_of("Rules") - named()["Rules"] - ours, set())


if __name__ == "__main__":
    unittest.main()
