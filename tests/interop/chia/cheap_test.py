#!/usr/bin/env python3
"""The cheap set: ours in the real node's place, beside it, and between two of them. Under two minutes once the package is there.

scripts/test runs this one; all else of this folder is the ring `interop`.
"""
import os
import sys
import unittest

import programs

os.environ["DRAGOMAN_INTEROP_TARGETS"] = "dragoman"
os.environ["DRAGOMAN_INTEROP_SET"] = "cheap"
os.environ.setdefault("DRAGOMAN_INTEROP_VALUES", "5")

# The long way of each is in the ring `interop`.
BESIDE = ("test_it_dials_the_real_node_and_takes_its_chain_and_what_it_farms",
          "test_it_is_dialed_by_a_real_node_that_wants_windows",
          "test_a_chain_and_a_transaction_reach_the_second_real_node_through_the_middle_alone")


def load_tests(loader, _tests, _pattern):
    suite = unittest.TestSuite()
    if not programs.alone.inside():
        return suite
    import dialer_test
    import scenarios_test
    import streamable_test
    import sync_test
    suite.addTests(loader.loadTestsFromTestCase(scenarios_test.On_dragoman))
    suite.addTests(loader.loadTestsFromTestCase(streamable_test.EveryType))
    for module in (dialer_test, sync_test):
        for kind in module.load_tests(loader, None, None):
            for test in kind if isinstance(kind, unittest.TestSuite) else [kind]:
                if test.id().rsplit(".", 1)[-1] in BESIDE:
                    suite.addTest(test)
    return suite


if __name__ == "__main__":
    sys.argv[0] = os.path.abspath(sys.argv[0])
    programs.main(seconds=600)
