"""Arbitrary values of every Streamable class of the package, from its own type declarations."""
import ast
import dataclasses
import pathlib
import random
import types
import typing

import chia_rs
from chia.protocols import pool_protocol
from chia.types.blockchain_format.program import Program as Tree
from chia_rs import AugSchemeMPL, G1Element, G2Element, sized_bytes, sized_ints

import words

WIDTHS = {f"uint{bits}": (0, (1 << bits) - 1) for bits in (8, 16, 32, 64, 128)}
WIDTHS |= {f"int{bits}": (-(1 << bits - 1), (1 << bits - 1) - 1) for bits in (8, 16, 32, 64)}
# Section 10 of the wire format: what travels inside messages.
STRUCTS = """Coin CoinSpend SpendBundle CoinState CoinRecord ClassgroupElement VDFInfo VDFProof PoolTarget ProofOfSpace
    PartialProof TransactionsInfo FoliageTransactionBlock FoliageBlockData Foliage RewardChainBlockUnfinished RewardChainBlock
    ChallengeBlockInfo ChallengeChainSubSlot InfusedChallengeChainSubSlot RewardChainSubSlot SubSlotProofs EndOfSubSlotBundle
    SubEpochSummary FullBlock UnfinishedBlock HeaderBlock UnfinishedHeaderBlock SubEpochData SubSlotData
    SubEpochChallengeSegment WeightProof TimestampedPeerInfo FeeRate FeeEstimate FeeEstimateGroup CoinStateFilters
    RemovedMempoolItem SignagePointSourceData SPSubSlotSourceData SPVDFSourceData PuzzleSolutionResponse
    NewSignagePointHarvester2 Plot Plot2 PlotSyncIdentifier PlotSyncError PoolDifficulty ProofOfSpaceFeeInfo
    SignatureRequestSourceData""".split()
# The pool protocol is spoken over HTTPS, but signed over these encodings. PostPartialRequest is not among them: 2.7.5 moved a
# field of it, and the wire format has the form before that.
POOL = """AuthenticationPayloadV1 GetAuthRequest GetAuthResponse GetPoolInfoResponse PostPartialPayload PostPartialResponse
    GetFarmerResponse PostFarmerPayload PostFarmerRequest PostFarmerResponse PutFarmerPayload PutFarmerRequest
    PutFarmerResponse ErrorResponse""".split()


def declarations():
    """{class: [(field, type expression)]} of the Rust classes: their constructors, as the package's stub file has them."""
    found = {}
    tree = ast.parse((pathlib.Path(chia_rs.__file__).parent / "chia_rs.pyi").read_text())
    for entry in tree.body:
        if isinstance(entry, ast.ClassDef):
            types_of = {item.target.id: item.annotation for item in entry.body if isinstance(item, ast.AnnAssign)}
            for item in entry.body:
                if isinstance(item, ast.FunctionDef) and item.name == "__new__":
                    found[entry.name] = [(arg.arg, types_of.get(arg.arg, arg.annotation)) for arg in item.args.args[1:]]
    return found


RUST = declarations()


class Values:
    def __init__(self, seed):
        self.random = random.Random(seed)
        secrets = [AugSchemeMPL.key_gen(bytes([number]) * 32) for number in range(1, 9)]
        self.g1 = [secret.get_g1() for secret in secrets] + [G1Element()]
        self.g2 = [AugSchemeMPL.sign(secret, b"dragoman") for secret in secrets] + [G2Element()]

    def integer(self, low, high):
        kind = self.random.randrange(6)
        if kind == 0:
            return self.random.choice((low, high))
        if kind == 1:
            return min(high, self.random.choice(((1 << 53) - 1, 1 << 53, 1 << 64)))
        if kind == 2:
            return self.random.randint(max(low, -9), min(high, 99))
        return self.random.randint(low, high)

    def bytes(self):
        return self.random.randbytes(self.random.choice((0, 0, 1, 2, 31, 33, 127, 300)))

    def text(self):
        return self.random.choice(("", "a", "simulator0", "0.0.36", "ünïcödé", "\U0001f331 \"quoted\" \\ \n\t\0 end",
                                   "\u2028\x7f"))

    def tree(self, depth=0):
        if depth < 4 and self.random.random() < 0.6:
            return (self.tree(depth + 1), self.tree(depth + 1))
        return self.random.randbytes(self.random.choice((0, 1, 1, 2, 32, 63, 64, 300)))

    def program(self):
        """Plain, with back-references, and with size prefixes longer than needed."""
        kind = self.random.randrange(6)
        if kind == 0:
            return bytes.fromhex(self.random.choice((
                "80", "01", "8101", "c00101", "e0000101", "fc000000000101", "ff8080", "ff01fe02",
                "ff8568656c6c6ffe02", "ffff80ff0180fe02", "ff8200ffff82ffff80")))
        plain = bytes(Tree.to(self.tree()))
        if kind == 1:
            return with_references(plain, bytes(Tree.to(self.tree())), self.random.random() < 0.5)
        return plain

    def of(self, kind):
        """A value of a Python class, by its declared types."""
        name = kind.__name__
        if name in RUST and kind.__module__ in ("builtins", "chia_rs", "chia_rs.chia_rs"):
            return self.rust(kind, name)
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: self.hinted(hints[field.name]) for field in dataclasses.fields(kind)})

    def hinted(self, hint):
        origin = typing.get_origin(hint)
        inner = typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            inner = [each for each in inner if each is not type(None)]
            return None if self.random.random() < 0.4 else self.hinted(inner[0])
        if origin is list:
            return [self.hinted(inner[0]) for _ in range(self.random.choice((0, 0, 1, 2, 3)))]
        if origin is tuple:
            return tuple(self.hinted(each) for each in inner)
        return self.plain(hint.__name__, hint)

    def plain(self, name, kind=None):
        if name in WIDTHS:
            return getattr(sized_ints, name)(self.integer(*WIDTHS[name]))
        if name in ("bytes32", "bytes48", "bytes96", "bytes100", "bytes4", "bytes8"):
            return getattr(sized_bytes, name)(self.random.randbytes(int(name[5:])))
        if name == "bytes":
            return self.bytes()
        if name == "str":
            return self.text()
        if name == "bool":
            return self.random.random() < 0.5
        if name == "G1Element":
            return self.random.choice(self.g1)
        if name == "G2Element":
            return self.random.choice(self.g2)
        if name in ("Program", "SerializedProgram"):
            return chia_rs.Program.from_bytes(self.program())
        return self.of(kind if kind is not None else words.find(name))

    def rust(self, kind, name):
        fields = {field: self.declared(expression) for field, expression in RUST[name]}
        if name == "PartialProof":  # the stub does not tell that the list has a fixed length
            fields[next(iter(fields))] = [
                self.integer(*WIDTHS["uint64"]) for _ in range(16)]
        if name == "ProofOfSpace":
            if self.random.random() < 0.5:
                fields.update(version=0, plot_index=0, meta_group=0, strength=0)
            else:
                fields.update(version=1, size=0)
                one = self.random.random() < 0.5
                fields.update(pool_public_key=self.random.choice(self.g1) if one else None,
                              pool_contract_puzzle_hash=None if one else self.random.randbytes(32))
        if name in ("FullBlock", "UnfinishedBlock"):
            if self.random.random() < 0.5:
                fields.update(version=0, transactions_generator_buffer=None)
            else:
                fields.update(version=1, transactions_generator=None, transactions_generator_ref_list=[])
        try:
            return kind(*fields.values())
        except TypeError:
            return kind(**fields)

    def declared(self, expression):
        if isinstance(expression, ast.Subscript):
            outer = expression.value.id
            if outer == "Optional":
                return None if self.random.random() < 0.4 else self.declared(expression.slice)
            if outer in ("list", "Sequence", "List"):
                return [self.declared(expression.slice) for _ in range(self.random.choice((0, 0, 1, 2, 3)))]
            if outer in ("tuple", "Tuple"):
                return tuple(self.declared(each) for each in expression.slice.elts)
            if outer == "Union":
                return self.declared(expression.slice.elts[0])
        return self.plain(expression.id)


def with_references(first, second, choice):
    """Trees with back-references to what stands before them: the top of the stack, or the value below it."""
    return b"\xff" + (first + b"\xfe\x02" if choice else first + b"\xff" + second + b"\xfe\x05")


def classes():
    """{type name as the program takes it: class}: message names and struct names."""
    found = dict(words.CLASSES)
    found.update({kind.__name__: kind for kind in words.CLASSES.values()})
    found.update({name: words.find(name) for name in STRUCTS})
    found.update({name: getattr(pool_protocol, name) for name in POOL})
    return found
