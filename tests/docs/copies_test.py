#!/usr/bin/env python3
"""The project's copies of vectors, chain data and wire pages are byte-identical to the originals beside it."""
import json
import pathlib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = {"tests/vectors": "vectors", "tests/data": "data", "docs/wire": "wire"}
NEEDED = ["tests/vectors/flowee.json", "tests/vectors/flowee-chain.json",
          "tests/data/flowee/regtest-116-blocks.dat", "docs/wire/flowee.md",
          "tests/vectors/chia.json", "tests/data/chia/simulator0-41-blocks.hex", "docs/wire/chia.md"]


class Copies(unittest.TestCase):
    def test_a_clone_is_complete(self):
        for name in NEEDED:
            self.assertTrue((ROOT / name).is_file(), f"{name} is missing")

    def test_vectors_are_json(self):
        for path in (ROOT / "tests/vectors").glob("*.json"):
            with self.subTest(path.name):
                json.loads(path.read_text(encoding="utf-8"))

    @unittest.skipUnless(SHARED.is_dir(), "no ../shared beside this clone")
    def test_copies_are_identical(self):
        compared = 0
        for ours, theirs in FOLDERS.items():
            for copy in (ROOT / ours).rglob("*"):
                original = SHARED / theirs / copy.relative_to(ROOT / ours)
                if not original.is_file():
                    continue
                with self.subTest(str(copy.relative_to(ROOT))):
                    self.assertEqual(copy.read_bytes(), original.read_bytes(), "differs: copy it again")
                compared += 1
        self.assertGreaterEqual(compared, len(NEEDED))


if __name__ == "__main__":
    unittest.main()
