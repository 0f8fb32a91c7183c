"""Every SQL file has a head, is used, and names indexes that are there."""

import re
from pathlib import Path

import pytest

from qitao.base.sql import parse
from tests.tidy.house import SRC, modules, parsed, shown, strings

FILES = sorted(SRC.glob("*/sql/*.sql"))


def is_schema(file: Path) -> bool:
    return file.stem.startswith("schema_")


def test_every_sql_file_has_a_head() -> None:
    for file in FILES:
        parse(file.stem, file.read_text(encoding="utf-8"))


def test_every_sql_file_is_used_on_its_floor() -> None:
    said: dict[str, set[str]] = {}
    for module in SRC.rglob("*.py"):
        floor = module.relative_to(SRC).parts[0]
        said.setdefault(floor, set()).update(strings(parsed(module)))
    for file in FILES:
        begun = parse(file.stem, file.read_text(encoding="utf-8")).begins_with
        said.setdefault(file.parent.parent.name, set()).add(begun)
    unused = []
    for file in FILES:
        words = said.get(file.parent.parent.name, set())
        if not any(file.stem == word or f"{file.stem}.sql" in word for word in words):
            unused.append(shown(file))
    assert unused == []


@pytest.mark.django_db
def test_every_index_that_is_named_exists() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")
        known = {row[0] for row in cursor.fetchall()}
    unknown = {}
    for file in FILES:
        if is_schema(file):
            continue
        named = parse(file.stem, file.read_text(encoding="utf-8")).indexes
        missing = [index for index in named if not _is_known(index, known)]
        if missing:
            unknown[shown(file)] = missing
    assert unknown == {}


def _is_known(index: str, known: set[str]) -> bool:
    """Django adds a digest to the names of unnamed unique columns: `…_number_1a2b3c4d_uniq`."""
    if index in known:
        return True
    pattern = re.compile(
        re.escape(index.removesuffix("_key")) + r"(_[0-9a-f]{8})?(_uniq|_key|_like)?$"
    )
    return any(pattern.match(name) for name in known)


def test_no_sql_is_written_outside_its_files() -> None:
    """A statement in a string is a second way; migrations and the server's set-up are apart."""
    statement = re.compile(
        r"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s.+\s(FROM|INTO|SET|AS)\s", re.S
    )
    found = []
    for module in modules():
        if module.relative_to(SRC).parts[0] == "server":
            continue
        if any(statement.match(text) for text in strings(parsed(module))):
            found.append(shown(module))
    assert found == []
