"""Merkle sets. merkle.txt: the root, then one `leaf included proof` a leaf asked for, then `of` and the set.
proofs.txt: root, leaf, proof and `in`, `out`, or `error` if the proof shows neither."""
import chia_rs

SETS = 30


def near(rng, leaf):
    """A leaf that shares its first bits."""
    bit = rng.choice([rng.randrange(256), rng.randrange(16), 255])
    number = int.from_bytes(leaf, "big") ^ (1 << (255 - bit))
    return ((number >> (255 - bit) << (255 - bit)) | rng.getrandbits(256) % (1 << (255 - bit))).to_bytes(32, "big")


def make_set(rng):
    leaves = []
    for _ in range(rng.choice([0, 1, 2, 2, 3, 3, 4, 6, 10, 20])):
        leaves.append(near(rng, rng.choice(leaves)) if leaves and rng.random() < 0.6 else rng.randbytes(32))
    if leaves and rng.random() < 0.2:
        leaves.append(rng.choice(leaves))
    return leaves


def questions(rng, leaves):
    asked = [rng.randbytes(32)]
    if leaves:
        asked += [rng.choice(leaves), near(rng, rng.choice(leaves)), near(rng, rng.choice(leaves))]
    return asked


def verdict(root, leaf, proof):
    """The reference has two functions, each of which may refuse the proof."""
    said = []
    for word, confirm in (("in", chia_rs.confirm_included_already_hashed),
                          ("out", chia_rs.confirm_not_included_already_hashed)):
        try:
            said += [word] if confirm(root, leaf, proof) else []
        except ValueError:
            pass
    assert len(said) < 2
    return said[0] if said else "error"


def damaged(rng, proof):
    proof = bytearray(proof)
    kind = rng.random()
    if kind < 0.3:
        proof[rng.randrange(len(proof))] ^= 1 << rng.randrange(8)
    elif kind < 0.5:
        del proof[rng.randrange(len(proof)):]
    elif kind < 0.7:
        proof.append(rng.randrange(4))
    else:
        proof[0] = rng.randrange(5)
    return bytes(proof)


def files(rng):
    sets, proofs = [], []
    for _ in range(SETS):
        leaves = make_set(rng)
        merkle = chia_rs.MerkleSet(leaves)
        root = bytes(merkle.get_root())
        assert root == bytes(chia_rs.compute_merkle_set_root(leaves))
        words = [root.hex()]
        for leaf in questions(rng, leaves):
            included, proof = merkle.is_included_already_hashed(leaf)
            words += [leaf.hex(), int(included), proof.hex()]
            other = leaf if rng.random() < 0.7 else rng.choice(questions(rng, leaves))
            for given in (proof, damaged(rng, proof)):
                proofs.append((root.hex(), other.hex(), given.hex() or "-", verdict(root, other, given)))
        sets.append(words + ["of"] + [leaf.hex() for leaf in leaves])
    yield "merkle", sets
    yield "proofs", proofs
