"""Reward coins. rewards.txt: height, genesis challenge, pool and farmer amount, pool and farmer parent. claims.txt: the
genesis challenge; `height pool farmer is_transaction_block fees` of each ancestor, newest first; `of`; and
`parent puzzle_hash amount` of each coin that the next transaction block claims. Of claims.txt the first lines are a real
chain (the recorded sessions of tests/vectors/chia.json), the others are made up."""
import json
import pathlib

from chia.consensus.block_rewards import calculate_base_farmer_reward, calculate_pool_reward
from chia.consensus.coinbase import create_farmer_coin, create_pool_coin, farmer_parent_id, pool_parent_id
from chia_rs import RespondBlocks
from chia_rs.sized_bytes import bytes32
from chia_rs.sized_ints import uint32, uint64

VECTORS = pathlib.Path(__file__).resolve().parents[2] / "vectors/chia.json"
HALVING = 3 * 1681920
FRAME_HEAD = 8  # type, presence of the id, id, length


def reward(rng, height):
    challenge = bytes32(rng.randbytes(32))
    return (height, challenge.hex(), calculate_pool_reward(uint32(height)), calculate_base_farmer_reward(uint32(height)),
            pool_parent_id(uint32(height), challenge).hex(), farmer_parent_id(uint32(height), challenge).hex())


def line(challenge, ancestors, coins):
    words = [challenge.hex()]
    for block in ancestors:
        words += [block[0], block[1].hex(), block[2].hex(), int(block[3]), block[4]]
    words.append("of")
    for coin in coins:
        words += [coin.parent_coin_info.hex(), coin.puzzle_hash.hex(), coin.amount]
    return words


def real_chain():
    steps = [step for session in json.loads(VECTORS.read_text())["live_sessions"] if session["name"] == "node-syncs-from-us"
             for step in session["steps"] if step.get("name") == "respond_blocks"]
    blocks = {}
    for step in steps:
        for block in RespondBlocks.from_bytes(bytes.fromhex(step["hex"])[FRAME_HEAD:]).blocks:
            blocks[block.height] = block
    for height in sorted(blocks)[1:]:
        before, claims = blocks[height - 1], blocks[height].transactions_info.reward_claims_incorporated
        assert before.is_transaction_block()
        challenge = claims[0].parent_coin_info[:16] + claims[1].parent_coin_info[:16]
        data = before.foliage.foliage_block_data
        rewarded = (before.height, data.pool_target.puzzle_hash, data.farmer_reward_puzzle_hash, True,
                    before.transactions_info.fees)
        earlier = [(before.height - 1, bytes(32), bytes(32), True, 0)] if before.height else []
        yield line(challenge, [rewarded, *earlier], claims)


def made_up_chain(rng):
    challenge = bytes32(rng.randbytes(32))
    top = rng.choice([rng.randrange(8), rng.randrange(1 << 32), HALVING * rng.randrange(1, 5) + rng.randrange(4)])
    plain = rng.randrange(6)
    ancestors, coins = [], []
    for height in range(top, max(top - plain - 2, -1), -1):
        is_transaction_block = height in (top, top - plain - 1, 0)
        fees = rng.randrange(1 << 40) if is_transaction_block else 0
        pool, farmer = bytes32(rng.randbytes(32)), bytes32(rng.randbytes(32))
        ancestors.append((height, pool, farmer, is_transaction_block, fees))
        if height == top or not is_transaction_block:
            mine = uint64(calculate_base_farmer_reward(uint32(height)) + fees)
            coins.append(create_pool_coin(uint32(height), pool, calculate_pool_reward(uint32(height)), challenge))
            coins.append(create_farmer_coin(uint32(height), farmer, mine, challenge))
    return line(challenge, ancestors, coins)


def files(rng):
    heights = [0, 1, 2, *(HALVING * n + d for n in range(1, 6) for d in (-1, 0, 1)), (1 << 32) - 1]
    heights += [rng.randrange(1 << rng.randrange(1, 33)) for _ in range(20)]
    yield "rewards", [reward(rng, height) for height in heights]
    yield "claims", [*real_chain(), *(made_up_chain(rng) for _ in range(30))]
