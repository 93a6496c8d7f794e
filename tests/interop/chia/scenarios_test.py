#!/usr/bin/env python3
"""Every scenario against the real node, then against ours in its place.

DRAGOMAN_INTEROP_TARGETS  real, dragoman or both (default: real,dragoman)
DRAGOMAN_INTEROP_SET      cheap (default) or all
"""
import asyncio
import os
import sys
import time
import unittest

import programs

WATCHDOG = 180
SLOW_WATCHDOG = 2700

if programs.alone.inside():
    import node_under_test as nodes
    import scenarios

    def test_of(name, plan, target):
        def test(self):
            if plan.only not in (None, target):
                self.skipTest(f"is for {plan.only}")
            if plan.slow and os.environ.get("DRAGOMAN_INTEROP_SET", "cheap") != "all":
                self.skipTest("slow: DRAGOMAN_INTEROP_SET=all")
            node = None
            if not plan.own:
                node = self.fresh(plan) if plan.fresh else self.shared(plan)
            world = scenarios.World(target, node)
            try:
                asyncio.run(asyncio.wait_for(plan.run(world), SLOW_WATCHDOG if plan.slow else WATCHDOG))
            except scenarios.Unknown as why:
                programs.alone.skipped(f"{target} {name}: {why}")
                self.skipTest(str(why))
            except BaseException:
                if node is not None:
                    print(f"--- {target}, {name}\n{node.talk()[-2500:]}", file=sys.stderr)
                raise
        test.__doc__ = None
        return test

    class Scenarios:
        target = None

        @classmethod
        def setUpClass(cls):
            cls.kept = {}
            cls.began = time.monotonic()

        @classmethod
        def tearDownClass(cls):
            for node in cls.kept.values():
                node.__exit__()

        def make(self, plan):
            more = {} if self.target == "dragoman" else {"farms": plan.farms}
            return nodes.TARGETS[self.target](plan.height, **more)

        def fresh(self, plan):
            node = self.make(plan)
            self.addCleanup(node.__exit__)
            return node

        def shared(self, plan):
            if plan.height not in self.kept:
                self.kept[plan.height] = self.make(plan)
            return self.kept[plan.height]

    def cases():
        for target in os.environ.get("DRAGOMAN_INTEROP_TARGETS", "real,dragoman").split(","):
            members = {f"test_{plan.number:02}_{name}": test_of(name, plan, target) for name, plan in scenarios.SCENARIOS.items()}
            made = type(f"On_{target}", (Scenarios, unittest.TestCase), {**members, "target": target, "__module__": __name__})
            yield made.__name__, made

    globals().update(cases())

if __name__ == "__main__":
    programs.main(seconds=4 * 3600)
