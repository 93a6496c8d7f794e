"""A real full node simulator of chia-blockchain 2.7.5 in one process, without its daemon.

    python simulator.py template ROOT PUZZLE_HASH     makes config and certificates of network simulator0
    python simulator.py plots ROOT                    plots for farming, in ROOT/../simulator/plots; kept between runs
    python simulator.py fork ROOT BLOCKS FROM COUNT   prints COUNT blocks in hex that fork off BLOCKS (a file) at height FROM
    python simulator.py run ROOT [plots]              the node, until SIGTERM; farms only with plots

CHIA_ROOT has to be ROOT and CHIA_KEYS_ROOT a folder of the test. Started by programs.py with the Python that has the package.
"""
import asyncio
import os
import pathlib
import sys

from chia_rs import FullBlock
from chia_rs.sized_bytes import bytes32

from chia.cmds.init_funcs import chia_init
from chia.server.signal_handlers import SignalHandlers
from chia.simulator.block_tools import BlockTools, test_constants
from chia.simulator.start_simulator import PLOT_SIZE, PLOTS, create_full_node_simulator_service
from chia.util.chia_logging import initialize_logging
from chia.util.config import load_config, save_config
from chia.util.hash import std_hash
from chia.util.keychain import Keychain, bytes_to_mnemonic

GENESIS = "eb8c4d20b322be8d9fddbf9412016bdffe9a2901d7edb0e364e94266d0e095f7"
NETWORK = "simulator0"


def template(root, puzzle_hash):
    """What `chia dev sim create` writes, without asking for keys, and with fixed ports that programs.py replaces."""
    chia_init(root, testnet=True, should_check_keys=False)
    config = load_config(root, "config.yaml")
    overrides = config["network_overrides"]
    for part in ("constants", "config"):
        overrides[part][NETWORK] = dict(overrides[part]["testnet0"])
    constants = overrides["constants"][NETWORK]
    constants["GENESIS_CHALLENGE"] = constants["AGG_SIG_ME_ADDITIONAL_DATA"] = GENESIS
    constants["GENESIS_PRE_FARM_FARMER_PUZZLE_HASH"] = constants["GENESIS_PRE_FARM_POOL_PUZZLE_HASH"] = puzzle_hash
    constants["HARD_FORK_HEIGHT"] = 0
    config["selected_network"] = NETWORK
    for section in config.values():
        if isinstance(section, dict) and "selected_network" in section:
            section["selected_network"] = NETWORK
    node = config["full_node"]
    node.update(introducer_peer=None, dns_servers=[], full_node_peers=[], enable_upnp=False, target_outbound_peer_count=0,
                send_uncompact_interval=0, target_uncompact_proofs=30, peer_connect_interval=50, testing=False,
                sanitize_weight_proof_only=False)
    config["self_hostname"] = "127.0.0.1"
    config["logging"]["log_level"] = "INFO"
    config["simulator"].update(auto_farm=False, use_current_time=True, key_fingerprint=None, farming_address=None)
    save_config(root, "config.yaml", config)


async def tools(root, plots):
    """The package's own block factory over the keys and plots of the test."""
    config = load_config(root, "config.yaml")
    home = bytes32.fromhex(config["network_overrides"]["constants"][NETWORK]["GENESIS_PRE_FARM_FARMER_PUZZLE_HASH"])
    keys = Keychain()
    seed = bytes_to_mnemonic(std_hash(b"dragoman"))
    if not keys.get_all_public_keys():
        keys.add_key(seed)
    made = BlockTools(test_constants, root, keychain=keys, automated_testing=False, plot_dir="simulator/plots",
                      config_overrides={"simulator.use_current_time": True})
    # One key for farmer and pool: with two of them the plots would not be recognised as its own.
    await made.setup_keys(fingerprint=keys.get_all_public_keys()[0].get_fingerprint(), reward_ph=home)
    if plots:
        await made.setup_plots(num_og_plots=PLOTS, num_pool_plots=0, num_non_keychain_plots=0, plot_size=PLOT_SIZE,
                               num_v2_plots=PLOTS)
    return made


async def plots(root):
    await tools(root, True)


async def fork(root, blocks, height, count):
    made = await tools(root, True)
    chain = [FullBlock.from_bytes(bytes.fromhex(line)) for line in pathlib.Path(blocks).read_text().split()]
    home = bytes32.fromhex("9dcf97a184f32623d11a73124ceb99a5709b083721e878a16d78f596718ba7b2")
    longer = made.get_consecutive_blocks(count, block_list_input=chain[:height + 1], guarantee_transaction_block=True,
                                         farmer_reward_puzzle_hash=home, pool_reward_puzzle_hash=home, seed=b"fork" * 8)
    for block in longer[height + 1:]:
        print(bytes(block).hex())


async def run(root, farms):
    config = load_config(root, "config.yaml")
    initialize_logging("full_node", config["full_node"]["logging"], root)
    made = await tools(root, farms)
    config = load_config(root, "config.yaml")
    service = await create_full_node_simulator_service(root, config, made, connect_to_daemon=False)
    async with SignalHandlers.manage() as signals:
        await service.setup_process_global_state(signal_handlers=signals)
        await service.run()


def main(verb, root, *rest):
    root = pathlib.Path(root)
    assert os.environ.get("CHIA_ROOT") == str(root), "CHIA_ROOT is not the root"
    if verb == "template":
        template(root, *rest)
    elif verb == "plots":
        asyncio.run(plots(root))
    elif verb == "fork":
        asyncio.run(fork(root, rest[0], int(rest[1]), int(rest[2])))
    elif verb == "run":
        asyncio.run(run(root, rest == ("plots",)))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
