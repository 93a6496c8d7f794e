#!/usr/bin/env python3
"""Connected to the real node in both roles: it lists us, we follow its chain, and it has nothing to complain about.

DRAGOMAN_INTEROP_TARGETS  dragoman (default), or real, which proves the test
"""
import asyncio

import programs

if programs.alone.inside():
    import following
    import node_under_test as nodes


class Connected(programs.Judged):
    async def judged(self, upstream=None, height=None, source=None):
        """A node of the kind that is judged; it dials `upstream`, from `source`."""
        if self.kind == "dragoman":
            return await self.start(nodes.Ours, height, peer=upstream.address if upstream else (),
                                    args=["--from", source] if source else [])
        node = await self.start(nodes.Real, height)
        if upstream:
            await following.connect(node, upstream.address)
        return node

    async def follows(self, real, node, blocks=3):
        """Farms, and the link that both have stays the same one."""
        before = await following.connection(real, node.port)
        self.assertEqual((before["type"], before["peer_server_port"]), (1, node.port))
        for _ in range(blocks):
            await real.farm(1)
            await following.stands_at(node, await real.state())
        after = await following.connection(real, node.port)
        self.assertEqual((before["node_id"], before["creation_time"]), (after["node_id"], after["creation_time"]))
        self.assertGreater(after["bytes_written"], before["bytes_written"])
        following.no_complaints(real, node)

    async def test_it_dials_the_real_node_and_takes_its_chain_and_what_it_farms(self):
        real = await self.start(nodes.Real, 35, farms=True)
        node = await self.judged(real)
        await following.stands_at(node, await real.state())
        await self.follows(real, node)

    async def test_as_a_stranger_it_stays_below_the_limits_while_it_takes_the_chain(self):
        if self.kind == "real":
            self.skipTest("the real node cannot choose its address")
        real = await self.start(nodes.Real, 35, farms=True)
        node = await self.judged(real, source="127.0.0.5")
        await following.stands_at(node, await real.state())
        self.assertEqual((await following.connection(real, node.port))["peer_host"], "127.0.0.5")
        await self.follows(real, node)

    async def test_it_is_dialed_by_the_real_node_and_takes_its_chain_and_what_it_farms(self):
        real = await self.start(nodes.Real, 35, farms=True)
        node = await self.judged()
        await following.connect(real, node.address)
        await following.stands_at(node, await real.state())
        await self.follows(real, node)

    async def test_it_is_dialed_by_a_real_node_that_wants_windows(self):
        real = await self.start(nodes.Real, 35, farms=True, whole={"rate_limits": 3})
        node = await self.judged()
        await following.connect(real, node.address)
        await following.stands_at(node, await real.state())
        await self.follows(real, node)

    async def test_it_gives_its_chain_to_an_empty_real_node_that_dials(self):
        real = await self.start(nodes.Real)
        node = await self.judged(height=35)
        await following.connect(real, node.address)
        await following.stands_at(real, (35, bytes(nodes.chain()[35].header_hash).hex()))
        following.no_complaints(real, node)

    async def test_it_gives_its_chain_to_an_empty_real_node_that_it_dials(self):
        real = await self.start(nodes.Real)
        node = await self.judged(real, height=35)
        await following.stands_at(real, (35, bytes(nodes.chain()[35].header_hash).hex()))
        following.no_complaints(real, node)

    async def test_a_reorganisation_of_the_real_node_is_followed(self):
        real = await self.start(nodes.Real, 35, farms=True)
        node = await self.judged(real)
        await following.stands_at(node, await real.state())
        for back, forth in ((2, 1), (5, 2)):
            await real.reorganise(back, forth)
            await following.stands_at(node, await real.state())
        following.no_complaints(real, node)

    async def test_it_comes_back_to_a_real_node_that_was_away(self):
        real = await self.start(nodes.Real, 35, farms=True)
        node = await self.judged(real)
        await following.stands_at(node, await real.state())
        await asyncio.to_thread(real.stop)
        await asyncio.to_thread(real.start)
        if self.kind == "real":
            await following.connect(node, real.address)
        await following.connection(real, node.port, 60)
        await real.farm(1)
        await following.stands_at(node, await real.state())

    async def test_it_keeps_its_identity_over_a_restart(self):
        real = await self.start(nodes.Real, 35)
        node = await self.judged(real)
        first = await following.connection(real, node.port)
        await following.stands_at(node, await real.state())
        self.assertEqual(await asyncio.to_thread(node.stop), 0)
        await asyncio.to_thread(node.start)
        if self.kind == "real":
            await following.connect(node, real.address)
        second = await following.connection(real, node.port, 60)
        self.assertEqual(first["node_id"], second["node_id"])
        await following.stands_at(node, await real.state())

    async def test_a_plain_node_that_has_it_as_a_static_peer_stays_with_it(self):
        """Such a node says nothing on its own, and dials again when the link is gone."""
        node = await self.start(nodes.Ours, network="testnet0") if self.kind == "dragoman" else await self.start(nodes.Plain)
        plain = await self.start(nodes.Plain, node.address)
        await following.connection(plain, node.port)
        await asyncio.to_thread(node.stop)
        await asyncio.to_thread(node.start)
        link = await following.connection(plain, node.port)
        await asyncio.sleep(3)
        self.assertEqual((await following.connection(plain, node.port))["creation_time"], link["creation_time"])

    async def test_it_is_closed_by_rpc_and_not_banned(self):
        real = await self.start(nodes.Real, 35)
        node = await self.judged()
        await following.connect(real, node.address)
        link = await following.connection(real, node.port)
        answer = await real.rpc("close_connection", node_id=link["node_id"])
        self.assertTrue(answer["success"], answer)

        async def gone():
            return not await real.connections()
        await following.until("the link is gone", 10, gone)
        await following.connect(real, node.address)


load_tests = programs.of_each_kind(Connected, default="dragoman")

if __name__ == "__main__":
    programs.main()
