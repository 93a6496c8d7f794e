"""Names, numbers and classes of the package's messages: an oracle that is not ours."""
import importlib

import chia_rs
from chia.protocols.protocol_message_types import ProtocolMessageTypes

MODULES = [importlib.import_module(f"chia.protocols.{name}_protocol") for name in
           ("shared", "full_node", "wallet", "introducer", "farmer", "harvester", "timelord", "solver")] + [chia_rs]
NUMBERS = {kind.name: kind.value for kind in ProtocolMessageTypes}
NAMES = {number: name for name, number in NUMBERS.items()}
# Where the class is not the name of the message in capitals.
ODD = {"new_compact_vdf": "NewCompactVDF", "request_compact_vdf": "RequestCompactVDF",
       "respond_compact_vdf": "RespondCompactVDF", "new_infusion_point_vdf": "NewInfusionPointVDF",
       "new_signage_point_vdf": "NewSignagePointVDF", "new_end_of_sub_slot_vdf": "NewEndOfSubSlotVDF",
       "request_ses_hashes": "RequestSESInfo", "respond_ses_hashes": "RespondSESInfo", "plot_sync_loaded": "PlotSyncPlotList",
       "plot_sync_loaded2": "PlotSyncPlotList2", "plot_sync_removed": "PlotSyncPathList", "plot_sync_invalid": "PlotSyncPathList",
       "plot_sync_keys_missing": "PlotSyncPathList", "plot_sync_duplicates": "PlotSyncPathList", "solve": "SolverInfo",
       "solution_response": "SolverResponse", "partial_proofs": "PartialProofsData"}
NOBODYS = {"none_response", "farm_new_block"}


def find(name):
    for module in MODULES:
        if hasattr(module, name):
            return getattr(module, name)
    raise KeyError(name)


def body_class(name):
    return find(ODD.get(name) or "".join(part.capitalize() for part in name.split("_")))


CLASSES = {name: body_class(name) for name in NUMBERS if name not in NOBODYS}
