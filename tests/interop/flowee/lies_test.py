#!/usr/bin/env python3
"""Sizes that are lies, told to our node: it closes, takes no memory, and serves on. (A Hub goes deaf or reads beyond.)"""
import pathlib
import re

import programs
import wire

MANY = 50
MAY_GROW_KIB = 16 * 1024
HEAD = wire.token(1, 1) + wire.token(2, 8)
END = wire.token(0, True)


def packet(content, size=None):
    return (len(content) + 2 if size is None else size).to_bytes(2, "little") + content


LIES = {
    "a sequence of 2,147,483,646 bytes": packet(HEAD + wire.token(3, 2147483646) + wire.token(4, False) + END + bytes(10)),
    "a sequence of a negative size": packet(HEAD + wire.token(3, -5) + wire.token(4, False) + END + b"8\x03"),
    "a sequence that outgrows itself": packet(HEAD + wire.token(3, 1) + wire.token(4, False) + END + b"8\x03" * 9),
    "a string near 2^64 in the header": packet(HEAD + b"\x62" + bytes.fromhex("80fefefefefefefefe7e") + END),
    "a double cut short": packet(HEAD + b"\x7e\0\0\0"),
    **{f"length {size}": packet(HEAD, size) for size in range(5)},
    "length 9001": packet(HEAD + END, 9001),
}


class OurNode(programs.Judged):
    def test_lies_about_sizes_are_closed_and_take_no_memory(self):
        node = self.node()

        def resident():
            status = pathlib.Path(f"/proc/{node.process.pid}/status").read_text()
            return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1])

        with wire.Line(node.address) as honest:
            honest.ask(wire.VERSION)
            before = resident()
            for name, lie in LIES.items():
                with self.subTest(lie=name):
                    for _ in range(MANY):
                        with wire.Line(node.address) as line:
                            line.ask(wire.VERSION)
                            line.say(lie)
                            self.assertEqual(line.quiet(5), b"")
                            self.assertTrue(line.closed)
            self.assertLess(resident() - before, MAY_GROW_KIB)
            self.assertEqual(honest.best()[0], 115)


if __name__ == "__main__":
    programs.main()
