#!/usr/bin/env python3
"""The reference's packages judge the Chia dialect's pure functions: the recorded cases, and fresh ones at every run.

DRAGOMAN_CHIA_PYTHON    the Python that chia-blockchain is installed in
DRAGOMAN                the binary; vector_tests is beside it
"""
import os
import pathlib
import random
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PYTHON = os.environ.get("DRAGOMAN_CHIA_PYTHON", "")
TESTS = pathlib.Path(os.environ.get("DRAGOMAN", "/nowhere/dragoman")).parent / "vector_tests"


def write_cases(folder, seed):
    subprocess.run([PYTHON, str(HERE / "oracle.py"), folder, seed], check=True, timeout=300)


@unittest.skipUnless(PYTHON, "SKIPPED: DRAGOMAN_CHIA_PYTHON is not set")
class Oracle(unittest.TestCase):
    def test_the_recorded_cases_are_what_the_reference_says(self):
        with tempfile.TemporaryDirectory() as folder:
            write_cases(folder, "1")
            written = sorted(path.name for path in pathlib.Path(folder).iterdir())
            self.assertGreater(len(written), 0)
            for name in written:
                with self.subTest(name):
                    recorded = ROOT / "tests/data/chia" / name
                    self.assertEqual(recorded.read_text(), (pathlib.Path(folder) / name).read_text())

    @unittest.skipUnless(TESTS.exists(), f"SKIPPED: {TESTS} is not built")
    def test_fresh_cases_get_the_same_answers_from_us(self):
        seed = str(random.randrange(1 << 32))
        with tempfile.TemporaryDirectory() as folder:
            write_cases(folder, seed)
            run = subprocess.run([str(TESTS), "--gtest_filter=ChiaOracle.*"], capture_output=True, text=True,
                                 env={**os.environ, "DRAGOMAN_CHIA_CASES": folder}, timeout=300)
            self.assertEqual(run.returncode, 0, f"seed {seed}\n{run.stdout[-4000:]}")
            self.assertNotIn("[  PASSED  ] 0 tests", run.stdout)


if __name__ == "__main__":
    unittest.main()
