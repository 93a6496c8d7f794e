"""Configurations: what lint says, what a node runs with, and that schema, reader and page are one."""
import json
import os
import pathlib
import re
import subprocess
import tomllib
import unittest

import dragoman
from dragoman import PATIENCE, PROGRAM, ROOT, Running, run, scratch

HAS_FLOWEE = "flowee" in dragoman.dialects()

GOOD = """
[limits]
inbound = 40

[node.hub]
dialect = "tiny"
listen = "127.0.0.1:0"
store = "chain"

[node.hub.limits]
handshake = 2.5
deny = ["192.0.2.0/24"]

[node.other-1]
dialect = "tiny"
network = "default"
peers = ["127.0.0.1:7777", "[::1]:7777"]
from = "127.0.0.1"
"""

# A file, and what lint has to say: its lines in order, each as it begins or whole.
BAD = [
    ('[node.a]\ndialect = "tiny"\nlisten = "127.0.0.1:1"\ntak = 1\n', ['FILE:4: unknown key "tak" in [node.a]. Known: dialect, ']),
    ('[node.a]\ndialect = "tiny"\nlisetn = "127.0.0.1:1"\n', ['FILE:3: unknown key "lisetn" in [node.a]. Did you mean "listen"?']),
    ('[node.a]\ndialect = "tiny"\n[limit]\n', ['FILE:3: unknown key "limit" at the top. Did you mean "limits"?']),
    ('[node.a]\ndialect = "tiny"\n[limits]\ninbuond = 1\n', ['FILE:4: unknown key "inbuond" in [limits]. Did you mean "inbound"?']),
    ('[node.a]\ndialect = "tiny"\ninbound = 1\n', ['FILE:3: "inbound" is a limit. Write it below [node.a.limits].']),
    ('[node.a]\ndialect = "tinny"\n', ['FILE:2: "dialect" in [node.a]: unknown dialect "tinny". Did you mean "tiny"?']),
    ('[node.a]\ndialect = "tiny"\nnetwork = "defualt"\n',
     ['FILE:3: "network" in [node.a]: unknown network of tiny "defualt". Did you mean "default"?']),
    ('[node.a]\n', ["FILE:1: [node.a]: the dialect is missing. Dialects: "]),
    ('[node.a]\ndialect = "tiny"\nlisten = 11235\n',
     ['FILE:3: "listen" in [node.a] is a whole number, not text. Example: listen = "127.0.0.1:11235"']),
    ('[node.a]\ndialect = "tiny"\npeers = "127.0.0.1:1"\n', ['FILE:3: "peers" in [node.a] is text, not a list of texts. Example: ']),
    ('[node.a]\ndialect = "tiny"\npeers = [\n  "127.0.0.1:1",\n  2\n]\n',
     ['FILE:5: an item of "peers" in [node.a] is a whole number, not text.']),
    ('[node.a]\ndialect = "tiny"\nlimits.inbound = 1.5\n', ['FILE:3: "inbound" in [node.a.limits] is a number, not a whole number.']),
    ('[node.a]\ndialect = "tiny"\nlimits.inbound = -1\n', ['FILE:3: "inbound" in [node.a.limits]: -1 is out of range. It is from 0 to ']),
    ('[node.a]\ndialect = "tiny"\nlimits.handshake = inf\n', ['FILE:3: "handshake" in [node.a.limits]: ']),
    ('[node.a]\ndialect = "tiny"\nlimits.handshake = nan\n', ['FILE:3: "handshake" in [node.a.limits]: ']),
    ('[node.a]\ndialect = "tiny"\nlimits.handshake = 0\n', ['FILE:3: "handshake" in [node.a.limits]: 0 is out of range.']),
    ('[node.a]\ndialect = "tiny"\nlimits.deny = ["192.0.2.0/33"]\n', ['FILE:3: "deny" in [node.a.limits]: "192.0.2.0/33"']),
    ('[node.a]\ndialect = "tiny"\nlimits.deny = ["example.org"]\n', ['FILE:3: "deny" in [node.a.limits]: "example.org"']),
    ('[node.a]\ndialect = "tiny"\nlisten = "127.0.0.1"\n',
     ['FILE:3: "listen" in [node.a]: "127.0.0.1" is no address: the port is missing. Write HOST:PORT, ']),
    ('[node.a]\ndialect = "tiny"\npeers = ["127.0.0.1:0"]\n', ['FILE:3: "peers" in [node.a]: "127.0.0.1:0" is no address: ']),
    ('[node.a]\ndialect = "tiny"\npeers = ["127.0.0.1:1", "127.0.0.1:1"]\n', ['FILE:3: "peers" in [node.a]: "127.0.0.1:1" is there twice.']),
    ('[node.a]\ndialect = "tiny"\nstore = ""\n', ['FILE:3: "store" in [node.a]: a path is missing.']),
    ('[node.a]\ndialect = "tiny"\nimport = "x"\n', ['FILE:3: "import" in [node.a]: the dialect tiny cannot import files.']),
    ('[node.a]\ndialect = "tiny"\nrpc = "127.0.0.1:8555"\n', ['FILE:3: "rpc" in [node.a]: the dialect tiny has no RPC. Leave it out.']),
    ('[node.a]\ndialect = "flowee"\nnetwork = "regtest"\ncert = "x"\n',
     ['FILE:4: "cert" in [node.a]: the dialect flowee shows no certificates. Leave it out.']),
    ('[node.a]\ndialect = "flowee"\nnetwork = "regtest"\noutbound = 8\n',
     ['FILE:4: "outbound" in [node.a]: the dialect flowee has no such setting. Leave it out.']),
    ('[node.a]\ndialect = "chia"\nnetwork = "simulator0"\nrate_limits = 9\n',
     ['FILE:4: "rate_limits" in [node.a]: 9 is out of range. It is from 2 to 3.']),
    ('[node.a]\ndialect = "tiny"\nstore = 2020-01-01\n', ['FILE:3: "store" in [node.a] is a date or time, not text.']),
    ('[node."a b"]\ndialect = "tiny"\n', ['FILE:1: "a b" is no name of a node.']),
    ('[node]\ndialect = "tiny"\n', ['FILE:2: "dialect" belongs to a node with a name. Write [node.NAME] for [node].']),
    ('node = 3\n', ['FILE:1: "node" is a whole number, not a table. Write [node.NAME] on a line of its own']),
    ('[[node]]\n', ['FILE:1: "node" is a list, not a table.']),
    ('limits = true\n[node.a]\ndialect = "tiny"\n', ['FILE:1: "limits" is true or false, not a table.']),
    ('', ["FILE: no node. A node is a table: [node.NAME]"]),
    ('[node.a]\ndialect = "tiny"\nlisten = "127.0.0.1:9"\n[node.b]\ndialect = "tiny"\nlisten = "127.0.0.1:9"\n',
     ['FILE:6: "listen" in [node.b]: "127.0.0.1:9" belongs to [node.a] already.']),
    ('[node.a]\ndialect = "tiny"\nstore = "s"\n[node.b]\ndialect = "tiny"\nstore = "s"\n',
     ['FILE:6: "store" in [node.b]: "s" belongs to [node.a] already.']),
    ('[node.a]\ndialect = "tiny"\n\n[[bridge]]\nfrom = ["a"]\n\ntak = ["block"]\n',
     ['FILE:4: [[bridge]] is not in this version', 'FILE:7: unknown key "tak" in [[bridge]]. Did you mean "take"?']),
    ('bridge = 1\n[node.a]\ndialect = "tiny"\n', ['FILE:1: "bridge" is a whole number, not a list of tables.']),
    ('[limits]\ninbound = "x"\nhalf_opn = 3\n[node.a]\ndialect = "tny"\nfoo = 1\n',
     ['FILE:2: "inbound"', 'FILE:3: unknown key "half_opn"', 'FILE:5: "dialect"', 'FILE:6: unknown key "foo"']),
]
# What the JSON Schema cannot see: it is between two places, or about what a text means.
BEYOND_SCHEMA = ["belongs to [node.", "127.0.0.1:0", "192.0.2.0/33", "example.org"]

BROKEN = [
    ("a = \n", 1), ('[node.a]\ndialect = "tiny"\ndialect = "tiny"\n', 3), ("[node.a]\n[node.a]\n", 2), ('[node.a\n', 1),
    ('x = "never closed\n', 1), ("[node.a]\nlimits = {}\n[node.a.limits]\n", 3),
    ("x = " + "[" * 100 + "]" * 100, 1), (".".join("a" * 2000) + " = 1\n", 1),
]


def lint(folder, text, *more):
    file = pathlib.Path(folder) / "FILE"
    file.write_text(text)
    return subprocess.run([PROGRAM, "config", "lint", "FILE", *more], cwd=folder, capture_output=True, text=True,
                          timeout=PATIENCE, check=False)


def schema():
    return json.loads(run("config", "schema", "--json").stdout)


def faults(value, rule, root, where="$"):
    """What a JSON Schema says against a value; knows the words that ours uses, and no others."""
    if rule is False:
        return [f"{where}: is not wanted"]
    found = []
    known = {"$schema", "$defs", "title", "description", "default", "$ref", "type", "properties", "patternProperties",
             "additionalProperties", "required", "items", "uniqueItems", "maxItems", "minProperties", "enum", "const", "pattern",
             "minLength", "minimum", "maximum", "allOf", "if", "then"}
    unknown = {word for word in rule if not word.startswith("x-")} - known
    assert not unknown, unknown
    if "$ref" in rule:
        found += faults(value, root["$defs"][rule["$ref"].removeprefix("#/$defs/")], root, where)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    types = {"object": isinstance(value, dict), "array": isinstance(value, list), "string": isinstance(value, str),
             "integer": number and isinstance(value, int), "number": number}
    if "type" in rule and not types[rule["type"]]:
        return found + [f"{where}: is no {rule['type']}"]
    if "const" in rule and value != rule["const"] or "enum" in rule and value not in rule["enum"]:
        found.append(f"{where}: {value!r} is not among them")
    if types["string"]:
        if "pattern" in rule and not re.search(rule["pattern"], value) or len(value) < rule.get("minLength", 0):
            found.append(f"{where}: {value!r} is not of the form")
    if number and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        found.append(f"{where}: {value} is out of range")
    if types["array"]:
        if len(value) > rule.get("maxItems", len(value)) or rule.get("uniqueItems") and len(set(map(str, value))) < len(value):
            found.append(f"{where}: too many")
        for i, item in enumerate(value):
            found += faults(item, rule.get("items", {}), root, f"{where}[{i}]")
    if types["object"]:
        found += [f"{where}: {name} is missing" for name in rule.get("required", []) if name not in value]
        if len(value) < rule.get("minProperties", 0):
            found.append(f"{where}: too few")
        for name, item in value.items():
            rules = [rule["properties"][name]] if name in rule.get("properties", {}) else []
            rules += [each for pattern, each in rule.get("patternProperties", {}).items() if re.search(pattern, name)]
            for each in rules or [rule.get("additionalProperties", {})]:
                found += faults(item, each, root, f"{where}.{name}")
    for each in rule.get("allOf", []):
        found += faults(value, each, root, where)
    if "if" in rule and not faults(value, rule["if"], root, where):
        found += faults(value, rule["then"], root, where)
    return found


class Lint(unittest.TestCase):
    def test_a_good_file_has_no_finding(self):
        with scratch() as there:
            done = lint(there, GOOD)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", "FILE: nothing is wrong.\n"))
            done = lint(there, GOOD, "--json")
            self.assertEqual(json.loads(done.stdout), {"file": "FILE", "nodes": ["hub", "other-1"], "findings": []})

    def test_every_fault_is_told_with_its_line_and_the_next_step(self):
        with scratch() as there:
            for text, said in BAD:
                with self.subTest(text):
                    done = lint(there, text)
                    self.assertEqual(done.returncode, 1)
                    lines = done.stdout.splitlines()
                    self.assertEqual(len(lines), len(said), lines)
                    for line, begin in zip(lines, said):
                        self.assertTrue(line.startswith(begin), line)

    def test_all_findings_come_in_json_too(self):
        with scratch() as there:
            for text, said in BAD:
                done = lint(there, text, "--json")
                self.assertEqual((done.returncode, done.stderr), (1, ""))
                findings = json.loads(done.stdout)["findings"]
                self.assertEqual(len(findings), len(said))
                for finding, line in zip(findings, lint(there, text).stdout.splitlines()):
                    place = f"FILE:{finding['line']}" if "line" in finding else "FILE"
                    self.assertEqual(f"{place}: {finding['text']}", line)
            finding = json.loads(lint(there, '[node.a]\ndialect = "tiny"\n  tak = 1\n', "--json").stdout)["findings"][0]
            self.assertEqual((finding["line"], finding["column"]), (3, 3))

    def test_what_is_not_toml_is_told_with_its_line(self):
        with scratch() as there:
            for text, line in BROKEN:
                with self.subTest(text[:60]):
                    done = lint(there, text)
                    self.assertEqual(done.returncode, 1)
                    self.assertTrue(done.stdout.startswith(f"FILE:{line}: "), done.stdout)
                    self.assertIn("mend this first", done.stdout)
                    self.assertEqual(len(done.stdout.splitlines()), 1)

    def test_a_file_that_is_too_large_or_no_text(self):
        with scratch() as there:
            self.assertIn("262144 bytes", lint(there, "#" * 300_000).stdout)
            (pathlib.Path(there) / "binary").write_bytes(bytes(range(128, 256)))
            done = run("config", "lint", there + "/binary")
            self.assertEqual(done.returncode, 1)
            self.assertIn("not UTF-8", done.stdout)

    def test_stdin_is_a_file_too(self):
        done = run("config", "lint", "-", stdin="[node.a]\n")
        self.assertEqual((done.returncode, done.stdout[:13]), (1, "-:1: [node.a]"))

    def test_a_file_that_cannot_be_read_is_exit_code_2(self):
        for file in ["/nowhere/at/all", "/"]:
            done = run("config", "lint", file)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"cannot read {file}", done.stderr)
        self.assertEqual(run("config", "lint").returncode, 2)

    @unittest.skipUnless(HAS_FLOWEE, "needs the dialect")
    def test_where_there_are_several_networks_one_has_to_be_said(self):
        with scratch() as there:
            done = lint(there, '[node.a]\ndialect = "flowee"\n')
            self.assertIn("FILE:1: [node.a]: the network is missing. Networks of flowee: main, ", done.stdout)


def dialect_rules(root):
    """What holds for the nodes of each dialect: [(name, {key: rule or False})]."""
    return [(rule["if"]["properties"]["dialect"]["const"], rule["then"]["properties"]) for rule in root["$defs"]["node"]["allOf"]]


class Schema(unittest.TestCase):
    def test_it_agrees_with_lint(self):
        root = schema()
        self.assertEqual(root["$schema"], "https://json-schema.org/draft/2020-12/schema")
        self.assertEqual(faults(tomllib.loads(GOOD), root, root), [])
        for text, said in BAD:
            beyond = any(mark in text or mark in said[0] for mark in BEYOND_SCHEMA)
            with self.subTest(text):
                self.assertEqual(bool(faults(tomllib.loads(text), root, root)), not beyond)

    def test_every_example_is_one(self):
        root = schema()
        with scratch() as there:
            for table, keys in [("node.a", root["$defs"]["node"]["properties"]), ("node.a.limits", root["$defs"]["limits"]["properties"])]:
                for name, rule in keys.items():
                    if name in ["limits", "dialect"]:
                        continue
                    example = tomllib.loads(f'{name} = {rule["x-example"]}')[name]
                    takers = [(given, rules) for given, rules in dialect_rules(root)
                              if rules.get(name) is not False and example in rules.get(name, {}).get("enum", [example])]
                    self.assertTrue(takers or not HAS_FLOWEE, name)
                    if not takers:
                        continue
                    dialect, rules = takers[0]
                    text = f'node.a.dialect = "{dialect}"\n'
                    text += f'node.a.network = "{rules["network"]["enum"][0]}"\n' if name != "network" else ""
                    text += f'{table}.{name} = {rule["x-example"]}\n'
                    done = lint(there, text)
                    self.assertEqual((done.returncode, done.stdout), (0, ""), text)

    def test_in_words_it_has_every_key_with_its_unit(self):
        words = run("config", "schema").stdout
        root = schema()
        for keys in ["node", "limits", "bridge"]:
            for name, rule in root["$defs"][keys]["properties"].items():
                if name == "limits":
                    continue
                self.assertRegex(words, rf"(?m)^  {name} +.*{rule.get('x-unit', '') if rule['type'] != 'array' else ''}.*; default: ")
                self.assertIn(rule["description"], words)

    def test_the_page_has_the_same_keys(self):
        page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| `(\w+)` \| .*$", page, re.MULTILINE)
        root = schema()
        expected = []
        for table in ["node", "limits", "bridge"]:
            for name, rule in root["$defs"][table]["properties"].items():
                if "$ref" in rule:
                    continue
                expected.append(name)
                kind = {"string": "text", "array": "list of texts", "integer": "whole number", "number": "number"}[rule["type"]]
                unit = f", {rule['x-unit']}" if "x-unit" in rule and rule["type"] in ["integer", "number"] else ""
                default = json.dumps(rule["default"]) if "default" in rule else rule.get("x-default", "")
                row = f"| `{name}` | {kind}{unit} | {default} | {rule['description']} |"
                self.assertIn("\n" + row + "\n", page)
        self.assertEqual(rows, expected)


class Show(unittest.TestCase):
    def show(self, *args, environment=None, cwd=None):
        done = subprocess.run([PROGRAM, "config", "show", "--json", *args], env={**os.environ, **(environment or {})}, cwd=cwd,
                              capture_output=True, text=True, timeout=PATIENCE, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done)
        nodes = json.loads(done.stdout)["nodes"]
        return {node.get("name"): {each["key"]: each for each in node["settings"]} for node in nodes}

    def test_every_value_says_where_it_came_from(self):
        with scratch() as there:
            (pathlib.Path(there) / "n.toml").write_text(GOOD)
            environment = {"DRAGOMAN_LISTEN": "127.0.0.1:5", "DRAGOMAN_LIMITS_HALF_OPEN": "7", "DRAGOMAN_FROM": ""}
            nodes = self.show("n.toml", "--limit", "peer_bytes=5000", environment=environment, cwd=there)
            self.assertEqual(list(nodes), ["hub", "other-1"])

            def said(node, key):
                each = nodes[node][key]
                return each["value"], each["from"], each.get("source")
            self.assertEqual(said("hub", "dialect"), ("tiny", "file", "n.toml:6"))
            self.assertEqual(said("hub", "network"), ("default", "dialect", "tiny"))
            self.assertEqual(said("other-1", "network"), ("default", "file", "n.toml:16"))
            self.assertEqual(said("hub", "listen"), ("127.0.0.1:5", "environment", "DRAGOMAN_LISTEN"))
            self.assertEqual(said("hub", "peers"), (None, "default", None))
            self.assertEqual(said("other-1", "peers"), (["127.0.0.1:7777", "[::1]:7777"], "file", "n.toml:17"))
            self.assertEqual(said("other-1", "from"), ("127.0.0.1", "file", "n.toml:18"))
            self.assertEqual(said("hub", "limits.inbound"), (40, "file", "n.toml:3"))
            self.assertEqual(said("hub", "limits.handshake"), (2.5, "file", "n.toml:11"))
            self.assertNotEqual(said("other-1", "limits.handshake")[1], "file")
            self.assertEqual(said("hub", "limits.half_open"), (7, "environment", "DRAGOMAN_LIMITS_HALF_OPEN"))
            self.assertEqual(said("hub", "limits.peer_bytes"), (5000, "flag", "--limit peer_bytes"))
            self.assertEqual(said("hub", "limits.drain"), (3, "default", None))
            for each in nodes["hub"].values():
                if each["key"].startswith("limits."):
                    self.assertTrue(each["unit"])
                self.assertTrue(each["what"])

    def test_a_flag_goes_before_the_environment_and_that_before_the_file(self):
        with scratch() as there:
            file = there + "/n.toml"
            pathlib.Path(file).write_text('[node.a]\ndialect = "tiny"\nlisten = "127.0.0.1:1"\n')
            environment = {"DRAGOMAN_LISTEN": "127.0.0.1:2"}
            for args, env, value in [((), {}, "127.0.0.1:1"), ((), environment, "127.0.0.1:2"),
                                     (("--listen", "127.0.0.1:3"), environment, "127.0.0.1:3")]:
                self.assertEqual(self.show(file, *args, environment=env)["a"]["listen"]["value"], value)

    def test_paths_of_a_file_are_meant_from_its_folder(self):
        with scratch() as there:
            (pathlib.Path(there) / "n.toml").write_text('[node.a]\ndialect = "tiny"\nstore = "s"\n')
            self.assertEqual(self.show(there + "/n.toml")["a"]["store"]["value"], there + "/s")
            self.assertEqual(self.show("n.toml", cwd=there)["a"]["store"]["value"], "s")
            self.assertEqual(self.show("n.toml", "--store", "t", cwd=there)["a"]["store"]["value"], "t")

    @unittest.skipUnless(HAS_FLOWEE, "needs the dialect")
    def test_a_dialect_has_limits_of_its_own(self):
        limits = self.show("--dialect", "flowee", "--network", "regtest")[None]
        self.assertEqual((limits["limits.handshake"]["value"], limits["limits.handshake"]["from"]), (4, "dialect"))
        limits = self.show("--dialect", "flowee", "--network", "regtest", "--limit", "handshake=5")[None]
        self.assertEqual((limits["limits.handshake"]["value"], limits["limits.handshake"]["from"]), (5, "flag"))

    def test_without_anything_it_shows_the_defaults(self):
        self.assertEqual({each["from"] for each in self.show()[None].values()}, {"default"})

    def test_in_words_it_has_a_line_a_key(self):
        done = run("config", "show", "--dialect", "tiny", "--listen", "127.0.0.1:1")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"(?m)^listen +127\.0\.0\.1:1 +--listen +\w")
        self.assertRegex(done.stdout, r"(?m)^network +default +dialect tiny +\w")
        self.assertRegex(done.stdout, r"(?m)^limits\.inbound +\d+ peers +")

    def test_what_cannot_be_meant_is_exit_code_2_and_names_who_said_it(self):
        for args, environment, said in [
                (("--dialect", "tiny", "--listen", "x"), {}, '--listen: "x" is no address'),
                (("--dialect", "tiny"), {"DRAGOMAN_LISTEN": "x"}, 'DRAGOMAN_LISTEN: "x" is no address'),
                (("--dialect", "tiny"), {"DRAGOMAN_LIMITS_INBOUND": "many"}, 'DRAGOMAN_LIMITS_INBOUND: "many" is not a whole number'),
                ((), {"DRAGOMAN_DIALECT": "tinny"}, 'DRAGOMAN_DIALECT: unknown dialect "tinny". Did you mean "tiny"?'),
                (("--dialect", "tiny", "--limit", "inbund=3"), {}, '--limit: unknown limit "inbund". Did you mean "inbound"?'),
                (("--dialect", "tiny", "--limit", "inbound"), {}, '--limit "inbound" has no value'),
                (("--dialect", "tiny", "--limit", "inbound=-1"), {}, "--limit inbound: -1 is out of range"),
                (("--name", "a"), {}, "--name goes with a configuration")]:
            done = subprocess.run([PROGRAM, "config", "show", *args], env={**os.environ, **environment}, capture_output=True,
                                  text=True, timeout=PATIENCE, check=False)
            self.assertEqual(done.returncode, 2, args)
            self.assertIn(said, done.stderr)

    def test_a_variable_that_was_probably_meant_is_told(self):
        done = subprocess.run([PROGRAM, "config", "show"], env={**os.environ, "DRAGOMAN_LISTNE": "x"}, capture_output=True,
                              text=True, timeout=PATIENCE, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertIn("DRAGOMAN_LISTNE is no key's. Did you mean DRAGOMAN_LISTEN?", done.stderr)


class Node(unittest.TestCase):
    def test_a_node_runs_from_a_file(self):
        with scratch() as there:
            file = there + "/n.toml"
            pathlib.Path(file).write_text(GOOD)
            with Running("node", "--config", file, "--name", "hub", "--json") as running:
                address = running.until("Listening")["address"]
                self.assertEqual(run("probe", "--dialect", "tiny", address).returncode, 0)
                self.assertEqual(running.stop(), 0)
            self.assertTrue(os.path.exists(there + "/chain/dragoman.sqlite"))

    def test_its_limits_hold(self):
        with scratch() as there:
            file = there + "/n.toml"
            pathlib.Path(file).write_text('[node.a]\ndialect = "tiny"\nlisten = "127.0.0.1:0"\n'
                                          'limits.deny = ["127.0.0.2"]\nlimits.exempt = []\n')
            with Running("node", "--config", file, "--json") as running:
                address = running.until("Listening")["address"]
                self.assertEqual(run("probe", "--dialect", "tiny", address).returncode, 0)
                self.assertNotEqual(run("probe", "--dialect", "tiny", "--from", "127.0.0.2", address).returncode, 0)

    def test_which_of_several_nodes_has_to_be_said(self):
        with scratch() as there:
            file = there + "/n.toml"
            pathlib.Path(file).write_text(GOOD)
            done = run("node", "--config", file)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("--name: hub, other-1", done.stderr)
            done = run("node", "--config", file, "--name", "hbu")
            self.assertIn('unknown node "hbu". Did you mean "hub"?', done.stderr)

    def test_a_file_with_a_finding_is_not_run(self):
        with scratch() as there:
            file = there + "/n.toml"
            pathlib.Path(file).write_text('[node.a]\ndialect = "tiny"\nlisetn = "127.0.0.1:0"\nstroe = "x"\n')
            done = run("node", "--config", file)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f'{file}:3: unknown key "lisetn"', done.stderr)
            self.assertIn(f'{file}:4: unknown key "stroe"', done.stderr)


if __name__ == "__main__":
    unittest.main()
