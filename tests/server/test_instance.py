"""The data directory of one Qitao: one process at a time, secrets kept."""

import os
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from qitao.server import instance as module
from qitao.server import paths
from qitao.server.attach import attached
from qitao.server.instance import MB, Instance, Running
from qitao.server.trouble import Trouble
from tests.server.places import open_place

NOBODY = 65_534


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    made = Instance(tmp_path / "plant")
    made.prepare()
    return made


def test_a_second_process_is_told_where_the_first_answers(instance: Instance) -> None:
    with instance.locked():
        with pytest.raises(Trouble) as starting, instance.locked():
            pass
        assert starting.value.name == "already_starting"
        instance.announce(Running(1, "http://127.0.0.1:8000/", "postgresql://"))
        with pytest.raises(Trouble) as running, instance.locked():
            pass
        assert "http://127.0.0.1:8000/" in str(running.value)
        assert instance.is_locked()
    assert not instance.is_locked()
    assert instance.running() is None


def test_a_secret_is_made_once_and_is_private(instance: Instance) -> None:
    first = instance.secret("owner")
    assert len(first) >= 40
    assert instance.secret("owner") == first
    assert instance.secret("app") != first
    assert (instance.home / "secrets" / "owner").stat().st_mode & 0o077 == 0


def test_a_nearly_full_disk_is_refused_as_often_as_it_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    fresh = Instance(tmp_path / "plant")

    def free(mb: int) -> None:
        monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage(0, 0, mb * MB))

    free(900)
    for _ in range(2):
        with pytest.raises(Trouble) as refused:
            fresh.prepare()
        assert refused.value.name == "disk_full"
    free(1100)
    fresh.prepare()
    fresh.secret("owner")
    free(900)
    fresh.prepare()
    free(50)
    with pytest.raises(Trouble):
        fresh.prepare()


def refused(home: Path) -> str:
    with pytest.raises(Trouble) as told:
        Instance(home).prepare()
    assert all(str(home) in line and "--data" in line for line in told.value.lines())
    return told.value.name


def test_a_file_is_no_data_directory(tmp_path: Path) -> None:
    (tmp_path / "plant").write_text("")
    assert refused(tmp_path / "plant") == "data_not_a_folder"
    assert refused(tmp_path / "plant" / "inside") == "data_not_a_folder"


def test_what_cannot_be_made_is_said_with_its_reason(tmp_path: Path) -> None:
    assert refused(Path("/proc/qitao")) == "data_not_makeable"
    assert refused(tmp_path / ("a" * 300)) == "data_not_makeable"
    assert list(tmp_path.iterdir()) == []


def test_links_in_a_ring_are_said_to_be_no_place(tmp_path: Path) -> None:
    ring = tmp_path / "ring"
    ring.symlink_to(ring)
    with pytest.raises(Trouble) as told:
        Instance(paths.data_dir(str(ring / "plant"))).prepare()
    assert told.value.name == "data_not_makeable"
    assert str(ring) in str(told.value)


@pytest.fixture
def somebody() -> Iterator[None]:
    """Let the test run as a user whom the modes of folders bind."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(before)


@pytest.mark.usefixtures("somebody")
def test_a_folder_that_may_not_be_written_is_refused() -> None:
    with open_place() as place:
        place.chmod(0o555)
        assert refused(place) == "data_not_ours"
        assert refused(place / "plant") == "data_not_makeable"
        place.chmod(0o000)
        with pytest.raises(Trouble) as told, attached(data=str(place)):
            pass
        assert told.value.name == "data_not_ours"
        place.chmod(0o755)
