#!/usr/bin/env python3
"""docs/write-a-dialect.md does not lie: what it quotes is there, what it builds compiles and passes its test."""
import unittest

from listings import Page

PAGE = Page("docs/write-a-dialect.md")


class WriteADialect(unittest.TestCase):
    def test_every_listing_has_a_file(self):
        self.assertGreater(len(PAGE.listings), 5)
        self.assertEqual(PAGE.homeless(), [])

    def test_what_is_quoted_is_there(self):
        self.assertEqual(PAGE.untrue(), [])

    def test_what_is_built_compiles_and_passes(self):
        output, code = PAGE.build_and_run(("dragoman_core", "core"))
        self.assertEqual(code, 0, output)
        self.assertIn("[  PASSED  ] 4 tests.", output)


if __name__ == "__main__":
    unittest.main()
