"""Every word on a page stands in a texts.toml, in both languages; nothing stands there unused."""

import re
from collections.abc import Iterator
from pathlib import Path

from qitao.base.texts import LANGS, find, load
from qitao.web.shell import navigation
from qitao.web.shell.listing import Listing
from qitao.web.terminal import words
from tests.tidy.house import SRC

WEB = SRC / "web"
IN_TEMPLATE = re.compile(r"""\{% (?:t|empty) ["']([a-z][\w.]+)["']""")
OTHER_KEYS = re.compile(r"""["'](ui\.[\w.]*\w)["']""")
IN_TERMINAL = re.compile(r"""\bt\(["']([\w.]+)["']""")
STEMS = re.compile(r"""["'](ui\.[\w.]+[._])["']\s*\|\s*add|f["'](ui\.[\w.]+[._])\{""")


def files(*suffixes: str) -> Iterator[Path]:
    for file in sorted(WEB.rglob("*")):
        if file.suffix in suffixes:
            yield file


def said(key: str) -> bool:
    return all(find(key, lang) for lang in LANGS)


def test_every_key_in_a_template_has_words() -> None:
    silent = [
        f"{file.relative_to(WEB)}: {key}"
        for file in files(".html")
        for key in IN_TEMPLATE.findall(file.read_text("utf-8"))
        if not key.endswith((".", "_")) and not said(key) and not said(f"{key}.title")
    ]
    assert silent == []


def test_every_key_of_the_pages_has_words() -> None:
    known = set(load())
    groups = {key.rsplit(".", depth)[0] for key in known for depth in (1, 2, 3)}
    silent = [
        f"{file.relative_to(WEB)}: {key}"
        for file in files(".html", ".py")
        for key in OTHER_KEYS.findall(file.read_text("utf-8"))
        if not key.endswith("_") and key not in known and key not in groups
    ]
    assert silent == []


def test_every_key_that_the_terminal_says_by_itself_has_words() -> None:
    spoken = terminal_scripts()
    keys = [f"ui.terminal.{key}" for key in IN_TERMINAL.findall(spoken)]
    keys += re.findall(r"""\bsay\(["']([\w.]+)["']""", spoken)
    assert len(keys) > 40
    packed = words.of("zh")
    assert [key for key in keys if not said(key) or key not in packed] == []


def terminal_scripts() -> str:
    return "\n".join(each.read_text("utf-8") for each in files(".js") if "terminal" in each.parts)


def listings() -> Iterator[Listing]:
    import importlib

    for file in files(".py"):
        if file.parent.parent == WEB and file.name != "__init__.py":
            module = importlib.import_module(f"qitao.web.{file.parent.name}.{file.stem}")
            yield from (each for each in vars(module).values() if isinstance(each, Listing))


def test_every_list_has_its_words() -> None:
    silent = []
    for listing in {each.name: each for each in listings()}.values():
        keys = [f"ui.{listing.name}.title", f"ui.{listing.name}.empty.title"]
        keys += [f"ui.{listing.name}.empty.help"]
        keys += [column.words or f"ui.{listing.name}.{column.name}" for column in listing.columns]
        keys += [f"ui.{listing.name}.filter_{each.name}" for each in listing.filters]
        silent += [key for key in keys if not said(key)]
    assert silent == []


def test_every_place_of_the_navigation_has_words() -> None:
    names = [place.name.replace(":", ".") for place in navigation.PLACES.values()]
    groups = [f"ui.nav_group.{name}" for name, _ in navigation.GROUPS if name]
    assert [key for key in [*groups, *(f"ui.nav.{name}" for name in names)] if not said(key)] == []


def test_every_icon_is_on_the_list() -> None:
    listed = set((WEB / "icons.txt").read_text("utf-8").split("\n"))
    named = set()
    for file in files(".html"):
        named |= set(re.findall(r"""\{% icon ["']([\w-]+)["']""", file.read_text("utf-8")))
    named |= {place.icon for place in navigation.PLACES.values()}
    named |= {listing.picture for listing in listings()}
    assert named - listed == set()


def test_nothing_of_the_pages_is_said_that_no_page_says() -> None:
    spoken = "\n".join(file.read_text("utf-8") for file in files(".html", ".py"))
    stems = {one or other for one, other in STEMS.findall(spoken)}
    by_script = terminal_scripts()
    spoken += "".join(f'"ui.terminal.{key}" ' for key in re.findall(r'"([a-z][\w.]*)"', by_script))
    stems |= {f"ui.terminal.{stem}" for stem in re.findall(r"\bt\(`([\w.]+[._])\$\{", by_script)}
    keys = {key for key in load() if key.startswith("ui.")}
    lists = {listing.name for listing in listings()}
    free = (
        *(f"ui.{name}." for name in lists),
        "ui.nav", "ui.input.", "ui.field.", "ui.mark.", "ui.error.", "ui.due.",
    )  # fmt: skip
    unused = sorted(
        key
        for key in keys
        if key not in spoken
        and not key.startswith(free)
        and not any(key.startswith(stem) for stem in stems)
        and key.rsplit(".", 1)[0] not in spoken
    )
    assert unused == []
