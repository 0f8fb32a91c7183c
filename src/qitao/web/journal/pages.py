"""日志: every verb that was carried out or refused, by whom, through which door."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString

from qitao.base import audit
from qitao.base import seal as chain
from qitao.base.actor import Door
from qitao.base.audit import EntryRow, RefusalRow
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import find, say
from qitao.base.values import ViewJournal
from qitao.people import queries as people
from qitao.web.journal.fields import spell
from qitao.web.journal.subjects import find_subjects
from qitao.web.shell import marks, verb_words
from qitao.web.shell.between import NO_DAYS, Between
from qitao.web.shell.documents import Documents, Named, link, name_documents, name_subject
from qitao.web.shell.html import markup
from qitao.web.shell.listing import Chips, Column, Fetch, Group, Listing, Pick, Search
from qitao.web.shell.page import page
from qitao.web.shell.refusals import why_recorded
from qitao.web.shell.visit import Visit

DOORS = tuple(str(door) for door in Door)
BY_NAME = Ask(sort="pinyin", limit=500)
BY_HAND = "by_hand"
"""The usual choice: the house's own scheduled work would fill page after page."""


def name_verb(code: str, lang: str) -> str:
    """Return a verb, or a page that somebody asked for, in words."""
    if code.startswith("page."):
        return say("ui.journal.page_asked", lang, page=_name_page(code, lang))
    return find(f"verb.{code}", lang) or code


def _name_page(code: str, lang: str) -> str:
    """Name a page by its entry in the navigation, or by its area."""
    _, area, name = code.split(".", 2)
    keys = (f"ui.nav.{area}.{name}", f"ui.{area}.{name}.title", f"ui.{area}.{name}")
    found = (find(key, lang) for key in (*keys, f"ui.nav_group.{area}", f"ui.floor.{area}"))
    return next((words for words in found if words), f"{area}.{name}")


def _verb(row: Any, lang: str) -> SafeString:
    return markup('<span class="main">{}</span>', name_verb(row.verb, lang))


def _subject(row: Any, lang: str, known: Documents = MappingProxyType({})) -> SafeString | str:
    """Show what it was about: a link to its page, else to all that was done to it."""
    if not row.subject:
        return ""
    named = known.get(row.subject)
    if named and named.url:
        return link(named)
    asked = urlencode({"subject": row.subject})
    return link(Named(name_subject(row.subject, known, lang), f"?{asked}"))


def _cause(row: Any, lang: str) -> SafeString | str:
    return marks.cause(row.cause, lang) if row.cause else marks.DASH


def _who(row: Any, lang: str) -> SafeString:
    return markup('<span class="nowrap">{}</span>', marks.who(row.actor_name, lang))


def _doors(chosen: str | None) -> Sequence[str] | None:
    if chosen == BY_HAND:
        return [door for door in DOORS if door != Door.JOB]
    return [chosen] if chosen else None


def _people(visit: Visit) -> list[Group]:
    """Return the people whose entries the reader's right reaches, those who left among them."""
    reached = people.list_users_within(visit.actor, ViewJournal)
    rows = people.list_users(BY_NAME)
    seen = [row for row in rows if reached is None or row.id in reached]
    return [("", [(str(row.id), f"{row.name} · {row.username}") for row in seen])]


def _verbs(visit: Visit) -> list[Group]:
    return [
        (say(f"ui.floor.{floor}", visit.lang), verbs)
        for floor, verbs in verb_words.by_floor(visit.lang)
    ]


def _narrowed(visit: Visit, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what both lists are narrowed to: subjects, person, verb and days."""
    days, person = asked["recorded_at"] or NO_DAYS, asked["actor"] or ""
    return {
        "subjects": find_subjects(visit.actor, asked["subject"]) if asked["subject"] else None,
        "actor": int(person) if person.isdecimal() and len(person) < 19 else None,
        "verb": asked["verb"],
        "since": days.since,
        "until": days.until,
    }


ENTRIES = Listing(
    "journal.journal",
    columns=(
        Column("recorded_at", kind="when", link="journal:entry", phone="corner"),
        Column("verb", cell=_verb, phone="title"),
        Column("subject", cell=_subject),
        Column("actor_name", cell=_who, plain=lambda row: row.actor_name),
        Column("door", kind="word", vocabulary="ui.journal.doors"),
        Column("cause", cell=_cause, plain=lambda row: row.cause, phone="wide"),
    ),
    filters=(
        Chips("door", (BY_HAND, *DOORS), "ui.journal.doors", usual=BY_HAND),
        Between("recorded_at"),
        Search("subject"),
        Pick("actor", _people),
        Pick("verb", _verbs),
    ),
    falling=True,
    picture="history",
    template="journal/journal.html",
)


def _why(row: RefusalRow, lang: str) -> str:
    return why_recorded(row.code, row.evidence, lang)


REFUSALS = Listing(
    "journal.refusals",
    columns=(
        Column("recorded_at", kind="when", phone="corner"),
        Column("verb", cell=_verb, phone="title"),
        Column("code", cell=_why, phone="wide"),
        Column("subject", cell=_subject),
        Column("actor_name", cell=_who, plain=lambda row: row.actor_name),
        Column("id"),
    ),
    filters=(
        Between("recorded_at"),
        Search("subject"),
        Pick("actor", _people),
        Pick("verb", _verbs),
    ),
    falling=True,
    picture="hand-stop",
    template="journal/journal.html",
)


def _named(visit: Visit, listing: Listing, fetch: Fetch) -> tuple[Listing, Fetch]:
    """Let a list say its subjects by their numbers, read for each page of rows at once."""
    known: dict[str, Named] = {}

    def read(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        rows = fetch(ask, asked)
        subjects = {row.subject for row in rows if row.subject}
        known.update(name_documents(visit.actor, subjects, visit.lang))
        return rows

    columns = tuple(
        replace(column, cell=partial(_subject, known=known)) if column.name == "subject" else column
        for column in listing.columns
    )
    return replace(listing, columns=columns), read


@page(permission=ViewJournal)
def journal(visit: Visit) -> HttpResponseBase:
    """List what was carried out, newest first; to a right with bounds, by whom it reaches."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[EntryRow]:
        return audit.list_entries(
            ask,
            **_narrowed(visit, asked),
            doors=_doors(asked["door"]),
            actors=people.list_users_within(visit.actor, ViewJournal),
        )

    listing, read = _named(visit, replace(ENTRIES, live=verb_words.floors()), fetch)
    return listing.show(visit, read, here="journal", seal=audit.find_seal_state())


@page(permission=ViewJournal)
def refusals(visit: Visit) -> HttpResponseBase:
    """List what was refused, newest first; to a right with bounds, whom it reaches."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[RefusalRow]:
        return audit.list_refusals(
            ask,
            **_narrowed(visit, asked),
            actors=people.list_users_within(visit.actor, ViewJournal),
        )

    listing, read = _named(visit, REFUSALS, fetch)
    return listing.show(visit, read, here="refusals", seal=audit.find_seal_state())


@page(permission=ViewJournal)
def entry(visit: Visit, entry: int) -> HttpResponse:
    """Show one entry with what was given, what came out, and what it called."""
    found = audit.get_entry(entry)
    reached = people.list_users_within(visit.actor, ViewJournal)
    if reached is not None and found.actor not in reached:
        raise Refusal(NOT_FOUND, entry=entry)
    known = name_documents(visit.actor, [found.subject], visit.lang)
    return visit.show(
        "journal/entry.html",
        entry=found,
        verb=name_verb(found.verb, visit.lang),
        subject=name_subject(found.subject, known, visit.lang),
        document=known.get(found.subject),
        given=spell(visit.actor, found.verb, found.given, visit.lang),
        result=spell(visit.actor, found.verb, found.result, visit.lang),
        children=[(name_verb(row.verb, visit.lang), row) for row in audit.list_children(entry)],
    )


@page(permission=ViewJournal)
def seal(visit: Visit) -> HttpResponse:
    """Verify the whole chain on request and tell what was found."""
    verdict = chain.verify() if visit.posted else None
    fault = (
        say(f"seal.fault.{verdict.fault}", visit.lang, entry=verdict.entry)
        if verdict and verdict.fault
        else ""
    )
    return visit.show(
        "journal/seal.html",
        verdict=verdict,
        fault=fault,
        seal=audit.find_seal_state(),
        here="seal",
    )
