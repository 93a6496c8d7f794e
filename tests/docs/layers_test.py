#!/usr/bin/env python3
"""Who may include whom (docs/architecture.md), and what may stand in one expression with a co_await."""
import pathlib
import re
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHECKED = ["core", "dialects", "transports", "services", "apps"]
LAYERS = ["base", "wire", "observe", "router", "session", "peer", "dialect"]  # each includes itself and those before
# A WebSocket begins as HTTP; other transports meet in core/session/stream.h alone.
STACKED = {("transports/websocket", "transports/http")}
FREE = {"core/dragoman/testing.h", "core/dragoman/testing.cc"}  # for tests only, so they may include what tests use
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def sources(root, folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cc"):
                yield path


def refusal(root, file, bracket, included):
    """Why `file` (a path from the root) may not include this; None if it may."""
    if re.match(r"asio(\.hpp$|/)|boost/asio", included):
        return None if file.startswith("transports/") else "only transports/ and bench/ include asio"
    if bracket == "<" or file in FREE:
        return None
    target = f"core/{included}" if included.startswith("dragoman/") else included
    if not (root / target).is_file():
        return "no such file from the root (includes are paths from the root)"
    here, there = file.split("/"), target.split("/")
    if here[0] == "apps":
        return None
    if there[0] == "core":
        if target in FREE:
            return "testing.h is for tests"
        if here[0] != "core" or here[1] == "dragoman":
            return None
        if there[1] not in LAYERS or here[1] not in LAYERS:
            return None if here[1] == there[1] else "core's layers do not include the umbrella headers"
        lower = LAYERS.index(there[1]) <= LAYERS.index(here[1])
        return None if lower else f"core/{here[1]} stands below core/{there[1]}"
    if here[0] == "core":
        return f"core does not know {there[0]}/"
    if there[0] != here[0]:
        return f"{here[0]}/ and {there[0]}/ meet in the router's vocabulary and in Link"
    inside = len(there) == 2 or (len(here) > 2 and here[1] == there[1])
    if ("/".join(here[:2]), "/".join(there[:2])) in STACKED:
        return None
    if inside or file in ("dialects/dialects.cc", "dialects/dialects.h"):
        return None
    return f"{here[0]}/{here[1]} does not include its sibling {there[0]}/{there[1]}"


def layer_violations(root):
    found = []
    for path in sources(root, CHECKED):
        file = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            why = match and refusal(root, file, *match.groups())
            if why:
                found.append(f"{file}:{number}: {match[2]}: {why}")
    return found


# g++ 12.2 destroys a temporary aggregate or capturing closure twice if it stands in one full expression with a
# co_await, so such an expression holds names, literals and calls; lists and lambdas are built on the line before.
TOKEN = re.compile(r"""
    (?P<skip> //[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:[^\n\\]|\\.)*$
      | R"(?P<tag>[^()\s\\"]{0,16})\(.*?\)(?P=tag)" | "(?:[^"\\\n]|\\.)*" | (?<![0-9A-Za-z_])'(?:[^'\\\n]|\\.)+' )
  | (?P<word> [A-Za-z_][A-Za-z_0-9]* ) | (?P<mark> \[\[ | \]\] | -> | && | [^\s] )
""", re.X | re.S | re.M)
BEFORE_BLOCK = {"", ")", ";", "{", "}", ":", "]", "else", "do", "try", "const", "noexcept", "override", "final", "mutable"}
SCOPES = {"namespace", "struct", "class", "union", "enum", "concept"}


class Statement:
    def __init__(self):
        self.words, self.awaits, self.temporary = [], 0, False


def co_await_violations(text):
    """Line numbers of co_awaits whose full expression also has a braced list, a subscript or a lambda."""
    found, stack, statement = [], [], Statement()  # stack: (bracket, outer statement or None)

    def end():
        nonlocal statement
        if statement.awaits and statement.temporary:
            found.append(statement.awaits)
        statement = Statement()

    before = ""
    for token in TOKEN.finditer(text):
        if token["skip"] is not None:
            if not token["skip"].startswith(("//", "/*")) and not token["skip"].lstrip().startswith("#"):
                before = "literal"
            continue
        word = token[0]
        if word == "co_await":
            statement.awaits = text.count("\n", 0, token.start()) + 1
        elif word == "[":
            binding = before == "auto" or (before in ("&", "&&") and "auto" in statement.words[-3:])
            statement.temporary |= not binding
            stack.append(("[", None))
        elif word == "(":
            stack.append(("(", None))
        elif word == "{":
            scope = SCOPES & set(statement.words) and "(" not in statement.words
            if before in BEFORE_BLOCK or scope or "->" in statement.words[-12:]:
                nested = any(bracket != "block" for bracket, _ in stack[-1:])
                if not nested:  # the header of an if, a loop or a function ends here
                    lambda_body = "]" in statement.words and statement.words[:1] != ["["]
                    if not lambda_body:
                        end()
                stack.append(("block", statement))
                statement = Statement()
            else:
                statement.temporary = True
                stack.append(("{", None))
        elif word in ")]}":
            if word == "}" and stack and stack[-1][0] == "block":
                end()
                statement = stack.pop()[1]
                if not any(bracket != "block" for bracket, _ in stack[-1:]) and "]" not in statement.words:
                    statement = Statement()
            elif stack:
                stack.pop()
        elif word == ";" and not (stack and stack[-1][0] == "{"):
            end()
        statement.words.append(word)
        before = word
    end()
    return sorted(found)


class Layers(unittest.TestCase):
    def test_includes_follow_the_dependency_rule(self):
        found = layer_violations(ROOT)
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_no_temporaries_beside_co_await(self):
        found = [f"{path.relative_to(ROOT)}:{line}: a brace or bracket in the expression of a co_await; build it on the "
                 "line before" for path in sources(ROOT, CHECKED + ["tests", "examples", "bench"])
                 for line in co_await_violations(path.read_text(encoding="utf-8"))]
        self.assertFalse(found, "\n" + "\n".join(found))


class TheChecksThemselves(unittest.TestCase):
    def test_includes(self):
        tree = {
            "core/base/slice.h": [], "core/wire/framer.h": ["core/base/slice.h"],
            "core/dragoman/dialect.h": ["core/wire/framer.h"],
            "core/dragoman/testing.h": ["transports/memory/link.h"],
            "dialects/tiny/tiny.h": ["dragoman/dialect.h"], "transports/memory/link.h": ["core/wire/framer.h"],
            "transports/tcp/tcp.cc": ["<asio.hpp>"], "transports/http/head.h": [],
            "transports/websocket/upgrade.cc": ["transports/http/head.h"], "services/store/store.h": ["core/wire/framer.h"],
            "dialects/dialects.cc": ["dialects/tiny/tiny.h"],
            "apps/dragoman/main.cc": ["dialects/tiny/tiny.h", "services/store/store.h"],
        }
        bad = {
            "core/base/bad.h": "core/wire/framer.h", "core/wire/bad.h": "dragoman/dialect.h",
            "core/wire/up.cc": "dialects/tiny/tiny.h", "dialects/flowee/bad.cc": "dialects/tiny/tiny.h",
            "dialects/tiny/bad.cc": "transports/memory/link.h", "transports/tcp/bad.cc": "transports/memory/link.h",
            "transports/http/bad.cc": "transports/websocket/upgrade.cc",
            "services/chain/bad.cc": "services/store/store.h", "services/store/bad.cc": "<asio/ip/tcp.hpp>",
            "core/wire/short.h": "base/slice.h", "core/wire/relative.h": "framer.h",
            "services/store/testing.cc": "dragoman/testing.h", "apps/dragoman/loop.cc": "<asio.hpp>",
        }
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name)

            def write(file, includes):
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text("".join(
                    f"#include {i}\n" if i[0] == "<" else f'#include "{i}"\n' for i in includes))

            for file, includes in tree.items():
                write(file, includes)
            self.assertEqual(layer_violations(root), [])
            for file, include in bad.items():
                with self.subTest(f"{file} includes {include}"):
                    write(file, [include])
                    self.assertEqual(len(layer_violations(root)), 1)
                    (root / file).unlink()

    def test_co_await(self):
        good = ["auto x = co_await inbox.Next();", "if (!(co_await peer.Send(pong)).ok()) { co_return s; }",
                "Pong pong{1, names[0]};\nauto s = co_await peer.Send(pong);", "co_await Sleep(5);  // not {this}",
                'co_await Say("{");', "auto [a, b] = co_await Both();", "auto&& [a, b] = co_await Both();",
                "Task<Status> F(Peer& p) { for (;;) { auto r = co_await p.Next(); if (!r) co_return x[1]; } }",
                "auto F() -> Task<Status> { co_await Next(); }", "switch (co_await N()) { case 1: { f({1}); } }",
                "#define TRY(e) do { auto r = co_await (e); } while (0)\nint x;", "char c = '['; co_await N(1'000);",
                "struct A { Task<int> F() { co_return co_await G(); } int x[3]; };",
                "TEST(A, B) { auto f = [](P& p) -> Task<int> { co_return co_await p.Next(); }; Run(f); }",
                "Run(loop, [&]() { int y[2]; });\nco_await N();", "[[maybe_unused]] auto x = co_await N();"]
        bad = ["co_await peer.Send(Pong{1});", "co_await peer.Send({1, 2});", "Pong p{co_await N()};",
               "co_await f(xs[0]);", "co_await f([&] { return 1; });", "return Pair{1, co_await N()};",
               "co_await f(\n    Pong{\n1});", "if ((co_await f(Pong{1})).ok()) { g(); }",
               "Task<int> F() { co_return co_await G(std::vector<int>{1}); }",
               "co_await f([&](int a) { return a; }, 2);"]
        for text in good:
            with self.subTest(text):
                self.assertEqual(co_await_violations(text), [])
        for text in bad:
            with self.subTest(text):
                self.assertEqual(len(co_await_violations(text)), 1)


if __name__ == "__main__":
    unittest.main()
