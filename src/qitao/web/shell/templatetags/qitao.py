"""Words, quantities, times, states and marks in templates; every template knows them."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from qitao.base.actor import Actor, Permission
from qitao.base.ids import new_key
from qitao.base.quantity import spoken as spoken_quantity
from qitao.base.texts import find, plain, say
from qitao.watch import queries as watch
from qitao.web.shell import documents, marks, spoken, units
from qitao.web.shell.actors import LANG_NAMES
from qitao.web.shell.between import FIRST, LAST
from qitao.web.shell.html import markup

register = template.Library()
URL_TURNS = ("after", "offset", "export")
"""Parts of a list's address that a change of filter forgets: it starts at the first row."""


def _lang(context: Context) -> str:
    return str(context.get("lang") or "zh")


# The journal


@register.simple_tag(takes_context=True)
def follows(context: Context) -> str:
    """Say what the page follows, from where on, of which plant; a refused form stays as typed."""
    visit, topics = context.get("visit"), context.get("live")
    if visit is None or not topics or not visit.at or visit.refusal is not None:
        return ""
    return markup(
        ' data-live="{}" data-live-at="{}" data-plant="{}"',
        ",".join(topics),
        visit.at,
        visit.actor.plant or "",
    )


@register.simple_tag
def live_address() -> str:
    """Say where the live stream is: a whole address, or the port at this host."""
    return markup('data-url="{}" data-port="{}"', settings.LIVE_URL, settings.LIVE_PORT)


@register.simple_tag(takes_context=True)
def bell_topics(context: Context) -> str:
    """Say what the bell follows: where the notices of this person come from."""
    return ",".join(watch.list_topics(context["actor"]))


# Words


@register.simple_tag(takes_context=True)
def t(context: Context, key: str, part: str = "", **evidence: Any) -> str:
    """Say the words of `key` in the visit's language."""
    return say(key, _lang(context), part, **evidence)


@register.simple_tag(takes_context=True)
def word(context: Context, group: str, code: Any) -> str:
    """Say a code of a vocabulary: `{% word "kind.material" row.kind %}`."""
    return marks.word(group, code, _lang(context))


@register.simple_tag(takes_context=True)
def who(context: Context, name: str) -> str:
    """Name who did something."""
    return marks.who(name, _lang(context))


@register.simple_tag(takes_context=True)
def cause(context: Context, text: str, numbers: Any = None) -> SafeString | str:
    """Say why something was done; a slip is a link where `numbers` knows it."""
    return documents.cause(text, numbers or {}, _lang(context))


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """Tell whether somebody holds a permission anywhere: no link leads where he may not go."""
    return actor.may(cast("Permission", permission))


@register.simple_tag(takes_context=True)
def word_or(context: Context, group: str, code: Any, default: str) -> str:
    """Say a code of a vocabulary, or the name that the row itself carries."""
    return find(f"{group}.{marks.code_of(code)}", _lang(context)) or default


@register.simple_tag(takes_context=True)
def say_with(context: Context, group: str, code: Any, evidence: Any) -> str:
    """Say `group.code`, filled with a mapping of evidence; lengths of time as people say them."""
    lang = _lang(context)
    told = {
        name: spoken.duration(value, lang) if isinstance(value, timedelta) else value
        for name, value in (evidence or {}).items()
    }
    return say(f"{group}.{marks.code_of(code)}", lang, **told)


@register.simple_tag(takes_context=True)
def pick(context: Context, zh: str, en: str) -> str:
    """Choose between the two names that a row carries."""
    return marks.named(zh, en, _lang(context))


@register.simple_tag
def language_name(lang: str) -> str:
    """Return a language's name in that language."""
    return LANG_NAMES[lang]


@register.simple_tag(takes_context=True)
def listed(context: Context, items: Any) -> str:
    """Join words as the language does."""
    return str(plain(list(items or ()), _lang(context)))


# Quantities and times


@register.filter
def qty(value: Decimal | int | None) -> str:
    """Write a quantity: grouped, without trailing zeros; nothing as a dash."""
    return marks.figures(value)


@register.filter
def fewer(value: Any, other: Any) -> Any:
    """Return value − other."""
    return value - other


@register.filter
def share(part: Any, whole: Any) -> float:
    """Return a percentage of a whole."""
    return spoken.share(float(part or 0), float(whole or 0))


@register.simple_tag
def percent(value: Decimal) -> str:
    """Write a rate as a percentage."""
    return f"{marks.figures(value * 100)}%"


@register.simple_tag(takes_context=True)
def quantity(context: Context, value: Decimal | None, unit: str = "") -> SafeString:
    """Show a quantity with its unit."""
    return marks.quantity(value, unit, _lang(context))


@register.simple_tag(takes_context=True)
def unit(context: Context, code: str) -> str:
    """Say a unit of measure."""
    return units.word(code, _lang(context))


@register.simple_tag
def when(value: datetime | None) -> SafeString:
    """Show a moment briefly, exact on hover."""
    return marks.when(value)


@register.simple_tag(takes_context=True)
def waited(context: Context, since: datetime | None) -> SafeString:
    """Say for how long something has been so."""
    return marks.waited(since, _lang(context))


@register.simple_tag(takes_context=True)
def lasted(context: Context, length: timedelta | float | None) -> str:
    """Say a length of time; numbers are seconds."""
    return "—" if length is None else spoken.duration(length, _lang(context))


@register.simple_tag
def day(value: date | None) -> SafeString:
    """Show a date, without the year where it is this year's."""
    return marks.day(value)


@register.simple_tag(takes_context=True)
def due(
    context: Context, value: date | None, done: bool = False, on: date | None = None
) -> SafeString:
    """Show a due date with the days left from `on`; `done` leaves the countdown out."""
    return marks.due(value, _lang(context), done=done, on=on)


# States, marks, pieces


@register.simple_tag(takes_context=True)
def state(context: Context, group: str, code: Any) -> SafeString:
    """Show a state: `{% state "state.work_order" row.state %}`."""
    return marks.state(group, code, _lang(context))


@register.simple_tag(takes_context=True)
def mark(context: Context, outcome: Any, words: str = "") -> SafeString:
    """Show a verdict: its mark, its colour and its word."""
    return marks.mark(outcome, _lang(context), words)


@register.simple_tag(takes_context=True)
def document(context: Context, row: Any, numbers: Any) -> SafeString | str:
    """Show the business row that a movement belongs to."""
    if row.document_type is None:
        return marks.DASH
    key = documents.key_of(row)
    words = documents.name_subject(key, numbers or {}, _lang(context))
    return documents.link((numbers or {}).get(key) or documents.Named(words))


@register.simple_tag
def signed(value: Decimal) -> str:
    """Write a change with its sign."""
    return marks.signed(value)


@register.simple_tag(takes_context=True)
def swatch(
    context: Context, code: str, zh: str, en: str = "", picture: str | None = None
) -> SafeString:
    """Draw a material's tile: its picture, else its own colour."""
    return marks.swatch(code, marks.named(zh, en, _lang(context)), picture)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite."""
    return marks.icon(name, extra)


@register.simple_tag(takes_context=True)
def bar(context: Context, good: Any, scrap: Any, whole: Any) -> SafeString:
    """Draw good, scrap and rest of a whole as one bar."""
    return marks.bar(good, scrap, whole, _lang(context))


@register.simple_tag(takes_context=True)
def history(context: Context, noun: str, number: int) -> SafeString:
    """Write the button that leads to a record's history: `{% history "material" material.id %}`."""
    return markup(
        '<a class="btn" href="{}">{}{}</a>',
        reverse("history:record", args=[noun, number]),
        marks.icon("history"),
        say("past.title", _lang(context)),
    )


@register.inclusion_tag("shell/empty.html", takes_context=True)
def empty(
    context: Context, key: str, picture: str = "box", act: str = "", url: str = ""
) -> dict[str, Any]:
    """Say what an empty page is for, and offer the first step."""
    return {"lang": _lang(context), "key": key, "picture": picture, "act": act, "url": url}


@register.simple_tag
def asset(path: str) -> str:
    """Return the URL of a static file."""
    return static(path)


# Forms and links


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """Write the hidden fields of a form: against forgery, and the key that makes it count once."""
    return markup(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="key" value="{}">',
        get_token(context["request"]),
        new_key(),
    )


@register.inclusion_tag("shell/holding.html", takes_context=True)
def holds(context: Context, holding: Any) -> dict[str, Any]:
    """Write what a form was made of (`shell.meeting`), and the place that tells of a change."""
    return {"lang": _lang(context), "holding": holding}


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: Any) -> str:
    """Return this page's URL with other filters."""
    query = context["request"].GET.copy()
    for gone in (*URL_TURNS, *changes):
        query.pop(gone, None)
    for name, value in changes.items():
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{urlencode(sorted(query.items()))}" if query else "?"


@register.simple_tag(takes_context=True)
def url_with_pair(context: Context, name: str, value: Any) -> str:
    """Return this page's URL with one filter whose name is known only now."""
    return str(url_with(context, **{name: value}))


@register.simple_tag(takes_context=True)
def url_with_days(context: Context, name: str, word: str) -> str:
    """Return this page's URL with other days: by a word, and no more by dates."""
    return str(url_with(context, **{f"{name}{FIRST}": "", f"{name}{LAST}": "", name: word}))


@register.simple_tag(takes_context=True)
def other_filters(context: Context, *names: str) -> SafeString:
    """Write, as hidden fields, every filter of the address but those that a form itself sends."""
    gone = {*names, *URL_TURNS}
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        [pair for pair in context["request"].GET.items() if pair[0] not in gone],
    )


@register.simple_tag(takes_context=True)
def was_typed(context: Context, name: str, default: Any = "") -> Any:
    """Return what the person typed before a refusal, else the default."""
    if context.get("refusal") and (value := context["typed"].get(name)) is not None:
        return value
    return input_number(default) if isinstance(default, Decimal) else default


@register.inclusion_tag("shell/input.html", takes_context=True)
def input(  # noqa: A001 - it is what it writes
    context: Context, name: str, *, key: str, value: Any = "", hint: str = "", **marks_of: Any
) -> dict[str, Any]:
    """Write one labelled field: what was typed before stays, what is wrong stands beside it."""
    found = problem(context.get("problems"), name)
    return {
        "lang": _lang(context),
        "name": name,
        "key": key,
        "value": "" if marks_of.get("type") == "password" else was_typed(context, name, value),
        "hint": hint,
        "problem": found,
        "wrong": f"{name}-problem" if found else "",
        "type": marks_of.pop("type", "text"),
        "required": marks_of.pop("required", False),
        "unit": units.word(marks_of.pop("unit", ""), _lang(context)),
        "marks": marks_of,
    }


@register.inclusion_tag("shell/day_field.html", takes_context=True)
def day_field(
    context: Context, name: str, value: Any = "", kind: str = "day", **marks_of: Any
) -> dict[str, Any]:
    """Write a field of a `day` or a `moment`: typed, or picked in one's language."""
    return {
        "lang": _lang(context),
        "name": name,
        "value": str(value or "").replace("T", " "),
        "kind": kind,
        "marks": {mark.replace("_", "-"): each for mark, each in marks_of.items() if each},
    }


@register.filter
def input_number(value: Decimal | None) -> str:
    """Write a number as an input field wants it: no grouping, no trailing zeros."""
    return "" if value is None else spoken_quantity(value).replace(",", "")


@register.filter
def problem(problems: Any, name: str) -> str:
    """Return the words about one faulty field."""
    found = (problems or {}).get(name)
    return found.words if found else ""


@register.filter
def pretty(value: Any) -> str:
    """Write JSON for reading."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


@register.filter
def add_text(text: str, code: Any) -> str:
    """Append a code to a key."""
    return f"{text}{marks.code_of(code)}"


@register.filter
def at(table: Any, key: Any) -> Any:
    """Look up a key in a mapping."""
    return table.get(key) if hasattr(table, "get") else None
