#!/usr/bin/env python3
"""Cases of the Chia dialect's pure functions, judged by the reference's own packages (chia_rs, chiabip158, chia, packaging).

    oracle.py FOLDER [SEED]     writes FOLDER/<kind>.txt, one case a line

Runs under the Python that chia-blockchain is installed in. tests/data/chia holds what seed 1 gives; tests/vectors reads
that folder, or the one that DRAGOMAN_CHIA_CASES names. oracle_test.py writes fresh cases and runs those tests on them.
"""
import pathlib
import random
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent)]

import oracle_clvm  # noqa: E402
import oracle_filter  # noqa: E402
import oracle_merkle  # noqa: E402
import oracle_points  # noqa: E402
import oracle_rates  # noqa: E402
import oracle_rewards  # noqa: E402
import oracle_versions  # noqa: E402

KINDS = [oracle_clvm, oracle_points, oracle_merkle, oracle_filter, oracle_rewards, oracle_rates, oracle_versions]


def write(folder, seed):
    for kind in KINDS:
        for name, cases in kind.files(random.Random(f"{kind.__name__} {seed}")):
            lines = [" ".join(str(word) for word in case) for case in cases]
            (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write(target, sys.argv[2] if len(sys.argv) > 2 else "1")
