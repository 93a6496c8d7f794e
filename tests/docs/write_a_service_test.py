#!/usr/bin/env python3
"""docs/write-a-service.md does not lie: what it quotes is there, what it builds compiles and passes its test."""
import unittest

from listings import Page

PAGE = Page("docs/write-a-service.md")


class WriteAService(unittest.TestCase):
    def test_every_listing_has_a_file(self):
        self.assertGreater(len(PAGE.listings), 4)
        self.assertEqual(PAGE.homeless(), [])

    def test_what_is_quoted_is_there(self):
        self.assertEqual(PAGE.untrue(), [])

    def test_what_is_built_compiles_and_passes(self):
        output, code = PAGE.build_and_run(("dragoman_dialect_flowee", "dialects/flowee"), ("dragoman_core", "core"),
                                          needs=["libsecp256k1"])
        self.assertEqual(code, 0, output)
        self.assertIn("[  PASSED  ] 3 tests.", output)


if __name__ == "__main__":
    unittest.main()
