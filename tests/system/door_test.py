"""The door of a node whose wire begins with TLS: idle sockets keep nobody out, and who fails there is told of."""
import socket
import ssl
import unittest

from dragoman import node, run

CHIA = ("--dialect", "chia", "--network", "simulator0")


def connect(address):
    host, port = address.rsplit(":", 1)
    return socket.create_connection((host, int(port)), 20)


class TheDoor(unittest.TestCase):
    def test_three_hundred_idle_connections_keep_nobody_out(self):
        with node("chia", "simulator0") as serving:
            idle = [connect(serving.address) for _ in range(300)]
            try:
                probed = run("probe", *CHIA, serving.address, timeout=40)
                self.assertEqual(probed.returncode, 0, probed.stderr)
                self.assertIn("made room", serving.until("PeerRefused")["reason"])
            finally:
                for link in idle:
                    link.close()
            self.assertEqual(serving.stop(), 0)

    def test_one_network_has_at_most_half_of_what_may_be_opening(self):
        with node("chia", "simulator0") as serving:
            host, port = serving.address.rsplit(":", 1)
            idle = [socket.create_connection((host, int(port)), 20, ("127.0.0.2", 0)) for _ in range(300)]
            try:
                self.assertIn("64 connections of its netgroup", serving.until("PeerRefused")["reason"])
                probed = run("probe", *CHIA, serving.address, timeout=40)
                self.assertEqual(probed.returncode, 0, probed.stderr)
            finally:
                for link in idle:
                    link.close()
            self.assertEqual(serving.stop(), 0)

    def test_a_denied_address_is_closed_before_any_handshake(self):
        with node("chia", "simulator0", "--limit", "deny=127.0.0.0/8") as serving:
            with connect(serving.address) as link:
                self.assertEqual(link.recv(1), b"")
            refused = serving.until("PeerRefused")
            self.assertIn("deny list", refused["reason"])
            self.assertEqual(serving.stop(), 0)

    def test_what_is_no_tls_is_told(self):
        with node("chia", "simulator0") as serving:
            with connect(serving.address) as link:
                link.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                while link.recv(1000):
                    pass
            refused = serving.until("PeerRefused")
            self.assertIn("TLS", refused["reason"])
            self.assertTrue(refused["peer"].startswith("127.0.0.1:"), refused)
            self.assertEqual(serving.stop(), 0)

    def test_a_dialer_without_a_certificate_is_told(self):
        with node("chia", "simulator0") as serving:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            with self.assertRaises((ssl.SSLError, OSError)):
                with context.wrap_socket(connect(serving.address)) as link:
                    link.sendall(b"GET /ws HTTP/1.1\r\n\r\n")
                    if not link.recv(1):
                        raise OSError("closed")
            self.assertIn("certificate", serving.until("PeerRefused")["reason"])
            self.assertEqual(serving.stop(), 0)


if __name__ == "__main__":
    unittest.main()
