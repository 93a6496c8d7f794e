#!/usr/bin/env python3
"""Long with the real node, in both roles, while it farms: the links stay, the chain is followed, nobody is banned.

DRAGOMAN_INTEROP_SECONDS  how long (default 600; an hour is 3600)
DRAGOMAN_INTEROP_TARGETS  dragoman (default), or real, which proves the test
"""
import asyncio
import os
import time

import programs

if programs.alone.inside():
    import following
    import node_under_test as nodes

SECONDS = int(os.environ.get("DRAGOMAN_INTEROP_SECONDS", "600"))
A_BLOCK_EVERY = 20


class Long(programs.Judged):
    async def test_links_of_both_roles_outlive_the_time_and_the_chain_is_followed(self):
        real = await self.start(nodes.Real, 35, farms=True)
        dialing = await self.start(nodes.Ours, peer=real.address, args=["--from", "127.0.0.5"]) if self.kind == "dragoman" \
            else await self.start(nodes.Real)
        dialed = await self.start(nodes.Ours if self.kind == "dragoman" else nodes.Real)
        if self.kind == "real":
            await following.connect(dialing, real.address)
        await following.connect(real, dialed.address)
        links = {node.port: await following.connection(real, node.port) for node in (dialing, dialed)}
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            await asyncio.sleep(min(A_BLOCK_EVERY, max(0, end - time.monotonic())))
            await real.farm(1)
            for node in (dialing, dialed):
                await following.stands_at(node, await real.state())
        for port, link in links.items():
            now = await following.connection(real, port, 1)
            self.assertEqual((now["node_id"], now["creation_time"]), (link["node_id"], link["creation_time"]))
        following.no_complaints(real, dialing, dialed)


load_tests = programs.of_each_kind(Long, default="dragoman")

if __name__ == "__main__":
    programs.main(seconds=SECONDS + 600)
