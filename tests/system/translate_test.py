"""decode and encode: one message, and --lines, as other programs use them."""
import json
import subprocess
import tempfile
import threading
import unittest

import dragoman
from dragoman import PATIENCE, PROGRAM, ROOT, run

VECTORS = json.loads((ROOT / "tests/vectors/flowee.json").read_text())
PING = "00000009010000000000000007"
PING_JSON = {"type": "ping", "fields": {"nonce": 7}}


def lines(verb, *args, given):
    """The answers to these lines, as text."""
    done = run(verb, *args, "--lines", stdin="".join(line + "\n" for line in given))
    assert (done.returncode, done.stderr) == (0, ""), done
    answers = done.stdout.splitlines()
    assert len(answers) == len(given), (len(answers), len(given))
    return answers


def decoded(*args, given):
    return [json.loads(line) for line in lines("decode", *args, given=given)]


class One(unittest.TestCase):
    def test_hex_from_an_option_a_file_and_stdin(self):
        with tempfile.NamedTemporaryFile("w") as file, tempfile.NamedTemporaryFile("wb") as binary:
            file.write("0x" + PING[:10].upper() + "\r\n" + PING[10:] + "\n")
            file.flush()
            binary.write(bytes.fromhex(PING))
            binary.flush()
            for done in [run("decode", "--dialect", "tiny", "--hex", PING),
                         run("decode", "--dialect", "tiny", file.name),
                         run("decode", "--dialect", "tiny", "--binary", binary.name),
                         run("decode", "--dialect", "tiny", "-", stdin=PING),
                         run("decode", "--dialect", "tiny", stdin=PING + "\n")]:
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual(json.loads(done.stdout), PING_JSON)

    def test_encode_from_an_option_a_file_and_stdin(self):
        text = json.dumps(PING_JSON, indent=2)
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(text)
            file.flush()
            for done in [run("encode", "--dialect", "tiny", "--message", text),
                         run("encode", "--dialect", "tiny", file.name),
                         run("encode", "--dialect", "tiny", stdin=text)]:
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, PING + "\n", ""))

    def test_a_bare_body_by_its_type(self):
        done = run("decode", "--dialect", "tiny", "--type", "ping", "--hex", PING[10:])
        self.assertEqual(json.loads(done.stdout), PING_JSON)
        done = run("encode", "--dialect", "tiny", "--type", "ping", "--message", '{"fields":{"nonce":"7"}}')
        self.assertEqual(done.stdout, PING[10:] + "\n")

    def test_a_bad_message_is_a_sentence_and_exit_code_1(self):
        for verb, bad, said in [("decode", PING[:-2], "13"), ("decode", PING + "00", "byte 13"),
                                ("decode", "zz", "hexadecimal"), ("decode", "7fffffff01", "65536"),
                                ("encode", "{", "JSON"), ("encode", '{"type":"ping","fields":{"nonce":-1}}', "nonce")]:
            done = run(verb, "--dialect", "tiny", stdin=bad)
            self.assertEqual((done.returncode, done.stdout), (1, ""), bad)
            self.assertIn(said, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_what_the_command_line_has_wrong_is_exit_code_2(self):
        for args in [("decode", "--type", "pung", "--hex", "00"), ("decode", "--lines", "--hex", "00"),
                     ("decode", "/nowhere/at/all"), ("decode", "/"), ("decode", "--binary", "--lines"),
                     ("decode", "--hex", "00", "file"), ("encode", "--lines", "--message", "{}"),
                     ("encode", "--type", "pung", "--lines")]:
            done = run(args[0], "--dialect", "tiny", *args[1:])
            self.assertEqual((done.returncode, done.stdout), (2, ""), args)
            self.assertTrue(done.stderr)


class Lines(unittest.TestCase):
    def test_every_line_has_its_answer(self):
        answers = decoded("--dialect", "tiny", given=[PING, "", "zz", "abc", PING + "00", "0x" + PING.upper() + "\r", PING])
        self.assertEqual([answers[0], answers[5], answers[6]], [PING_JSON] * 3)
        for answer in answers[1:5]:
            error = answer["error"]
            self.assertEqual(list(error), ["code", "class", "offset", "text"])
            self.assertIn(error["class"], ["peer", "local", "request"])
            self.assertIsInstance(error["offset"], int)
        self.assertEqual(answers[4]["error"]["offset"], 13)
        self.assertEqual(answers[4]["error"]["code"], "trailing")

    def test_a_last_line_without_its_end_and_no_line_at_all(self):
        done = run("decode", "--dialect", "tiny", "--lines", stdin=PING + "\n" + PING)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertEqual(run("decode", "--dialect", "tiny", "--lines").stdout, "")

    def test_lines_of_a_file(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(PING + "\n" + PING + "\n")
            file.flush()
            self.assertEqual(len(run("decode", "--dialect", "tiny", "--lines", file.name).stdout.splitlines()), 2)

    def test_encode_is_the_inverse_line_by_line(self):
        texts = [json.dumps(PING_JSON), "", "{", "[]", '{"type":"pung","fields":{}}', json.dumps(PING_JSON)]
        answers = lines("encode", "--dialect", "tiny", given=texts)
        self.assertEqual([answers[0], answers[5]], [PING] * 2)
        for answer in answers[1:5]:
            self.assertEqual(list(json.loads(answer)), ["error"])

    def test_an_answer_comes_before_the_next_line_is_written(self):
        with subprocess.Popen([PROGRAM, "decode", "--dialect", "tiny", "--lines"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True, bufsize=1) as process:
            guard = threading.Timer(PATIENCE, process.kill)
            guard.start()
            for nonce in range(2000):
                process.stdin.write("0000000901%016x\n" % nonce)
                process.stdin.flush()
                self.assertEqual(json.loads(process.stdout.readline())["fields"], {"nonce": nonce})
            process.stdin.close()
            self.assertEqual(process.wait(PATIENCE), 0)
            guard.cancel()

    def test_a_hundred_thousand_lines_stay_in_order(self):
        count = 100_000
        answers = lines("decode", "--dialect", "tiny", given=["0000000901%016x" % i for i in range(count)])
        self.assertEqual([json.loads(line)["fields"]["nonce"] for line in answers], list(range(count)))

    def test_a_line_of_many_mebibytes(self):
        answers = decoded("--dialect", "tiny", given=["00" * (16 << 20), PING])
        self.assertIn("error", answers[0])
        self.assertEqual(answers[1], PING_JSON)

    def test_integers_outside_the_safe_range_are_strings(self):
        answers = decoded("--dialect", "tiny", given=["0000000901001fffffffffffff", "00000009010020000000000000",
                                                      "0000000901ffffffffffffffff"])
        self.assertEqual([answer["fields"]["nonce"] for answer in answers],
                         [2**53 - 1, str(2**53), str(2**64 - 1)])

    def test_a_reader_that_goes_away_ends_it(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write((PING + "\n") * 200_000)
            file.flush()
            with subprocess.Popen([PROGRAM, "decode", "--dialect", "tiny", "--lines", file.name],
                                  stdout=subprocess.PIPE) as process:
                process.stdout.readline()
                process.stdout.close()
                self.assertNotEqual(process.wait(PATIENCE), 0)


@unittest.skipUnless("flowee" in dragoman.dialects(), "needs the dialect")
class Flowee(unittest.TestCase):
    WHOLE = ("--dialect", "flowee")
    CMF = ("--dialect", "flowee", "--type", "cmf")

    def test_bare_tokens_there_and_back(self):
        given = [entry["hex"] for entry in VECTORS["tokens"]]
        answers = lines("decode", *self.CMF, given=given)
        for text in answers:
            answer = json.loads(text)
            self.assertEqual(answer["type"], "cmf")
            for tag, kind, value in answer["fields"]:
                self.assertIsInstance(tag, int)
                self.assertIn(kind, ["number", "string", "bytes", "bool", "double"])
                if kind == "double":
                    self.assertIsInstance(value, str)
        self.assertEqual(lines("encode", *self.CMF, given=answers), given)

    def test_an_empty_token_list_is_an_empty_line(self):
        self.assertEqual(decoded(*self.CMF, given=["", "0800"]),
                         [{"type": "cmf", "fields": []}, {"type": "cmf", "fields": [[1, "number", 0]]}])
        self.assertEqual(lines("encode", *self.CMF, given=['{"fields":[]}']), [""])

    def test_whole_messages_there_and_back(self):
        given = [packet["hex"] for entry in VECTORS["exchanges"] for packet in entry["request"] + entry["reply"]
                 if "hex" in packet and "part_of_sequence" not in packet]
        self.assertGreater(len(given), 30)
        answers = lines("decode", *self.WHOLE, given=given)
        for text in answers:
            answer = json.loads(text)
            self.assertIn(".", answer["type"])
            self.assertEqual(list(answer["fields"]), ["header", "body"])
            self.assertEqual(answer["fields"]["header"][-1], [0, "bool", True])
        self.assertEqual(lines("encode", *self.WHOLE, given=answers), given)

    def test_a_sequence_is_one_message_and_one_line(self):
        body = "ab" * 200_000
        text = json.dumps({"type": "BlockChain.GetBlockReply", "fields": {"header": [], "body": [[1, "bytes", body]]}})
        line = lines("encode", *self.WHOLE, given=[text])[0]
        self.assertGreater(len(line), len(body))
        whole, cut, more = decoded(*self.WHOLE, given=[line, line[:-4], line + line])
        self.assertEqual(whole["fields"]["body"], [[1, "bytes", body]])
        self.assertNotIn("raw", whole)
        self.assertIn("error", cut)
        self.assertIn("error", more)
        self.assertEqual(more["error"]["offset"], len(line) // 2)
        self.assertEqual(lines("encode", *self.WHOLE, given=[json.dumps(whole)]), [line])

    def test_an_unusual_spelling_keeps_its_bytes(self):
        given = [entry["hex"] for entry in VECTORS["decode_only"]]
        answers = lines("decode", *self.CMF, given=given)
        kept = [(text, hexed) for text, hexed in zip(answers, given) if "error" not in json.loads(text)]
        self.assertTrue([text for text, _ in kept if "raw" in json.loads(text)])
        back = lines("encode", *self.CMF, given=[text for text, _ in kept])
        self.assertEqual(back, [hexed for _, hexed in kept])

    def test_types_without_a_name_go_by_number(self):
        for name in ["40.3", "API.9", "BlockChain.GetBlock"]:
            line = lines("encode", *self.WHOLE, given=[json.dumps({"type": name, "fields": {"body": []}})])[0]
            self.assertEqual(decoded(*self.WHOLE, given=[line])[0]["type"], name)

    def test_offsets_count_from_the_first_byte_of_the_line(self):
        for hexed, offset in [("0700080010", 0), ("07000800100004ff", 7)]:
            error = decoded(*self.WHOLE, given=[hexed])[0]["error"]
            self.assertEqual((error["class"], error["offset"]), ("peer", offset), error)


if __name__ == "__main__":
    unittest.main()
