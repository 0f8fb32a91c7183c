"""The seal over the journal: a hash chain written in the background, off the hot path.

hash = sha256(previous ‖ Merkle root of the batch ‖ epoch ‖ count ‖ time). Each seal also keeps the
leaf of every entry, so that a verification names the first altered entry and not just its batch.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from qitao.base import clock
from qitao.base.journal import Position
from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)

BATCH_MAX = 5_000
BATCHES_MAX = 200
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry's place and hash."""

    id: int
    epoch: int
    xid: int
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """One link of the chain."""

    id: int
    epoch: int
    first_xid: int
    first_id: int
    last_xid: int
    last_id: int
    count: int
    leaves: bytes
    ids: list[int]
    root: bytes
    previous: bytes
    hash: bytes
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found; `entry` is the first altered, missing or slipped-in entry."""

    whole: bool
    entries: int
    seals: int
    head: str
    fault: str = ""
    entry: int | None = None
    seal: int | None = None


def merkle_root(leaves: list[bytes]) -> bytes:
    """Return the Merkle root (RFC 6962 hashing: 0x00 before a leaf, 0x01 before a node)."""
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            hashlib.sha256(b"\1" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]
            for pair in pairs
        ]
    return level[0]


def chain(previous: bytes, root: bytes, epoch: int, count: int, sealed_at: datetime) -> bytes:
    """Return the hash of one link."""
    micros = int(sealed_at.timestamp() * 1_000_000)
    tail = epoch.to_bytes(4, "big") + count.to_bytes(4, "big") + micros.to_bytes(8, "big")
    return hashlib.sha256(previous + root + tail).digest()


def seal_batch() -> int:
    """Seal the next entries of one epoch; return how many. Must run inside a transaction.

    The lock on the last seal makes two sealers at once wait, never fork the chain.
    """
    sql.value("lock_chain")
    last = sql.find("last_seal", Seal)
    after = Position(last.epoch, last.last_xid, last.last_id) if last else Position()
    leaves = sql.all(
        "next_leaves", Leaf, epoch=after.epoch, xid=after.xid, id=after.id, limit=BATCH_MAX
    )
    leaves = [leaf for leaf in leaves if leaf.epoch == leaves[0].epoch]
    if not leaves:
        return 0
    sealed_at = clock.now()
    root = merkle_root([leaf.leaf for leaf in leaves])
    previous = last.hash if last else GENESIS
    sql.run(
        "write_seal",
        epoch=leaves[0].epoch,
        first_xid=leaves[0].xid,
        first_id=leaves[0].id,
        last_xid=leaves[-1].xid,
        last_id=leaves[-1].id,
        count=len(leaves),
        leaves=b"".join(leaf.leaf for leaf in leaves),
        ids=[leaf.id for leaf in leaves],
        root=root,
        previous=previous,
        hash=chain(previous, root, leaves[0].epoch, len(leaves), sealed_at),
        sealed_at=sealed_at,
    )
    return len(leaves)


def list_seals() -> Iterator[Seal]:
    """Yield every seal from the first on, one page at a time."""
    after = 0
    while page := sql.all("list_seals", Seal, after=after, limit=50):
        yield from page
        after = page[-1].id


def verify(*, tell: Callable[[int], None] = lambda _: None) -> Verdict:
    """Verify the whole chain and every sealed entry; `tell` hears the count of entries so far."""
    previous, entries, seals = GENESIS, 0, 0
    after = Position()
    for link in list_seals():
        fault, entry = _check_link(link, previous, after)
        if fault:
            return Verdict(False, entries, seals, previous.hex(), fault, entry, link.id)
        previous, entries, seals = link.hash, entries + link.count, seals + 1
        after = Position(link.epoch, link.last_xid, link.last_id)
        tell(entries)
    return Verdict(True, entries, seals, previous.hex())


def _check_link(link: Seal, previous: bytes, after: Position) -> tuple[str, int | None]:
    if link.previous != previous:
        return "seal_missing", link.first_id
    leaves = [link.leaves[i : i + 32] for i in range(0, len(link.leaves), 32)]
    if merkle_root(leaves) != link.root:
        return "seal_altered", link.first_id
    if chain(previous, link.root, link.epoch, link.count, link.sealed_at) != link.hash:
        return "seal_altered", link.first_id
    return _check_entries(link, after, dict(zip(link.ids, leaves, strict=True)))


def _check_entries(link: Seal, after: Position, sealed: dict[int, bytes]) -> tuple[str, int | None]:
    """Compare all that stands behind the seal before and up to this one: no gap lies between."""
    found = sql.all(
        "leaves_between",
        Leaf,
        after_epoch=after.epoch,
        after_xid=after.xid,
        after_id=after.id,
        epoch=link.epoch,
        last_xid=link.last_xid,
        last_id=link.last_id,
        ids=link.ids,
    )
    present = {leaf.id: leaf.leaf for leaf in found}
    for number in link.ids:
        if number not in present:
            return "entry_missing", number
        if present[number] != sealed[number]:
            return "entry_altered", number
    extra = [leaf.id for leaf in found if leaf.id not in sealed]
    return ("entry_slipped_in", extra[0]) if extra else ("", None)
