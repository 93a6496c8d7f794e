#!/usr/bin/env python3
"""A chain goes from a real node through ours to a real node, block by block, with a transaction on the way.

DRAGOMAN_INTEROP_TARGETS  what stands in the middle: dragoman (default), or real, which proves the test
DRAGOMAN_INTEROP_SET      all: the long chain of 700 blocks over three links too
"""
import asyncio
import os
import unittest

import programs

if programs.alone.inside():
    import following
    import node_under_test as nodes
    import scenarios
    from peer import WALLET

LONG = 700


class Chain(programs.Judged):
    async def between(self, upstream):
        """A node of the kind that is judged, connected to this real one."""
        if self.kind == "dragoman":
            return await self.start(nodes.Ours, peer=upstream.address)
        node = await self.start(nodes.Real)
        await following.connect(node, upstream.address)
        return node

    async def test_a_chain_and_a_transaction_reach_the_second_real_node_through_the_middle_alone(self):
        first = await self.start(nodes.Real, 35, farms=True)
        middle = await self.between(first)
        await following.stands_at(middle, await first.state())
        second = await self.start(nodes.Real)
        await following.connect(second, middle.address)
        await following.stands_at(second, await first.state())
        for blocks in (1, 1, 3):  # while it farms
            await first.farm(blocks)
            await following.stands_at(middle, await first.state())
            await following.stands_at(second, await first.state())

        coin = scenarios.coins_of_home()[0]
        bundle = scenarios.spend(coin, (b"\x22" * 32, 5))
        async with await first.dial(node_type=WALLET) as wallet:
            self.assertEqual(await scenarios.sends(wallet, bundle), (1, None))

        async def has_it():
            return "0x" + bundle.name().hex() in (await second.rpc("get_all_mempool_tx_ids"))["tx_ids"]
        await following.until("the transaction is in the mempool of the second node", 30, has_it)
        await first.farm(1)  # a block with a generator
        await following.stands_at(second, await first.state())
        self.assertEqual((await second.rpc("get_all_mempool_tx_ids"))["tx_ids"], [])
        record = await second.rpc("get_coin_record_by_name", name="0x" + coin.name().hex())
        self.assertTrue(record["coin_record"]["spent"])

        await first.reorganise(2, 1)
        await following.stands_at(middle, await first.state())
        await following.stands_at(second, await first.state())
        # Nobody was connected past the middle.
        self.assertEqual([link["peer_server_port"] for link in await second.connections() if link["type"] == 1], [middle.port])
        self.assertEqual([link["peer_server_port"] for link in await first.connections() if link["type"] == 1], [middle.port])
        following.no_complaints(first, second, middle)

    async def test_a_stop_of_the_first_node_is_bridged(self):
        first = await self.start(nodes.Real, 35, farms=True)
        middle = await self.between(first)
        await following.stands_at(middle, await first.state())
        await asyncio.to_thread(first.stop)
        second = await self.start(nodes.Real)
        await following.connect(second, middle.address)  # what the middle has, it serves
        peak = (35, bytes(nodes.chain()[35].header_hash).hex())
        await following.stands_at(second, peak)
        await asyncio.to_thread(first.start)
        if self.kind == "real":
            await following.connect(middle, first.address)
        await following.connection(first, middle.port, 60)
        await first.farm(1)
        await following.stands_at(second, await first.state())

    @unittest.skipUnless(os.environ.get("DRAGOMAN_INTEROP_SET") == "all", "slow: DRAGOMAN_INTEROP_SET=all")
    async def test_700_blocks_over_three_links_with_a_weight_proof_passed_through(self):
        first = await self.start(nodes.Real, LONG)
        peak = await first.state()
        self.assertEqual(peak[0], LONG)
        between = [await self.between(first) for _ in range(3)]
        for node in between:
            await following.stands_at(node, peak, 120)
        second = await self.start(nodes.Real)
        await asyncio.gather(*(following.connect(second, node.address) for node in between))
        await following.stands_at(second, peak, 180)
        self.assertIn("Requesting weight proof from peer", second.log())
        ports = {link["peer_server_port"] for link in await second.connections() if link["type"] == 1}
        self.assertEqual(ports, {node.port for node in between}, "all three are still connected")
        following.no_complaints(first, second, *between)

    @unittest.skipUnless(os.environ.get("DRAGOMAN_INTEROP_SET") == "all", "slow: DRAGOMAN_INTEROP_SET=all")
    async def test_700_blocks_and_a_weight_proof_go_through_three_in_a_row(self):
        """Each knows only the one before it, so the proof is asked for and handed on three times."""
        first = await self.start(nodes.Real, LONG)
        peak = await first.state()
        self.assertEqual(peak[0], LONG)
        row = [first]
        for _ in range(3):
            row.append(await self.between(row[-1]))
            await following.stands_at(row[-1], peak, 180)
        second = await self.start(nodes.Real)
        await following.connect(second, row[-1].address)
        await following.stands_at(second, peak, 240)  # with one link it waits 30 s for other peaks first
        self.assertIn("Requesting weight proof from peer", second.log())
        self.assertEqual([link["peer_server_port"] for link in await second.connections() if link["type"] == 1], [row[-1].port])
        self.assertEqual([link["peer_server_port"] for link in await first.connections() if link["type"] == 1], [row[1].port])
        following.no_complaints(*row, second)


load_tests = programs.of_each_kind(Chain, default="dragoman")

if __name__ == "__main__":
    programs.main()
