#!/usr/bin/env python3
"""Chia's own command line client asks the real node and ours, and cannot tell them apart where no consensus is needed."""
import json
import os
import subprocess

import programs

if programs.alone.inside():
    import following
    import node_under_test as nodes

HEIGHT = 35
# What needs consensus is null for us.
NULL = {"required_iters", "deficit", "sub_slot_iters", "sub_epoch_summary_included"}


class CommandLine(programs.Judged):
    kind = "dragoman"

    async def both(self):
        real = await self.start(nodes.Real, HEIGHT)
        port = nodes.free_port()
        keys = real.folder / "config/ssl"
        ours = await self.start(nodes.Ours, HEIGHT, args=[
            "--rpc", f"127.0.0.1:{port}", "--rpc-ca", str(keys / "ca/private_ca.crt"),
            "--rpc-cert", str(keys / "full_node/private_full_node.crt"),
            "--rpc-key", str(keys / "full_node/private_full_node.key")])
        ours.rpc_port, ours.keys = port, real.folder
        return real, ours

    def ask(self, root, port, endpoint, request=None):
        """`chia rpc full_node ENDPOINT`, its configuration turned to this port."""
        import yaml
        path = root / "config/config.yaml"
        settings = yaml.safe_load(path.read_text())
        settings["full_node"]["rpc_port"] = port
        path.write_text(yaml.safe_dump(settings))
        command = [str(programs.VENV / "bin/chia"), "rpc", "full_node", endpoint, *([json.dumps(request)] if request else [])]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                              env={**os.environ, "CHIA_ROOT": str(root), "CHIA_KEYS_ROOT": str(programs.CACHE / "keys")})
        try:
            return json.loads(done.stdout)
        except json.JSONDecodeError:
            return {"success": False, "error": (done.stdout + done.stderr).strip()}

    async def asked(self, real, ours, endpoint, request=None):
        theirs = self.ask(real.folder, real.rpc_port, endpoint, request)
        return theirs, self.ask(real.folder, ours.rpc_port, endpoint, request)

    def same(self, ours, theirs, where=""):
        """Alike but for what is null because we do not judge."""
        if isinstance(theirs, dict):
            self.assertEqual(set(ours), set(theirs), where)
            for key in theirs:
                if key in NULL and "_record" in where:
                    self.assertIsNone(ours[key], f"{where}.{key}")
                else:
                    self.same(ours[key], theirs[key], f"{where}.{key}")
        elif isinstance(theirs, list):
            self.assertEqual(len(ours), len(theirs), where)
            for at, pair in enumerate(zip(ours, theirs)):
                self.same(*pair, f"{where}[{at}]")
        else:
            self.assertEqual(ours, theirs, where)

    async def test_blocks_and_records_are_the_same(self):
        real, ours = await self.both()
        tip = "0x" + bytes(nodes.chain()[HEIGHT].header_hash).hex()
        for endpoint, request in (("get_network_info", None), ("get_block", {"header_hash": tip}),
                                  ("get_block", {"header_hash": tip[2:]}),
                                  ("get_blocks", {"start": 3, "end": 6}),
                                  ("get_blocks", {"start": 3, "end": 6, "exclude_header_hash": True}),
                                  ("get_block_record", {"header_hash": tip}),
                                  ("get_block_record_by_height", {"height": 0}),
                                  ("get_block_record_by_height", {"height": 7}),
                                  ("get_block_record_by_height", {"height": HEIGHT}),
                                  ("get_all_mempool_tx_ids", None), ("healthz", None)):
            with self.subTest(endpoint=endpoint, request=request):
                theirs, mine = await self.asked(real, ours, endpoint, request)
                self.assertTrue(theirs["success"], theirs)
                self.same(mine, theirs)

    async def test_state_and_connections_have_the_same_keys(self):
        real, ours = await self.both()
        theirs, mine = await self.asked(real, ours, "get_blockchain_state")
        state, their_state = mine["blockchain_state"], theirs["blockchain_state"]
        self.assertEqual(set(state), set(their_state))
        self.same(state["peak"], their_state["peak"], "peak_record")
        self.assertEqual(len(state["node_id"]), 64)
        third = await self.start(nodes.Real)
        for node in (real, ours):
            host, port = third.address.split(":")
            answer = self.ask(real.folder, node.rpc_port, "open_connection", {"host": host, "port": int(port)})
            self.assertTrue(answer["success"], answer)
        theirs, mine = await self.asked(real, ours, "get_connections")
        self.assertEqual(len(mine["connections"]), 1)
        link, their_link = mine["connections"][0], theirs["connections"][0]
        self.assertEqual(set(link), set(their_link))
        for key in ("type", "peer_host", "peer_port", "peer_server_port", "node_id"):
            self.assertEqual(link[key], their_link[key], key)
        answer = self.ask(real.folder, ours.rpc_port, "close_connection", {"node_id": link["node_id"]})
        self.assertTrue(answer["success"], answer)

        async def gone():
            return not self.ask(real.folder, ours.rpc_port, "get_connections")["connections"]
        await following.until("the link is gone", 60, gone)

    async def test_errors_are_told_as_the_real_node_tells_them(self):
        real, ours = await self.both()
        for endpoint, request in (("get_block", {"header_hash": "0x" + "11" * 32}),
                                  ("get_block_record", {"header_hash": "11" * 32}),
                                  ("get_block_record_by_height", {"height": 1000}),
                                  ("close_connection", {"node_id": "11" * 32}),
                                  ("no_such_endpoint", None), ("get_block", None),
                                  ("open_connection", {"host": "127.0.0.1", "port": nodes.free_port()})):
            with self.subTest(endpoint=endpoint, request=request):
                theirs, mine = await self.asked(real, ours, endpoint, request)
                self.assertEqual((mine["success"], theirs["success"]), (False, False))
                if "structuredError" in theirs:
                    self.assertEqual(mine["structuredError"]["code"], theirs["structuredError"]["code"])

    async def test_routes_and_version_are_told_and_it_stops(self):
        real, ours = await self.both()
        routes = self.ask(real.folder, ours.rpc_port, "get_routes")["routes"]
        wanted = """get_network_info get_connections open_connection close_connection get_blockchain_state get_block_record
            get_block_record_by_height get_block get_blocks get_all_mempool_tx_ids get_routes healthz get_version stop_node"""
        self.assertLessEqual({f"/{name}" for name in wanted.split()}, set(routes))
        their_routes = self.ask(real.folder, real.rpc_port, "get_routes")["routes"]
        self.assertLessEqual(set(routes), set(their_routes))
        self.assertTrue(self.ask(real.folder, ours.rpc_port, "get_version")["success"])
        self.assertTrue(self.ask(real.folder, ours.rpc_port, "stop_node")["success"])
        self.assertEqual(ours.process.wait(30), 0)


if __name__ == "__main__":
    programs.main(seconds=900)
