"""健康: a few figures, each green only because it was asked just now."""

from collections.abc import Callable, Sequence
from platform import python_version
from typing import Any

from django import get_version
from django.db import Error
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from psycopg import Error as PsycopgError

from qitao.base import clock
from qitao.base.checks import CHECKS, Finding
from qitao.base.texts import find, say
from qitao.base.values import ViewJournal
from qitao.web.journal.fields import word
from qitao.web.shell import tiles
from qitao.web.shell.documents import Documents, Named, link, name_documents, name_subject
from qitao.web.shell.page import page
from qitao.web.shell.tiles import Tile
from qitao.web.shell.visit import Visit

ASKED: dict[str, Callable[[], Tile]] = {
    "database": tiles.ask_database,
    "worker": tiles.ask_worker,
    "seal": tiles.ask_seal,
    "followers": tiles.ask_followers,
    "disk": tiles.ask_disk,
    "backup": tiles.ask_backup,
}


FINDINGS_SHOWN = 5
SAID = ("code", "step", "attempt", "attempts")
"""What a sentence of the process tells already."""


@page(permission=ViewJournal)
def health(visit: Visit) -> HttpResponse:
    """Show how the system feels; on request run every check of the house, over all plants."""
    if visit.query.get("checks"):
        visit.actor.check_everywhere(ViewJournal)
    asked = [tiles.asked(name, ask) for name, ask in ASKED.items()]
    found = None
    if visit.query.get("checks"):
        found = [
            (name, outcome, _told(visit, findings), len(findings))
            for name, outcome, findings in _run_checks()
        ]
    return visit.show(
        "journal/health.html",
        tiles=asked,
        found=found,
        at=clock.now(),
        django=get_version(),
        python=python_version(),
    )


def _told(visit: Visit, findings: Sequence[Finding | str]) -> list[list[SafeString | str]]:
    """Return the first findings in words: what each is about, with its page, and its figures."""
    shown = findings[:FINDINGS_SHOWN]
    subjects = [each.subject for each in shown if isinstance(each, Finding)]
    known = name_documents(visit.actor, subjects, visit.lang)
    return [
        _words(each, known, visit.lang) if isinstance(each, Finding) else [each] for each in shown
    ]


def _words(each: Finding, known: Documents, lang: str) -> list[SafeString | str]:
    named = known.get(each.subject) or Named(
        name_subject(each.subject, known, lang), _page_of(each.subject)
    )
    key = f"verdict.{each.evidence.get('code', '')}"
    sentence = say(key, lang, **each.evidence) if find(key, lang) else ""
    rest = {name: value for name, value in each.evidence.items() if not (sentence and name in SAID)}
    figures = [f"{word('', name, lang) or name} {value}" for name, value in rest.items()]
    return [link(named), *([sentence] if sentence else []), *figures]


def _page_of(subject: str) -> str:
    return reverse("flows:trouble") if subject.startswith("incident:") else ""


def _run_checks() -> list[tuple[str, str, list[Any]]]:
    """Run every check: (name, outcome, findings)."""
    results: list[tuple[str, str, list[Any]]] = []
    for name, check in sorted(CHECKS.items()):
        try:
            findings = list(check.run())
        except (Error, PsycopgError) as error:
            results.append((name, "unknown", [str(error)]))
        else:
            results.append((name, "fail" if findings else "pass", findings))
    return results
