#!/usr/bin/env python3
"""`dragoman decode` and `encode` beside the package's own classes, over arbitrary values of every type of the protocol.

DRAGOMAN_INTEROP_SEED    another run of the dice (default 1)
DRAGOMAN_INTEROP_VALUES  how many of each type (default 30)
"""
import json
import os
import subprocess
import unittest

import programs

SEED = int(os.environ.get("DRAGOMAN_INTEROP_SEED", "1"))
VALUES = int(os.environ.get("DRAGOMAN_INTEROP_VALUES", "30"))


def lines(verb, *args, given):
    done = subprocess.run([programs.PROGRAM, verb, "--dialect", "chia", "--lines", *args],
                          input="".join(f"{line}\n" for line in given), capture_output=True, text=True, timeout=300, check=False)
    got = done.stdout.split("\n")[:-1]  # a text may hold what else ends a line
    if done.returncode != 0 or len(got) != len(given):
        raise AssertionError(f"{verb} {args}: exit code {done.returncode}, {len(got)} lines for {len(given)}: "
                             f"{done.stderr[-500:]}")
    return got


def alike(ours, theirs):
    """Whether the two JSON values say the same: integers by value, hex without 0x and in lower case."""
    if isinstance(theirs, bool) or theirs is None:
        return ours is theirs
    if isinstance(theirs, int):
        if isinstance(ours, bool) or not isinstance(ours, (int, str)):
            return False
        small = abs(theirs) <= (1 << 53) - 1
        return isinstance(ours, int) == small and str(int(ours)) == str(ours) and int(ours) == theirs
    if isinstance(theirs, str):
        if ours == theirs:
            return True
        return isinstance(ours, str) and ours.removeprefix("0x").lower() == theirs.removeprefix("0x").lower()
    if isinstance(theirs, (list, tuple)):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(alike, ours, theirs))
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and ours.keys() == theirs.keys() and all(alike(ours[key], theirs[key]) for key in theirs)
    raise AssertionError(f"what is {theirs!r}")


def taken(kind, data):
    """What the package reads; None if it does not."""
    try:
        return kind.from_bytes(data)
    except Exception:  # it throws what it likes
        return None


def difference(ours, theirs, where=""):
    if isinstance(theirs, dict) and isinstance(ours, dict) and ours.keys() == theirs.keys():
        for key in theirs:
            if not alike(ours[key], theirs[key]):
                return difference(ours[key], theirs[key], f"{where}.{key}")
    if isinstance(theirs, (list, tuple)) and isinstance(ours, list) and len(ours) == len(theirs):
        for at, pair in enumerate(zip(ours, theirs)):
            if not alike(*pair):
                return difference(*pair, f"{where}[{at}]")
    return f"{where or 'value'}: ours {json.dumps(ours)[:200]}, the package's {json.dumps(theirs)[:200]}"


# Release 2.7.3 sends it without its last field, which may be absent: we take both forms, the package its own.
SHORTER_BEFORE = {"new_signage_point": "filter_challenge"}


class EveryType(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import arbitrary
        cls.arbitrary = arbitrary

    def each_type(self):
        values = self.arbitrary.Values(SEED)
        for name, kind in sorted(self.arbitrary.classes().items()):
            yield name, kind, [values.of(kind) for _ in range(VALUES)]

    def test_is_read_as_the_package_reads_it_and_written_back(self):
        for name, _, values in self.each_type():
            with self.subTest(type=name):
                self.read_and_written(name, values)

    def read_and_written(self, name, values):
        encodings = [bytes(value).hex() for value in values]
        read = lines("decode", "--type", name, given=encodings)
        for encoding, value, line in zip(encodings, values, read):
            got = json.loads(line)
            self.assertNotIn("error", got, encoding)
            self.assertEqual(got["type"], name)
            theirs = value.to_json_dict()
            self.assertTrue(alike(got["fields"], theirs), difference(got["fields"], theirs) + "\n" + encoding)
        self.assertEqual(lines("encode", "--type", name, given=read), encodings)
        # What the package prints is taken, too.
        theirs = [json.dumps({"type": name, "fields": value.to_json_dict()}) for value in values]
        self.assertEqual(lines("encode", "--type", name, given=theirs), encodings)

    def test_has_no_byte_less_and_no_byte_more(self):
        for name, kind, values in self.each_type():
            with self.subTest(type=name):
                self.cut_and_extended(name, kind, values[:5])

    def cut_and_extended(self, name, kind, values):
        given = []
        for value in values:
            whole = bytes(value)
            given += [whole + b"\0", *([whole[:-1], whole[:len(whole) // 2]] if whole else [])]
        for data, line in zip(given, lines("decode", "--type", name, given=[data.hex() for data in given])):
            right = taken(kind, data) is not None  # half of it happens to be another value
            longer = taken(kind, data + b"\0") if name in SHORTER_BEFORE and not right else None
            if longer is not None and getattr(longer, SHORTER_BEFORE[name]) is None:
                self.assertNotIn(SHORTER_BEFORE[name], json.loads(line)["fields"])
                self.assertEqual(lines("encode", "--type", name, given=[line]), [data.hex()])
            else:
                self.assertEqual("error" not in json.loads(line), right, data.hex())

    def test_travels_in_a_frame(self):
        import words
        from chia.protocols.outbound_message import Message
        from chia_rs.sized_ints import uint8, uint16
        values, frames, names = self.arbitrary.Values(SEED), [], []
        for name, kind in words.CLASSES.items():
            for id in (None, 0, 32768, 65535):
                names.append((name, id))
                frames.append(bytes(Message(uint8(words.NUMBERS[name]), None if id is None else uint16(id),
                                            bytes(values.of(kind)))).hex())
        read = lines("decode", given=frames)
        for (name, id), line, frame in zip(names, read, frames):
            got = json.loads(line)
            self.assertEqual((got.get("type"), got.get("id", "absent")), (name, id), f"{line[:300]}\n{frame[:300]}")
        self.assertEqual(lines("encode", given=read), frames)


if __name__ == "__main__":
    programs.main(seconds=1200)
