"""Templates: preview, install, install again, a newer version, take back, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qitao.base.refusal import Refusal
from qitao.flow import actions as flow
from qitao.flow import queries as processes
from qitao.lowcode import queries
from qitao.lowcode.actions import install_template, undo_template
from qitao.lowcode.models import InstalledPart
from qitao.lowcode.rules import read_template
from qitao.lowcode.values import PARTS_MAX, Change, ChangeKind
from tests.flow.drawing import line
from tests.shop import HOUSE

HEAD = 'code = "{code}"\nversion = "{version}"\nname_zh = "演示"\nname_en = "Demo"\n'
PART = '[[part]]\nkind = "{kind}"\nname = "{name}"\nfile = "{name}.bpmn"\n'
Ship = Callable[..., None]


def drawn(key: str, step: str = "a") -> str:
    return line(step, key=key).xml


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Let templates ship with the house: `ship("demo", "1", first="<xml>")`."""
    shipped: dict[str, Path] = {}

    def put(code: str, version: str, *, kind: str = "bpmn", **models: str) -> None:
        folder = shipped.setdefault(code, tmp_path / code)
        folder.mkdir(exist_ok=True)
        text = HEAD.format(code=code, version=version)
        for name, xml in models.items():
            text += PART.format(kind=kind, name=name)
            if xml:
                (folder / f"{name}.bpmn").write_text(xml, encoding="utf-8")
        (folder / "template.toml").write_text(text, encoding="utf-8")

    def listed() -> object:
        return tuple(read_template(folder) for folder in shipped.values())

    monkeypatch.setattr(queries, "list_templates", listed)
    return put


def states(*keys: str) -> list[tuple[str, int, str]]:
    rows = processes.list_definitions()
    return sorted((row.key, row.version, row.state) for row in rows if row.key in keys)


def test_every_template_of_the_house_can_be_read() -> None:
    found = queries.list_templates()
    assert "work_orders_by_operation" in {template.code for template in found}
    for template in found:
        assert template.name_zh
        assert template.name_en
        assert template.parts


@pytest.mark.django_db
def test_a_template_is_previewed_installed_and_taken_back(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"), two=drawn("two"))
    create = (Change("bpmn", "one", ChangeKind.CREATE), Change("bpmn", "two", ChangeKind.CREATE))
    assert queries.preview_template("demo") == create
    assert states("one", "two") == []
    done = install_template(actor=HOUSE, template="demo")
    assert (done.version, done.parts, done.changed) == ("1", 2, True)
    assert states("one", "two") == [("one", 1, "published"), ("two", 1, "published")]
    assert [row.version for row in queries.list_installations()] == ["1"]
    kept = [change.change for change in queries.preview_template("demo")]
    assert kept == [ChangeKind.KEEP, ChangeKind.KEEP]
    undone = undo_template(actor=HOUSE, template="demo")
    assert undone.parts == 2
    assert states("one", "two") == [("one", 1, "retired"), ("two", 1, "retired")]
    assert queries.list_installations() == []


@pytest.mark.django_db
def test_the_same_version_again_changes_nothing(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"))
    first = install_template(actor=HOUSE, template="demo")
    again = install_template(actor=HOUSE, template="demo")
    assert (again.installation, again.changed) == (first.installation, False)
    assert states("one") == [("one", 1, "published")]
    assert InstalledPart.objects.count() == 1


@pytest.mark.django_db
def test_a_newer_version_replaces_the_one_that_stands(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"))
    install_template(actor=HOUSE, template="demo")
    ship("demo", "2", one=drawn("one", "b"))
    assert queries.preview_template("demo") == (Change("bpmn", "one", ChangeKind.CHANGE),)
    done = install_template(actor=HOUSE, template="demo")
    assert (done.version, done.changed) == ("2", True)
    assert [row.version for row in queries.list_installations()] == ["2"]
    newest = processes.find_definition("one")
    assert newest is not None
    assert newest.version == 2


@pytest.mark.django_db
def test_what_was_taken_back_can_be_installed_again(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"))
    install_template(actor=HOUSE, template="demo")
    undo_template(actor=HOUSE, template="demo")
    done = install_template(actor=HOUSE, template="demo")
    assert done.changed
    assert processes.find_definition("one") is not None


@pytest.mark.django_db
def test_a_template_with_running_work_stays_whole(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"), two=drawn("two"))
    install_template(actor=HOUSE, template="demo")
    flow.start_instances(
        actor=HOUSE, definition_key="one", business_type="thing", business_ids=(1,)
    )
    with pytest.raises(Refusal, match="TEMPLATE_IN_USE") as caught:
        undo_template(actor=HOUSE, template="demo")
    assert (caught.value.evidence["piece"], caught.value.evidence["count"]) == ("one", 1)
    assert states("one", "two") == [("one", 1, "published"), ("two", 1, "published")]
    assert len(queries.list_installations()) == 1


@pytest.mark.django_db
def test_what_is_not_there_is_named(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"))
    with pytest.raises(Refusal, match="TEMPLATE_UNKNOWN") as caught:
        install_template(actor=HOUSE, template="nothing")
    assert caught.value.evidence["known"] == ["demo"]
    for template in ("demo", "nothing"):
        with pytest.raises(Refusal, match="TEMPLATE_NOT_INSTALLED"):
            undo_template(actor=HOUSE, template=template)


@pytest.mark.django_db
def test_a_broken_template_installs_nothing(ship: Ship) -> None:
    ship("demo", "1", one=drawn("one"), two="")
    with pytest.raises(Refusal, match="TEMPLATE_BROKEN") as caught:
        install_template(actor=HOUSE, template="demo")
    assert "two" in caught.value.evidence["fault"]
    ship("odd", "1", kind="spaceship", one=drawn("one"))
    with pytest.raises(Refusal, match="TEMPLATE_BROKEN") as caught:
        install_template(actor=HOUSE, template="odd")
    assert "spaceship" in caught.value.evidence["fault"]
    assert states("one", "two") == []
    assert queries.list_installations() == []


def test_a_folder_that_is_no_template_says_what_is_wrong(tmp_path: Path) -> None:
    def fault(text: str | None) -> str:
        file = tmp_path / "template.toml"
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal, match="TEMPLATE_BROKEN") as caught:
            read_template(tmp_path)
        return str(caught.value.evidence["fault"])

    head = HEAD.format(code="demo", version="1")
    assert "No such file" in fault(None)
    assert fault("code = ")
    assert "version" in fault('code = "demo"')
    assert "part 1" in fault(head + '[[part]]\nkind = "bpmn"\n')
    many = PART.format(kind="bpmn", name="x") * (PARTS_MAX + 1)
    assert str(PARTS_MAX) in fault(head + many)
