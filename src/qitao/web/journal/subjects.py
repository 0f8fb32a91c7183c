"""What a typed number or code is called in the journal: WO-000034 is `work_order:34`."""

import re
from collections.abc import Iterator

from qitao.base.actor import Actor
from qitao.catalog import queries as catalog
from qitao.production.queries.owners import list_parts
from qitao.quality import queries as quality
from qitao.stock import queries as stock
from qitao.trade import queries as trade
from qitao.web.shell.documents import find_documents

WRITTEN = re.compile(r"[a-z_]+:\S+")
FEW = 20
"""So many of each kind may a text mean; a number in full means one."""


def find_subjects(actor: Actor, text: str) -> list[str]:
    """Return the subjects that a text means, an order with its operations, reports and slips.

    Orders, purchases, inspections and non-conformances by their number, materials by code, name or
    pinyin, lots by the beginning of their code; `work_order:5` means itself.
    """
    if WRITTEN.fullmatch(text):
        return [text]
    return list(dict.fromkeys(_meant(actor, text)))


def _meant(actor: Actor, text: str) -> Iterator[str]:
    documents = find_documents(actor, text)
    yield from (f"{noun}:{number}" for noun, number in documents)
    ids = {
        noun: [number for each, number in documents if each == noun][:FEW]
        for noun in ("work_order", "purchase_order")
    }
    if ids["work_order"]:
        yield from list_parts(ids["work_order"])
    if ids["purchase_order"]:
        yield from trade.list_parts(ids["purchase_order"])
    if any(map(str.isdecimal, text)):
        for inspection in quality.list_inspections(words=text, limit=FEW):
            yield f"inspection:{inspection.id}"
        for each in quality.list_nonconformances(number=text, limit=FEW):
            yield f"non_conformance:{each.id}"
    yield from (f"material:{row.id}" for row in catalog.find_materials(text, limit=FEW))
    yield from (f"lot:{row.id}" for row in stock.find_lots(text, limit=FEW))
