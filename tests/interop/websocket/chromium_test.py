#!/usr/bin/env python3
"""Headless Chromium asks us, plain (compressed, as it offers) and over TLS."""
import pathlib
import tempfile
import unittest

import programs

PAGE = """<!doctype html><title>waits</title><body>waits<script>
const sizes = [0, 1, 125, 126, 127, 65535, 65536, 1000000];
for (let size = 0; size < 2000; size += 7) sizes.push(size);
const socket = new WebSocket('%s');
socket.binaryType = 'arraybuffer';
let asked = 0, question, problem = '';
function ask() {
  question = new Uint8Array(sizes[asked++]);
  for (let i = 0; i < question.length; ++i) question[i] = (i * 31 + asked) & 255;
  socket.send(asked %% 2 ? question : new Blob([question]));
}
socket.onopen = ask;
socket.onmessage = (event) => {
  const answer = new Uint8Array(event.data);
  if (answer.length !== question.length || !answer.every((byte, i) => byte === question[i])) problem = 'answer ' + asked + ' differs';
  if (!problem && asked < sizes.length) return ask();
  socket.close(4001, 'that is all');
};
socket.onerror = () => { problem = 'error'; };
socket.onclose = (event) => {
  document.body.textContent = 'outcome: ' + (problem || 'answered ' + asked + ' code ' + event.code + ' clean ' + event.wasClean
      + ' extensions ' + socket.extensions);
};
</script>"""


class Chromium(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = programs.chromium()
        cls.folder = tempfile.TemporaryDirectory()
        cls.place = pathlib.Path(cls.folder.name)
        programs.certificates(cls.place)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def outcome(self, scheme, *arguments):
        with programs.our_echo(*arguments) as ours:
            page = self.place / "page.html"
            page.write_text(PAGE % f"{scheme}://{ours.address}/")
            done = programs.run(self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                                "--ignore-certificate-errors", f"--user-data-dir={self.place / 'profile'}",
                                "--virtual-time-budget=60000", "--timeout=60000", "--dump-dom", page.as_uri(), timeout=180)
        text = done.stdout.partition("outcome: ")[2].partition("<")[0]
        self.assertTrue(text, f"{done.stdout[-500:]}\n{done.stderr[-1500:]}\n{ours.said}")
        return text, ours.said

    def test_it_asks_us(self):
        text, said = self.outcome("ws")
        self.assertEqual(text, "answered 294 code 4001 clean true extensions ")
        self.assertIn("closed by peer code 4001 reason that is all", said)

    def test_it_asks_us_compressed(self):
        text, _ = self.outcome("ws", "--deflate")
        self.assertEqual(text, "answered 294 code 4001 clean true extensions permessage-deflate")

    def test_it_asks_us_over_tls(self):
        text, _ = self.outcome("wss", "--tls", self.folder.name)
        self.assertEqual(text, "answered 294 code 4001 clean true extensions ")


if __name__ == "__main__":
    unittest.main()
