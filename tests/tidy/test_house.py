"""What the import contracts cannot see: keys point down, verbs stay off each other's tables."""

import re

import pytest
from django.apps import apps

from tests.tidy.house import FLOORS, ROOT, SRC

READ = {".py", ".md", ".toml", ".yaml", ".sql", ".html", ".json", ""}


def height(label: str) -> int:
    return FLOORS.index(label) if label in FLOORS else -1


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {target._meta.label}"
        for config in apps.get_app_configs()
        if config.name.startswith("qitao.")
        for model in config.get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and (target := getattr(field, "related_model", None))
        and height(target._meta.app_label) > height(model._meta.app_label)
    ]
    assert upward == []


def test_sql_writes_only_its_own_floors_tables() -> None:
    write = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z]+)_([a-z_]+)")
    foreign = []
    for file in sorted(SRC.glob("*/sql/*.sql")):
        floor = file.parent.parent.name
        body = re.sub(r"--.*", "", file.read_text(encoding="utf-8"))
        for owner, table in write.findall(body):
            if owner in FLOORS and owner != floor:
                foreign.append(f"{file.relative_to(SRC)}: {owner}_{table}")
    assert foreign == []


def test_nothing_third_party_and_no_machine_path_is_committed() -> None:
    suspicious = re.compile(r"/work/|/root/|/tmp/(?!bash)|registry\.npmjs|files\.pythonhosted")
    found = []
    for folder in ("src", "docs", "examples", "benchmarks", ".ci"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix not in READ or not file.is_file():
                continue
            if suspicious.search(file.read_text("utf-8", "ignore")):
                found.append(str(file.relative_to(ROOT)))
    assert found == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
