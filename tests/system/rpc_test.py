#!/usr/bin/env python3
"""A node's RPC as the tools of its network see it: JSON over TLS 1.3, with certificates of a private authority."""
import http.client
import json
import pathlib
import re
import ssl
import stat
import time
import unittest

from dragoman import PATIENCE, ROOT, Running, run, scratch, unused_address

BLOCKS = str(ROOT / "tests/data/chia/simulator0-41-blocks.hex")
TIP_HEIGHT = 40


class Door:
    """A Chia node with an RPC; ends with the context."""

    def __init__(self, store, *args, blocks=True, files=()):
        self.store = pathlib.Path(store)
        imports = ["--import", BLOCKS] if blocks else []
        self.node = Running("node", "--dialect", "chia", "--network", "simulator0", "--listen", "127.0.0.1:0", "--json",
                            "--store", str(store), "--rpc", "127.0.0.1:0", *imports, *files, *args)

    def __enter__(self):
        try:
            self.peer_address = self.node.until("Listening")["address"]
            deadline = time.monotonic() + PATIENCE
            while not (found := re.search(r"RPC at https://([0-9.]+):(\d+)", self.node.talk)):
                assert time.monotonic() < deadline and self.node.process.poll() is None, self.node.talk
                time.sleep(0.02)
            self.host, self.port = found[1], int(found[2])
        except BaseException:
            self.node.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.node.__exit__()

    def context(self, client="rpc-client", store=None):
        """Trusts the node's authority, and shows the pair of that name."""
        trust = ssl.create_default_context(cafile=str(self.store / "rpc-ca.crt"))
        if client:
            folder = pathlib.Path(store or self.store)
            trust.load_cert_chain(folder / f"{client}.crt", folder / f"{client}.key")
        return trust

    def request(self, method, path, body=None, context=None):
        """(status, content type, text)"""
        link = http.client.HTTPSConnection(self.host, self.port, context=context or self.context(), timeout=PATIENCE)
        try:
            link.request(method, path, body)
            answer = link.getresponse()
            return answer.status, answer.getheader("Content-Type"), answer.read().decode()
        finally:
            link.close()

    def ask(self, endpoint, **request):
        status, kind, text = self.request("POST", f"/{endpoint}", json.dumps(request))
        assert status == 200 and kind.startswith("application/json"), (status, kind, text)
        return json.loads(text)


class Http(unittest.TestCase):
    def test_an_answer_is_json_with_sorted_keys(self):
        with scratch() as there, Door(there) as door:
            status, kind, text = door.request("POST", "/get_blockchain_state", "{}")
            self.assertEqual((status, kind.split(";")[0]), (200, "application/json"))
            state = json.loads(text)
            self.assertEqual(text, json.dumps(state, sort_keys=True, separators=(",", ":")))
            self.assertTrue(state["success"])
            self.assertEqual(state["blockchain_state"]["peak"]["height"], TIP_HEIGHT)

    def test_what_is_no_question_is_refused_by_its_status(self):
        with scratch() as there, Door(there, blocks=False) as door:
            self.assertEqual(door.request("GET", "/healthz")[0], 405)
            self.assertEqual(door.request("PUT", "/healthz", "{}")[0], 405)
            self.assertEqual(door.request("POST", "/push_money", "{}")[0], 404)
            self.assertEqual(door.request("POST", "/healthz", "{")[0], 500)
            self.assertEqual(door.request("POST", "/healthz", "")[0], 500)
            self.assertEqual(door.request("POST", "/healthz", "[" * 1000 + "]" * 1000)[0], 500)
            self.assertEqual(door.request("POST", "/healthz", " " * (1 << 20) + "{}")[0], 413)
            self.assertEqual(door.request("POST", "/healthz", " " * ((1 << 20) - 2) + "{}")[0], 200)

    def test_one_connection_carries_many_questions(self):
        with scratch() as there, Door(there) as door:
            link = http.client.HTTPSConnection(door.host, door.port, context=door.context(), timeout=PATIENCE)
            for height in range(TIP_HEIGHT + 1):
                link.request("POST", "/get_block_record_by_height", json.dumps({"height": height}))
                answer = json.loads(link.getresponse().read())
                self.assertEqual(answer["block_record"]["height"], height)
            link.close()


class Certificates(unittest.TestCase):
    def refused(self, door, context):
        """TLS 1.3 tells a client only with the first bytes that it is not wanted."""
        with self.assertRaises((ssl.SSLError, ConnectionError, http.client.RemoteDisconnected)):
            door.request("POST", "/healthz", "{}", context)

    def test_clients_without_a_certificate_of_the_authority_are_refused(self):
        with scratch() as there, scratch() as elsewhere, Door(there, blocks=False) as door:
            with Door(elsewhere, blocks=False):
                pass
            self.refused(door, door.context(client=None))
            self.refused(door, door.context(store=elsewhere))
            self.assertTrue(door.ask("healthz")["success"])
            self.assertRegex(door.node.talk, r"RPC: refused 127\.0\.0\.1:\d+: .*certificate")

    def test_tls_1_2_is_refused(self):
        with scratch() as there, Door(there, blocks=False) as door:
            old = door.context()
            old.maximum_version = ssl.TLSVersion.TLSv1_2
            self.refused(door, old)

    def test_keys_are_made_once_and_are_the_owners_alone(self):
        with scratch() as there:
            names = [f"{name}.{kind}" for name in ["rpc-ca", "rpc", "rpc-client"] for kind in ["crt", "key"]]
            with Door(there, blocks=False):
                first = {name: (pathlib.Path(there) / name).read_bytes() for name in names}
            for name in names:
                mode = stat.S_IMODE((pathlib.Path(there) / name).stat().st_mode)
                self.assertEqual(mode & (0o077 if name.endswith("key") else 0o022), 0, name)
            with Door(there, blocks=False) as door:
                self.assertTrue(door.ask("healthz")["success"])
                self.assertEqual({name: (pathlib.Path(there) / name).read_bytes() for name in names}, first)

    def test_the_users_own_files_are_taken(self):
        with scratch() as there, scratch() as elsewhere:
            with Door(there, blocks=False):
                pass
            files = [f"--rpc-{flag}={there}/{name}" for flag, name in
                     [("ca", "rpc-ca.crt"), ("cert", "rpc.crt"), ("key", "rpc.key")]]
            with Door(elsewhere, blocks=False, files=files) as door:
                door.store = pathlib.Path(there)
                self.assertTrue(door.ask("healthz")["success"])
                self.assertEqual(list(pathlib.Path(elsewhere).glob("rpc*")), [])


class Peers(unittest.TestCase):
    def test_a_connection_is_opened_listed_and_closed(self):
        with scratch() as there, scratch() as elsewhere, Door(there, blocks=False) as door, Door(elsewhere) as other:
            host, port = other.peer_address.split(":")
            self.assertEqual(door.ask("open_connection", host=host, port=int(port)), {"success": True})
            links = door.ask("get_connections")["connections"]
            self.assertEqual([(link["peer_host"], link["peer_port"], link["type"]) for link in links], [(host, int(port), 1)])
            node_id = other.ask("get_blockchain_state")["blockchain_state"]["node_id"]
            self.assertEqual(links[0]["node_id"], "0x" + node_id)
            again = door.ask("open_connection", host=host, port=int(port))
            self.assertEqual((again["success"], "connected" in again["error"]), (False, True))
            self.assertEqual(door.ask("close_connection", node_id=node_id), {"success": True})
            end = other.node.until("PeerDisconnected")
            self.assertEqual(end["closed_by"], "peer")
            door.node.until("PeerDisconnected")
            self.assertEqual(door.ask("get_connections")["connections"], [])

    def test_a_name_is_looked_up(self):
        with scratch() as there, scratch() as elsewhere, Door(there, blocks=False) as door, Door(elsewhere) as other:
            port = int(other.peer_address.split(":")[1])
            self.assertEqual(door.ask("open_connection", host="localhost", port=port), {"success": True})

    def test_a_connection_that_fails_says_why(self):
        with scratch() as there, Door(there, blocks=False) as door:
            host, port = unused_address().split(":")
            answer = door.ask("open_connection", host=host, port=int(port))
            self.assertFalse(answer["success"])
            self.assertIn(f"could not connect to PeerInfo(_ip={host}, _port={port})", answer["error"])
            own = door.peer_address.split(":")
            self.assertFalse(door.ask("open_connection", host=own[0], port=int(own[1]))["success"])


class Life(unittest.TestCase):
    def test_stop_node_answers_and_ends_the_program_in_good_order(self):
        with scratch() as there, Door(there) as door:
            self.assertEqual(door.ask("stop_node"), {"success": True})
            self.assertEqual(door.node.wait(), 0)
            self.assertEqual(door.node.rest()[-1]["ev"], "Stopped")

    def test_a_door_that_cannot_be_opened_says_what_to_do(self):
        def words(*args):
            done = run("node", "--network", "simulator0", *args)
            self.assertEqual(done.returncode, 2, done)
            return done.stderr
        self.assertIn("--store DIR", words("--dialect", "chia", "--rpc", "127.0.0.1:0"))
        self.assertIn("go together", words("--dialect", "chia", "--rpc", "127.0.0.1:0", "--rpc-ca", BLOCKS))
        with scratch() as there:
            self.assertIn("our certificate cannot be read", words("--dialect", "chia", "--rpc", "127.0.0.1:0", "--rpc-ca", BLOCKS,
                                                  "--rpc-cert", BLOCKS, "--rpc-key", BLOCKS, "--store", there))
        self.assertIn("the dialect tiny has no RPC", run("node", "--dialect", "tiny", "--rpc", "127.0.0.1:0").stderr)


if __name__ == "__main__":
    unittest.main()
