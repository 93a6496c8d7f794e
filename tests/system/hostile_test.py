"""A node under hostile clients keeps serving an honest one, and its memory stays within its limits."""
import pathlib
import socket
import subprocess
import sys
import threading
import time
import unittest

from dragoman import CHAIN, CHAIN_BLOCKS, node
from hostile import BLOCK_COUNT, MODES, VERSION

HOSTILE = pathlib.Path(__file__).with_name("hostile.py")
# An honest question waits at most this long, on two cores that the attackers share.
ANSWER_WITHIN = 10
# What the attackers together may make the node keep: 128 peers with 1 MiB unsent each, and what the system's allocator
# does not give back.
MOST_GROWTH = 160 << 20


def resident(process):
    status = pathlib.Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii")
    return int(status.split()[1]) * 4096


class Honest(threading.Thread):
    """Asks the whole time, on one lasting connection and on fresh ones; keeps the slowest answer and what went wrong."""

    def __init__(self, address):
        super().__init__()
        host, port = address.rsplit(":", 1)
        self.address = (host, int(port))
        self.over = threading.Event()
        self.answers = 0
        self.slowest = 0.0
        self.fault = None

    def ask(self, client, question):
        asked = time.monotonic()
        client.sendall(question)
        head = client.recv(2, socket.MSG_WAITALL)
        body = client.recv(int.from_bytes(head, "little") - 2, socket.MSG_WAITALL) if len(head) == 2 else b""
        if not body:
            raise AssertionError("the node closed an honest connection")
        self.slowest = max(self.slowest, time.monotonic() - asked)
        self.answers += 1
        return body

    def run(self):
        try:
            with socket.create_connection(self.address, ANSWER_WITHIN) as lasting:
                while not self.over.wait(0.05):
                    self.ask(lasting, BLOCK_COUNT)
                    with socket.create_connection(self.address, ANSWER_WITHIN) as fresh:
                        if b"Flowee" not in self.ask(fresh, VERSION):
                            raise AssertionError("not the version")
        except (OSError, AssertionError) as fault:
            self.fault = repr(fault)


class HostileClients(unittest.TestCase):
    def test_an_honest_client_is_served_and_memory_stays_bounded(self):
        with node("flowee", "regtest", "--import", CHAIN) as serving:
            host, port = serving.address.rsplit(":", 1)
            honest = Honest(serving.address)
            honest.start()
            time.sleep(0.5)
            before = resident(serving.process)
            attackers = [subprocess.Popen([sys.executable, str(HOSTILE), mode, host, port, "7"], text=True,
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) for mode in MODES]
            drain = threading.Thread(target=serving.rest, daemon=True)  # its events must not pile up in our pipe
            drain.start()
            most = before
            deadline = time.monotonic() + 240
            while any(attacker.poll() is None for attacker in attackers) and time.monotonic() < deadline:
                most = max(most, resident(serving.process))
                time.sleep(0.05)
            told = []
            for mode, attacker in zip(MODES, attackers):
                attacker.kill()
                out, err = attacker.communicate()
                self.assertEqual(attacker.returncode, 0, f"{mode}: {err[-500:]}")
                told.append(out.strip())
            honest.over.set()
            honest.join()
            self.assertIsNone(honest.fault, told)
            self.assertGreater(honest.answers, 50)
            self.assertLess(honest.slowest, ANSWER_WITHIN)
            self.assertLess(most - before, MOST_GROWTH, f"{before} bytes before, {most} at most; {told}")
            self.assertEqual(serving.stop(), 0)
            drain.join()
            self.assertNotIn("Sanitizer", serving.talk)
            events = {event["ev"] for event in serving.lines}
            self.assertIn("ProtocolViolation", events)
            self.assertIn("PeerRefused", events)
            print(f"\n{honest.answers} honest answers, the slowest {honest.slowest * 1000:.0f} ms; "
                  f"{(most - before) >> 10} KiB more at most; " + "; ".join(told), file=sys.stderr)

    def test_the_chain_is_whole_after_the_attack(self):
        with node("flowee", "regtest", "--import", CHAIN) as serving:
            host, port = serving.address.rsplit(":", 1)
            subprocess.run([sys.executable, str(HOSTILE), "lie_about_lengths", host, port, "8"], check=True,
                           capture_output=True, timeout=60)
            with socket.create_connection((host, int(port)), ANSWER_WITHIN) as client:
                client.sendall(BLOCK_COUNT)
                reply = client.recv(100)
            self.assertIn(CHAIN_BLOCKS - 1, reply)


if __name__ == "__main__":
    unittest.main()
