"""Small pieces of HTML that lists and templates share: quantities, times, states, bars."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zlib import crc32

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.quantity import spoken as spoken_quantity
from qitao.base.texts import find, say
from qitao.people.values import PlantRow
from qitao.quality.queries.sheets import AskedOf
from qitao.quality.values import Characteristic
from qitao.web.shell import spoken, units
from qitao.web.shell.html import markup

DASH = mark_safe('<span class="text-soft dash">—</span>')
NEAR_DAYS_MAX = 2
HOUSE = Actor.system(cause="").name


def named(zh: str, en: str, lang: str) -> str:
    """Choose between the two names that a row carries; without an English one, the Chinese."""
    return en if lang == "en" and en else zh


def asked(each: Characteristic | AskedOf, lang: str) -> dict[str, Any]:
    """Say what an inspection looks at, with what and how, as its reader speaks.

    One without a plan looks at the piece as a whole.
    """
    whole = "quality.overall"
    name = each.name
    return {
        "name": say(whole, lang) if name == say(whole, "zh") else named(name, each.name_en, lang),
        "instrument": named(each.instrument, each.instrument_en, lang),
        "method": named(each.method, each.method_en, lang),
    }


def today() -> date:
    """Return the calendar day at the plant."""
    return timezone.localtime(clock.now()).date()


def code_of(value: Any) -> str:
    """Return the plain code of an enum or string."""
    return str(getattr(value, "value", value))


def word(group: str, code: Any, lang: str) -> str:
    """Say a code of a vocabulary; an unknown code stays itself, so that it is seen."""
    value = code_of(code)
    return find(f"{group}.{value}", lang) or value


def who(name: str, lang: str) -> str:
    """Name who did something: a person by name, the house itself in words."""
    return say("ui.shell.the_house", lang) if name == HOUSE else name


def cause(text: str, lang: str) -> str:
    """Say why something was done: `job:flow.run_jobs`, `import:7`, or what a person wrote."""
    kind, _, rest = text.partition(":")
    words = find(f"ui.cause.{kind.replace(' ', '_')}", lang)
    if words is None:
        return text
    return f"{words} {rest}" if rest.isdecimal() else words


def figures(value: Decimal | int | None) -> str:
    """Write a quantity: grouped, without trailing zeros; nothing as a dash."""
    return "—" if value is None else spoken_quantity(Decimal(value))


def told(value: Decimal, unit: str, lang: str) -> str:
    """Tell a quantity with its unit as plain text."""
    return f"{figures(value)} {units.word(unit, lang)}".strip()


def quantity(value: Decimal | int | None, unit: str = "", lang: str = "zh") -> SafeString:
    """Show a quantity with its unit."""
    if value is None:
        return DASH
    if not unit:
        return markup('<span class="num">{}</span>', figures(value))
    words = units.word(unit, lang)
    return markup('<span class="num">{} <small>{}</small></span>', figures(value), words)


def when(value: datetime | None) -> SafeString:
    """Show a moment briefly, exact on hover."""
    if value is None:
        return DASH
    local = timezone.localtime(value)
    return _time(local, spoken.moment(local, today()))


def exact(value: datetime) -> str:
    """Write a moment to the second, by the plant's clock."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")


def waited(since: datetime | None, lang: str) -> SafeString:
    """Say for how long something has been so, the exact moment on hover."""
    if since is None:
        return DASH
    return _time(timezone.localtime(since), spoken.duration(clock.now() - since, lang))


def spoken_since(since: datetime, lang: str) -> str:
    """Say for how long something has been so, in plain words."""
    return spoken.duration(clock.now() - since, lang)


def _time(local: datetime, words: str) -> SafeString:
    exact = local.strftime("%Y-%m-%d %H:%M:%S")
    return markup(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        exact,
        words,
    )


def day(value: date | None) -> SafeString:
    """Show a date, without the year where it is this year's."""
    if value is None:
        return DASH
    words = spoken.day(value, today())
    return markup('<time datetime="{0}" title="{0}">{1}</time>', value.isoformat(), words)


def due(value: date | None, lang: str, *, done: bool = False, on: date | None = None) -> SafeString:
    """Show a due date with the days left from the day `on`; late and near ones stand out."""
    if value is None or done:
        return day(value)
    left = spoken.days_between(value, on or today())
    tone = "late" if left < 0 else "near" if left <= NEAR_DAYS_MAX else "far"
    key = "late" if left < 0 else "today" if left == 0 else "left"
    words = say(f"ui.due.{key}", lang, days=abs(left))
    return markup('<span class="due due-{}">{} <small>{}</small></span>', tone, day(value), words)


def state(group: str, code: Any, lang: str) -> SafeString:
    """Show a state as a coloured word with a dot."""
    tone = code_of(code).replace("_", "-")
    return markup('<span class="state state-{}">{}</span>', tone, word(group, code, lang))


def mark(outcome: Any, lang: str, words: str = "") -> SafeString:
    """Show a verdict: its mark, its colour and its word; colour never stands alone."""
    value = code_of(outcome or "not_evaluated")
    said = words or say(f"ui.mark.{value}", lang)
    return markup(
        '<span class="mark mark-{}"><i></i>{}</span>',
        value.replace("_", "-"),
        said,
    )


def bar(good: Any, scrap: Any, whole: Any, lang: str) -> SafeString:
    """Draw good, scrap and rest of a whole as one bar, with the figures in words."""
    label = say(
        "ui.bar.label", lang, good=figures(good), scrap=figures(scrap), whole=figures(whole)
    )
    shares = (("good", good), ("scrap", scrap))
    parts = (
        markup(
            '<i class="bar-{}" style="width:{}%"></i>',
            name,
            spoken.share(float(part), float(whole or 0)),
        )
        for name, part in shares
        if part
    )
    return markup(
        '<span class="bar" role="img" title="{}">{}</span>', label, SafeString("".join(parts))
    )


def swatch(code: str, name: str, picture: str | None = None) -> SafeString:
    """Draw a material's tile: its picture, else a colour of its own and its name's first sign.

    The eye finds a product again without reading.
    """
    if picture:
        return markup(
            '<img class="swatch" src="{}" alt="" loading="lazy" decoding="async">',
            reverse("catalog:small_file", args=[picture]),
        )
    return markup(
        '<i class="swatch" style="--hue:{}" aria-hidden="true">{}</i>',
        crc32(code.encode()) % 360,
        name[:1].upper(),
    )


def product_line(code: str, name: str, sub: str, picture: str | None) -> SafeString:
    """Show a material in a list: its tile, its name, and a second line."""
    return markup(
        '<div class="product-line">{2}<div><div class="cut" title="{0}">{0}</div>'
        '<span class="sub">{1}</span></div></div>',
        name,
        sub,
        swatch(code, name, picture),
    )


@cache
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite."""
    return markup(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        extra,
        static("vendor/icons.svg"),
        name,
    )


ORDER_DOCUMENT = "work_order"


def signed(value: Decimal) -> str:
    """Write a change with its sign."""
    return f"+{figures(value)}" if value > 0 else figures(value).replace("-", "−")


def plant(row: PlantRow | None, lang: str) -> SafeString | str:
    """Return a plant as lists name it: its code, short in every language, and its name on hover."""
    if row is None:
        return DASH
    return markup('<span title="{}">{}</span>', named(row.name, row.name_en, lang), row.code)
