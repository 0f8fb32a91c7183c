"""What may be read back of stock: what was learnt about a lot. What was posted is the ledger's."""

from typing import Any

from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.base.versions import Part, Record, register
from qitao.stock import queries
from qitao.stock.models import Lot
from qitao.stock.values import LotId, ViewStock


def _sees_lot(actor: Actor, record: Record, values: dict[str, Any]) -> bool:
    """A lot has no plant of its own; it is seen from the plants where it has lain."""
    try:
        queries.get_lot(LotId(values["id"]), plants=actor.plants_of(record.permission))
    except Refusal:
        return False
    return True


register(Record("lot", ViewStock, (Part(Lot),), sees=_sees_lot))
