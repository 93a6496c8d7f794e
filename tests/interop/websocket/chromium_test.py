#!/usr/bin/env python3
"""Headless Chromium asks us, plain, compressed and over TLS; the page tells its outcome to a server of the test."""
import http.server
import os
import pathlib
import queue
import signal
import subprocess
import tempfile
import threading
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
  const outcome = problem || 'answered ' + asked + ' code ' + event.code + ' clean ' + event.wasClean + ' extensions '
      + socket.extensions;
  fetch('/outcome', {method: 'POST', body: outcome});
};
</script>"""


class Pages(http.server.BaseHTTPRequestHandler):
    """Serves the page and takes what it says."""

    def do_GET(self):
        self.answer(self.server.page.encode())

    def do_POST(self):
        self.server.outcome.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.answer(b"")

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


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
        pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        pages.outcome = queue.Queue()
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        with programs.our_echo(*arguments) as ours:
            pages.page = PAGE % f"{scheme}://{ours.address}/"
            browser = subprocess.Popen(
                [self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--ignore-certificate-errors",
                 f"--user-data-dir={self.place / 'profile'}", f"http://127.0.0.1:{pages.server_port}/"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                text = pages.outcome.get(timeout=120)
            finally:
                os.killpg(browser.pid, signal.SIGTERM)  # its own session: it and its children
                browser.wait(20)
                pages.shutdown()
                pages.server_close()
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
