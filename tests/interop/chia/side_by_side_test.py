#!/usr/bin/env python3
"""The real node and ours, with the same chain, are asked the same at random, as a full node and as a wallet, and answer alike.

DRAGOMAN_INTEROP_SEED       another run of the dice (default 1)
DRAGOMAN_INTEROP_QUESTIONS  how many (default 1500)
DRAGOMAN_INTEROP_TARGETS    who stands beside the real node: dragoman (default), or real, which proves the test
"""
import asyncio
import json
import os
import random

import programs

if programs.alone.inside():
    import node_under_test as nodes
    import peer as peers
    import scenarios
    import words

HEIGHT = 35
SEED = int(os.environ.get("DRAGOMAN_INTEROP_SEED", "1"))
QUESTIONS = int(os.environ.get("DRAGOMAN_INTEROP_QUESTIONS", "1500"))
UNORDERED = {"coin_states", "puzzle_hashes", "coin_ids"}  # answers have them in no defined order


class Dice:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.blocks = nodes.chain()[:HEIGHT + 1]
        coins = [coin for block in self.blocks if block.transactions_info
                 for coin in block.transactions_info.reward_claims_incorporated]
        self.coin_ids = [coin.name() for coin in coins] + [coin.parent_coin_info for coin in coins[:6]]
        self.puzzle_hashes = sorted({coin.puzzle_hash for coin in coins})
        self.filters = words.find("CoinStateFilters")

    def height(self):
        known = self.random.randint(0, HEIGHT)
        return self.random.choice((known, known, 0, HEIGHT, HEIGHT + 1, 1000000))

    def range(self, most):
        first = self.random.randint(0, HEIGHT)
        return first, max(0, first + self.random.choice((0, 1, 5, most, most + 1, -1, HEIGHT - first, HEIGHT + 1 - first)))

    def junk(self):
        return self.random.randbytes(32)

    def header_hash(self, height):
        return self.blocks[height].header_hash if height <= HEIGHT and self.random.random() < 0.9 else self.junk()

    def some(self, known, most=6):
        chosen = [self.random.choice(known) if self.random.random() < 0.8 else self.junk()
                  for _ in range(self.random.randint(0, most))]
        return [bytes(each) for each in chosen]

    def maybe(self, value):
        return None if self.random.random() < 0.3 else value

    def flip(self):
        return self.random.random() < 0.5

    def start(self):
        """Where a wallet's state begins: the genesis challenge, a height with its hash, or a mistake."""
        if self.random.random() < 0.4:
            return None, scenarios.GENESIS if self.random.random() < 0.9 else self.junk()
        height = self.height()
        return height, self.header_hash(height)

    def of_a_full_node(self):
        kind = self.random.randrange(2)
        if kind == 0:
            return "request_block", (self.height(), self.flip())
        return "request_blocks", (*self.range(32), self.flip())

    def of_a_wallet(self):
        height = self.height()
        kind = self.random.randrange(12)
        if kind == 0:
            return "request_block_header", (height,)
        if kind == 1:
            return "request_block_headers", (*self.range(128), self.flip())
        if kind == 2:
            first = self.random.randint(0, HEIGHT)
            return "request_header_blocks", (first, first + self.random.choice((0, 1, 5, 32)))  # else there is no answer
        if kind == 3:
            return "request_additions", (height, self.maybe(self.header_hash(height)),
                                         self.maybe(self.some(self.puzzle_hashes)))
        if kind == 4:
            return "request_removals", (height, self.header_hash(height), self.maybe(self.some(self.coin_ids)))
        if kind == 5:
            return "register_for_ph_updates", (self.some(self.puzzle_hashes), self.random.choice((0, height)))
        if kind == 6:
            return "register_for_coin_updates", (self.some(self.coin_ids), self.random.choice((0, height)))
        if kind == 7:
            return "request_children", (self.some(self.coin_ids + [b"\0" * 32], 1) or [self.junk()])[:1]
        if kind == 8:
            return "request_puzzle_state", (self.some(self.puzzle_hashes), *self.start(),
                                            self.filters(self.flip(), self.random.random() < 0.8, self.flip(),
                                                         self.random.choice((0, 0, 1000000000000, 1 << 63))), self.flip())
        if kind == 9:
            return "request_coin_state", (self.some(self.coin_ids), *self.start(), self.flip())
        if kind == 10:
            return "request_remove_puzzle_subscriptions", (self.maybe(self.some(self.puzzle_hashes)),)
        return "request_remove_coin_subscriptions", (self.maybe(self.some(self.coin_ids)),)


def plain(said):
    """An answer as one text, whatever the order of its lists."""
    fields = said.body.to_json_dict()
    for name in UNORDERED & set(fields):
        if said.name not in ("respond_to_ph_updates", "respond_to_coin_updates", "respond_puzzle_state",
                             "respond_coin_state") or name == "coin_states":
            fields[name] = sorted(fields[name], key=lambda each: json.dumps(each, sort_keys=True))
    return said.name, json.dumps(fields, sort_keys=True)


class Beside(programs.Judged):
    async def asked(self, node_type, question):
        real = await self.start(nodes.Real, HEIGHT)
        other = await self.start(nodes.TARGETS[self.kind], HEIGHT)
        links = [await node.dial(node_type=node_type) for node in (real, other)]
        for link in links:
            await link.settle()
        seen = {}
        for _ in range(QUESTIONS):  # one after the other: subscriptions make their order matter
            name, fields = question()
            answers = await asyncio.gather(*(link.request(name, *fields) for link in links))
            self.assertEqual(*map(plain, answers), f"{name} {fields}")
            seen[answers[0].name] = seen.get(answers[0].name, 0) + 1
        for link in links:
            self.assertIsNone(link.end)
            await link.close()
        return seen

    async def test_a_full_node_is_answered_alike(self):
        seen = await self.asked(peers.FULL_NODE, Dice(SEED).of_a_full_node)
        self.assertEqual(set(seen), {"respond_block", "reject_block", "respond_blocks", "reject_blocks"})

    async def test_a_wallet_is_answered_alike(self):
        seen = await self.asked(peers.WALLET, Dice(SEED).of_a_wallet)
        self.assertEqual(set(seen), {
            "respond_block_header", "reject_header_request", "respond_block_headers", "reject_block_headers",
            "respond_header_blocks", "reject_header_blocks", "respond_additions", "reject_additions_request",
            "respond_removals", "reject_removals_request", "respond_to_ph_updates", "respond_to_coin_updates",
            "respond_children", "respond_puzzle_state", "reject_puzzle_state", "respond_coin_state", "reject_coin_state",
            "respond_remove_puzzle_subscriptions", "respond_remove_coin_subscriptions"})


load_tests = programs.of_each_kind(Beside, default="dragoman")

if __name__ == "__main__":
    programs.main(seconds=900)
