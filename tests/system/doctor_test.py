"""doctor: each line says ok, warning or failed, what was seen, and the next step."""
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import unittest

import dragoman
from dragoman import PATIENCE, PROGRAM, Silent, node, run, scratch, unused_address

ALWAYS = ["clock", "descriptors", "memory", "port", "disk", "certificates"]
TINY = ("--dialect", "tiny")


def look(*args, code=0, environment=None, before=None):
    """The checks by name, each a list."""
    done = subprocess.run([PROGRAM, "doctor", "--json", *args], env={**os.environ, **(environment or {})}, preexec_fn=before,
                          capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr) == (code, ""), done
    told = json.loads(done.stdout)
    assert told["ok"] == (code == 0), done
    checks = {}
    for check in told["checks"]:
        assert check["verdict"] in ["ok", "warning", "failed"], check
        assert check["verdict"] == "ok" or check["next"], check
        checks.setdefault(check["check"], []).append(check)
    return checks


class Doctor(unittest.TestCase):
    def check(self, checks, name, verdict, seen, further=r"^", at=0):
        check = checks[name][at]
        self.assertEqual(check["verdict"], verdict, check)
        self.assertRegex(check["seen"], seen)
        self.assertRegex(check.get("next", ""), further)

    def test_without_anything_it_looks_at_the_machine(self):
        checks = look()
        self.assertEqual(list(checks), ALWAYS)
        self.check(checks, "descriptors", "ok", r"^\d+ open files allowed, \d+ needed")
        self.check(checks, "disk", "ok", "nothing is kept")
        self.check(checks, "certificates", "ok", "no keys yet")
        self.assertIn(checks["clock"][0]["verdict"], ["ok", "warning"])
        self.assertRegex(checks["clock"][0]["seen"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

    def test_in_words_it_has_a_line_a_check_and_one_a_next_step(self):
        address = unused_address()
        done = run("doctor", *TINY, address)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertRegex(done.stdout, r"(?m)^ok +descriptors +\d+ open files")
        self.assertRegex(done.stdout, rf"(?m)^failed +peer +cannot reach {address}: connection refused\n +-> \w")
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^(ok|warning|failed| +->) ")

    def test_too_few_open_files_fail(self):
        def few():
            resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
        self.check(look(code=1, before=few), "descriptors", "failed", "^100 open files allowed", "hard limit of 100")

        def raisable():
            resource.setrlimit(resource.RLIMIT_NOFILE, (100, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        self.check(look(code=1, before=raisable), "descriptors", "failed", "^100 open files allowed", r"ulimit -n \d+")
        checks = look(before=raisable, environment={"DRAGOMAN_LIMITS_INBOUND": "4", "DRAGOMAN_LIMITS_HALF_OPEN": "4"})
        self.check(checks, "descriptors", "ok", "needed for 4 peers")

    def test_open_files_of_connections_in_their_handshake_count(self):
        def needed(dialect, network, opening):
            environment = {"DRAGOMAN_DIALECT": dialect, "DRAGOMAN_NETWORK": network, "DRAGOMAN_LIMITS_OPENING": str(opening)}
            seen = look(environment=environment)["descriptors"][0]["seen"]
            return int(re.search(r"(\d+) needed", seen)[1])
        loops = len(os.sched_getaffinity(0))
        self.assertEqual(needed("chia", "simulator0", 20) - needed("chia", "simulator0", 10), 10 * loops)
        self.assertEqual(needed("flowee", "regtest", 20), needed("flowee", "regtest", 10))

    def test_a_budget_above_the_memory_fails(self):
        checks = look(code=1, environment={"DRAGOMAN_LIMITS_PROCESS_BYTES": str(1 << 50)})
        self.check(checks, "memory", "failed", r"^peers may use 1024\.0 TiB", "process_bytes")

    def test_a_free_port_and_one_that_is_held(self):
        address = unused_address()
        self.check(look("--listen", address), "port", "ok", f"^{address} is free$")
        self.check(look("--listen", "127.0.0.1:0"), "port", "ok", "any free port")
        with Silent() as other:
            self.check(look("--listen", other.address, code=1), "port", "failed",
                       rf"^{other.address} is in use by .*\(process {os.getpid()}\)$", "another port")
        self.check(look("--listen", "192.0.2.1:5", code=1), "port", "failed", "no such address", "ip address")
        with node("tiny", "default") as running:
            self.check(look("--listen", running.address), "port", "warning",
                       rf"in use by dragoman \(process {running.process.pid}\)$", "this node")

    def test_the_usual_ports_of_a_network(self):
        def usual(*args):
            check = look(*args)["port"][0]
            return set(re.findall(r"(\d+) \(([a-z]+:[a-z0-9]+)\)", check["seen"]))
        self.assertEqual({network for _, network in usual(*TINY)}, {"tiny:default"})
        everything = {network for _, network in usual()}
        for name, entry in dragoman.dialects().items():
            if name in ["tiny", "flowee"]:
                self.assertLessEqual({f"{entry['family']}:{network}" for network in entry["networks"]}, everything)

    def test_the_port_is_not_listened_on(self):
        address = unused_address()
        look("--listen", address)
        with socket.create_server(("127.0.0.1", int(address.split(":")[1]))):
            pass

    def test_peers_that_take_connections_and_that_do_not(self):
        with Silent() as there:
            self.check(look(there.address), "peer", "ok", f"^{there.address} takes connections")
            nobody = unused_address()
            checks = look(there.address, nobody, "no.such.host.invalid:80", there.address, code=1)
            self.assertEqual([check["verdict"] for check in checks["peer"]], ["ok", "failed", "failed"])
            self.check(checks, "peer", "failed", "connection refused", "Nobody listens on port", at=1)
            self.check(checks, "peer", "failed", "no address is known", "spelling", at=2)

    def test_a_store_to_be_made(self):
        with scratch() as there:
            checks = look(*TINY, "--store", there + "/a/b")
            self.check(checks, "disk", "ok", r"made at the start.*are free$")
            self.check(checks, "store", "ok", "nothing in it yet")
            self.assertEqual(os.listdir(there), [])
            pathlib.Path(there, "file").touch()
            self.check(look("--store", there + "/file/b", code=1), "disk", "failed", "is no directory", "another --store")

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_store_that_may_not_be_written(self):
        with scratch() as there:
            os.chmod(there, 0o500)
            self.check(look("--store", there + "/b", code=1), "disk", "failed", "cannot write", "may write")

    def test_a_store_in_use_and_after_it(self):
        with scratch() as there:
            with node("tiny", "default", "--store", there) as running:
                checks = look(*TINY, "--store", there)
                self.check(checks, "store", "warning", rf"of tiny:default, schema \d+, sound; in use by process {running.process.pid}$")
                self.assertEqual(run("probe", *TINY, running.address).returncode, 0)
                running.process.send_signal(signal.SIGKILL)
                running.wait()
            self.check(look(*TINY, "--store", there), "store", "ok", r"of tiny:default, schema \d+, sound$")
            self.assertEqual(sorted(os.listdir(there)), ["dragoman.lock", "dragoman.sqlite"])
            if "flowee" in dragoman.dialects():
                self.check(look("--dialect", "flowee", "--network", "regtest", "--store", there, code=1), "store", "failed",
                           "of tiny:default, .*not of flowee:regtest", "another --store")

    def test_a_damaged_store(self):
        with scratch() as there:
            with node("tiny", "default", "--store", there) as running:
                running.stop()
            look("--store", there)  # folds in the log
            file = pathlib.Path(there, "dragoman.sqlite")
            whole = file.read_bytes()
            file.write_bytes(whole[:4096] + b"x" * 8000 + whole[12096:])
            self.check(look("--store", there, code=1), "store", "failed", "dragoman.sqlite", "Move it away")
            file.write_bytes(b"this is no database, whatever its name may say" * 100)
            self.check(look("--store", there, code=1), "store", "failed", "dragoman.sqlite", ".")

    def test_keys_that_others_may_read(self):
        with scratch() as there:
            key = pathlib.Path(there, "node.key")
            key.touch(mode=0o600)
            self.check(look("--store", there), "certificates", "ok", "1 key is its owner's alone")
            key.chmod(0o640)
            self.check(look("--store", there, code=1), "certificates", "failed", "others may read .*node.key", "^chmod 600 .*node.key$")

    def test_a_certificate_that_does_not_fit_its_key(self):
        with scratch() as there, scratch() as elsewhere:
            for store in [there, elsewhere]:
                with node("chia", "simulator0", "--store", store) as running:
                    self.assertEqual(running.stop(), 0)

            def with_key(key, code):
                environment = {"DRAGOMAN_CERT": f"{there}/leaf.crt", "DRAGOMAN_KEY": key}
                return look("--dialect", "chia", "--network", "simulator0", environment=environment, code=code)
            self.check(with_key(f"{there}/leaf.key", 0), "certificates", "ok", "1 key is its owner's alone")
            self.check(with_key(f"{elsewhere}/leaf.key", 1), "certificates", "failed", "leaf.key", "private key")
            self.check(with_key(there, 1), "certificates", "failed", "cannot be read", "PEM")

    def test_a_configuration_with_its_nodes(self):
        with scratch() as there, Silent() as peer:
            file = pathlib.Path(there, "n.toml")
            nobody = unused_address()
            file.write_text(f'[node.a]\ndialect = "tiny"\nstore = "s"\nlisten = "127.0.0.1:0"\n'
                            f'[node.b]\ndialect = "tiny"\npeers = ["{peer.address}", "{nobody}"]\n')
            checks = look("--config", str(file))
            self.check(checks, "configuration", "ok", "nothing is wrong")
            self.check(checks, "store", "ok", f"^{there}/s: ")
            self.check(checks, "peer", "ok", peer.address)
            self.check(checks, "peer", "warning", f"cannot reach {nobody}", at=1)
            self.assertNotIn("peer", look("--config", str(file), "--name", "a"))
            file.write_text("[node.a]\ndialct = 1\nfoo = 2\n")
            checks = look("--config", str(file), code=1)
            self.check(checks, "configuration", "failed", f"^{file}:1: ", "config lint")
            self.assertEqual(list(checks), ["configuration", *ALWAYS])
        checks = look(*TINY, environment={"DRAGOMAN_LISTEN": "x"}, code=1)
        self.check(checks, "configuration", "failed", 'DRAGOMAN_LISTEN: "x" is no address')

    def test_what_is_no_address_is_exit_code_2(self):
        done = run("doctor", "nowhere")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("HOST:PORT", done.stderr)


if __name__ == "__main__":
    unittest.main()
