"""Help, version, usage errors and their hints."""
import re
import unittest

import dragoman
from dragoman import run

VERBS = ["watch", "top", "decode", "encode", "probe", "call", "node", "sync", "bench", "dialects", "config", "doctor",
         "completion"]
PARTS = [("config", "lint"), ("config", "show"), ("config", "schema")]
SCREEN_LINES, SCREEN_COLUMNS = 24, 100
# The verbs that run a node have more options than that; they stand in paragraphs.
LINES_OF_A_NODE = 40


class Help(unittest.TestCase):
    def test_alone_and_with_help_it_lists_the_verbs_within_a_screen(self):
        for args in [(), ("--help",), ("-h",)]:
            done = run(*args)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertLessEqual(len(done.stdout.splitlines()), SCREEN_LINES)
            for verb in VERBS:
                self.assertEqual(len([line for line in done.stdout.splitlines() if line.split()[:1] == [verb]]), 1, verb)

    def test_every_verb_has_a_screen_of_help_with_an_example(self):
        listed = [line.split()[0] for line in run("--help").stdout.split("\n\n")[2].splitlines()]
        self.assertGreaterEqual(set(listed), set(VERBS))
        for words in [(verb,) for verb in listed] + PARTS:
            with self.subTest(words):
                for ask in ["--help", "-h"]:
                    done = run(*words, ask)
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                lines = done.stdout.splitlines()
                runs_a_node = "\npeers and blocks:\n" in done.stdout
                self.assertLessEqual(len(lines), LINES_OF_A_NODE if runs_a_node else SCREEN_LINES)
                self.assertLessEqual(max(map(len, lines)), SCREEN_COLUMNS)
                verb = " ".join(words)
                self.assertIn(f"usage: dragoman {verb}", done.stdout)
                self.assertIn("\nexample:\n  dragoman " + verb, done.stdout)

    def test_what_prints_data_prints_json_too(self):
        for words in [(verb,) for verb in VERBS if verb not in ["decode", "encode", "call", "config", "completion"]] + PARTS:
            self.assertRegex(run(*words, "--help").stdout, r"(?m)^  --json ", words)

    def test_the_first_step_of_an_example_is_one_that_the_verb_takes(self):
        for words in [(verb,) for verb in VERBS if verb != "config"] + PARTS:
            shown = run(*words, "--help").stdout
            options = set(re.findall(r"(?m)^  (--[a-z-]+)", shown))
            example = shown.split("\nexample:\n")[1]
            self.assertLessEqual(set(re.findall(r"(?<=\s)--[a-z-]+", example)), options, words)

    def test_help_wins_over_what_is_missing(self):
        self.assertEqual(run("call", "--dialect", "nonsense", "--help").returncode, 0)

    def test_version_names_version_compiler_and_build_type(self):
        done = run("--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^dragoman \d+\.\d+\.\d+ \((g|clang)\+\+ \d+\.\d+\.\d+, \w+\)\n$")


class Usage(unittest.TestCase):
    def refused(self, *args):
        done = run(*args)
        self.assertEqual((done.returncode, done.stdout), (2, ""), args)
        return done.stderr

    def test_an_unknown_verb_names_the_nearest_and_all(self):
        said = self.refused("prob", "x")
        self.assertIn('unknown verb "prob". Did you mean "probe"?', said)
        for verb in VERBS:
            self.assertIn(verb, said)

    def test_a_verb_to_come_is_told_from_an_unknown_one(self):
        for verb in ["capture", "replay", "bridge", "crawl", "check", "fuzz", "plugin", "lab"]:
            self.assertIn("not in this version", self.refused(verb))

    def test_a_verb_in_two_words_names_the_second_ones(self):
        self.assertIn("one of lint, show, schema has to follow", self.refused("config"))
        self.assertIn('unknown word "lnit". Did you mean "lint"?', self.refused("config", "lnit"))

    def test_an_unknown_option_names_the_nearest_and_all(self):
        said = self.refused("decode", "--dialct", "tiny")
        self.assertIn('unknown option "--dialct". Did you mean "--dialect"?', said)
        self.assertIn("--lines", said)
        self.assertIn('Did you mean "--version"?', self.refused("--versoin"))

    def test_an_unknown_dialect_names_the_nearest_and_all(self):
        for verb in [("decode",), ("encode",), ("probe", "127.0.0.1:1"), ("node",), ("watch", "--peer", "127.0.0.1:1")]:
            said = self.refused(verb[0], *verb[1:], "--dialect", "tinny")
            self.assertIn('unknown dialect "tinny". Did you mean "tiny"? Known: ', said)
        self.assertIn("tiny", self.refused("decode"))

    def test_an_unknown_or_missing_network_names_them(self):
        self.assertIn("Known: default", self.refused("node", "--dialect", "tiny", "--network", "regtest"))
        if "flowee" in dragoman.dialects():
            said = self.refused("node", "--dialect", "flowee", "--network", "regtst")
            self.assertIn('Did you mean "regtest"?', said)
            said = self.refused("node", "--dialect", "flowee")
            self.assertIn("main, testnet3, testnet4, scalenet, regtest", said)

    def test_a_missing_or_surplus_argument_is_named(self):
        self.assertIn("HOST:PORT", self.refused("probe", "--dialect", "tiny"))
        self.assertIn("--type", self.refused("call", "--dialect", "tiny", "127.0.0.1:1"))
        self.assertIn("--peer", self.refused("sync", "--dialect", "tiny", "--store", "x"))
        self.assertIn("--store", self.refused("sync", "--dialect", "tiny", "--peer", "127.0.0.1:1"))
        self.assertIn('"extra"', self.refused("probe", "--dialect", "tiny", "127.0.0.1:1", "extra"))
        self.assertIn("--hex", self.refused("decode", "--dialect", "tiny", "--hex"))

    def test_bad_addresses_and_numbers_are_named(self):
        for address in ["nowhere", "127.0.0.1:", ":80", "127.0.0.1:99999", "127.0.0.1:x", "::1:80"]:
            self.assertIn(address, self.refused("probe", "--dialect", "tiny", address))
        self.assertIn("--timeout", self.refused("probe", "--dialect", "tiny", "--timeout", "soon", "127.0.0.1:1"))
        self.assertIn("--timeout", self.refused("probe", "--dialect", "tiny", "--timeout", "-1", "127.0.0.1:1"))
        self.assertIn("--count", self.refused("watch", "--dialect", "tiny", "--peer", "127.0.0.1:1", "--count", "-2"))

    def test_a_peer_that_is_named_twice_is_told(self):
        twice = ("--dialect", "flowee", "--network", "regtest", "--peer", "127.0.0.1:1", "--peer", "127.0.0.1:1")
        for verb in [("sync", "--store", "x"), ("watch",), ("node",)]:
            self.assertIn("is there twice. Once is enough.", self.refused(*verb, *twice))

    def test_a_bad_local_address_is_named(self):
        for verb in [("node",), ("probe", "127.0.0.1:1"), ("watch", "--peer", "127.0.0.1:1")]:
            self.assertIn("--from", self.refused(*verb, "--dialect", "tiny", "--from", "x:y:z"))

    def test_a_dialect_without_an_importer_or_a_chain_says_so(self):
        self.assertIn("import", self.refused("node", "--dialect", "tiny", "--import", dragoman.CHAIN))
        self.assertIn("chain", self.refused("sync", "--dialect", "tiny", "--peer", "127.0.0.1:1", "--store", "x"))


class Dialects(unittest.TestCase):
    def test_the_json_list_has_the_promised_members(self):
        listed = dragoman.dialects()
        self.assertEqual(listed["tiny"], {"name": "tiny", "family": "tiny", "transport": "tcp",
                                          "messages": ["ping", "pong"], "networks": ["default"]})
        for entry in listed.values():
            self.assertEqual(list(entry), ["name", "family", "transport", "messages", "networks"])
            self.assertIn(entry["transport"], ["tcp", "websocket", "grpc", "noise"])
            self.assertTrue(entry["messages"])
        if "flowee" in listed:
            self.assertEqual(listed["flowee"]["networks"], ["main", "testnet3", "testnet4", "scalenet", "regtest"])
            self.assertIn("API.Version", listed["flowee"]["messages"])

    def test_the_table_has_a_row_each(self):
        rows = run("dialects").stdout.splitlines()
        self.assertEqual([row.split()[0] for row in rows], ["dialect", *dragoman.dialects()])


if __name__ == "__main__":
    unittest.main()
