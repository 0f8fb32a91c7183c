"""Documents by their numbers: `work_order:5` as people read it, with its page; never row by row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from qitao.base.actor import Actor, Permission
from qitao.base.paging import Ask
from qitao.base.texts import find
from qitao.base.versions import name_records
from qitao.production.queries import lists as production
from qitao.production.queries.hits import find_orders
from qitao.production.queries.owners import list_owners
from qitao.production.values import ViewOrder
from qitao.quality import queries as quality
from qitao.stock import queries as stock
from qitao.stock.values import LotId
from qitao.trade import queries as trade
from qitao.trade.values import PAGE_MAX, ViewTrade
from qitao.web.shell import marks
from qitao.web.shell.html import markup


@dataclass(frozen=True, slots=True)
class Named:
    """What a document is called, and its page where the reader may open it."""

    words: str
    url: str = ""
    noun: str = ""


Documents = Mapping[str, Named]
Ids = Mapping[str, Sequence[int]]
PARTS = {"requisition": "?tab=materials#tabs", "receipt": "?tab=operations#tabs"}
"""Parts of an order that lie in one of its tabs."""


def name_documents(actor: Actor, subjects: Iterable[str], lang: str) -> dict[str, Named]:
    """Name documents like `work_order:5`, some statements for all; what is unknown is left out."""
    ids: dict[str, list[int]] = defaultdict(list)
    for subject in sorted(set(subjects)):
        noun, _, number = subject.partition(":")
        if number.isdecimal() and len(number) < 19:
            ids[noun].append(int(number))
    return {subject: named for read in READERS for subject, named in read(actor, ids, lang)}


def find_documents(actor: Actor, text: str) -> list[tuple[str, int]]:
    """Return the orders and purchases that a typed number may mean, as nouns with ids."""
    if not any(map(str.isdecimal, text)):
        return []
    found: list[tuple[str, int]] = []
    if actor.may(ViewOrder):
        found += [("work_order", row.id) for row in find_orders(actor, text)]
    if actor.may(ViewTrade):
        plants = actor.plants_shown(ViewTrade)
        held = None if plants is None else sorted(plants)
        rows = trade.list_purchases(plants=held, words=text, limit=PAGE_MAX)
        found += [("purchase_order", row.id) for row in rows]
    return found


def of_rows(actor: Actor, rows: Sequence[Any], lang: str) -> dict[str, Named]:
    """Name what movements belong to and what caused them."""
    subjects = {key_of(row) for row in rows if row.document_type}
    subjects |= {reason for row in rows if (reason := getattr(row, "reason", ""))}
    return name_documents(actor, subjects, lang)


def key_of(row: Any) -> str:
    """Return the subject of a row's document."""
    return f"{row.document_type}:{row.document_id}"


def link(named: Named) -> SafeString | str:
    """Show a document, as a link where the reader may open it."""
    return markup('<a href="{}">{}</a>', named.url, named.words) if named.url else named.words


def name_subject(subject: str, documents: Documents, lang: str) -> str:
    """Return `work_order:5` as people read it, by its number where it has one."""
    if named := documents.get(subject):
        return named.words
    noun, _, number = subject.partition(":")
    return f"{find(f'noun.{noun}', lang) or noun} {number}" if number else "—"


def cause(text: str, documents: Documents, lang: str) -> SafeString | str:
    """Say why something was done; a slip is a link to its order."""
    named = documents.get(text)
    if named is None or named.noun not in PARTS:
        return marks.cause(text, lang)
    return link(Named(marks.cause(text, lang), named.url))


def _orders(actor: Actor, ids: Ids, _lang: str) -> Iterator[tuple[str, Named]]:
    if not (wanted := ids.get("work_order")):
        return
    for number, words in production.list_numbers(wanted).items():
        yield f"work_order:{number}", Named(words, _page(actor, ViewOrder, "orders:order", words))


def _parts(actor: Actor, ids: Ids, lang: str) -> Iterator[tuple[str, Named]]:
    operations = [*ids.get("operation", ()), *ids.get("order_operation", ())]
    wanted = {f"{noun}s": ids.get(noun, ()) for noun in ("requisition", "report", "receipt")}
    if not operations and not any(wanted.values()):
        return
    for row in list_owners(operations=operations, **wanted):
        url = _page(actor, ViewOrder, "orders:order", row.number)
        words = f"{row.number} {marks.named(row.name, row.name_en, lang)}".strip()
        named = Named(words, f"{url}{PARTS.get(row.noun, '')}" if url else "", row.noun)
        yield f"{row.noun}:{row.id}", named
        if row.noun == "order_operation":
            yield f"operation:{row.id}", named


def _purchases(actor: Actor, ids: Ids, _lang: str) -> Iterator[tuple[str, Named]]:
    wanted = [ids.get(noun, ()) for noun in ("purchase_order", "purchase_receipt")]
    returns = ids.get("supplier_return", ())
    if not any(wanted) and not returns:
        return
    for row in trade.list_numbers(orders=wanted[0], receipts=wanted[1], returns=returns):
        url = _page(actor, ViewTrade, "trade:purchase", row.purchase)
        yield f"{row.noun}:{row.id}", Named(row.number, url)


def _coded(_actor: Actor, ids: Ids, lang: str) -> Iterator[tuple[str, Named]]:
    """Name master data, people and reports by their code, and a name beside it."""
    for noun, numbers in ids.items():
        for number, row in name_records(noun, numbers).items():
            name = marks.named(row.name, row.name_en, lang)
            yield f"{noun}:{number}", Named(f"{row.code} {name}".strip(), noun=noun)


def _lots(_actor: Actor, ids: Ids, _lang: str) -> Iterator[tuple[str, Named]]:
    if wanted := ids.get("lot"):
        for row in stock.list_lots(Ask(limit=len(wanted)), ids=[LotId(each) for each in wanted]):
            yield f"lot:{row.id}", Named(f"{row.code} {row.material_code}", noun="lot")


def _inspections(_actor: Actor, ids: Ids, _lang: str) -> Iterator[tuple[str, Named]]:
    for number, words in quality.name_inspections(ids.get("inspection", ())).items():
        yield f"inspection:{number}", Named(words, noun="inspection")


def _page(actor: Actor, right: Permission, name: str, key: object) -> str:
    return reverse(name, args=[key]) if actor.may(right) else ""


READERS: tuple[Callable[[Actor, Ids, str], Iterator[tuple[str, Named]]], ...] = (
    _coded,
    _lots,
    _inspections,
    _orders,
    _parts,
    _purchases,
)
