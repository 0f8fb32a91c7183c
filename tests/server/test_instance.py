"""The data directory of one Qitao: one process at a time, secrets kept."""

from collections import namedtuple
from pathlib import Path

import pytest

from qitao.server import instance as module
from qitao.server.instance import MB, Instance, Running
from qitao.server.trouble import Trouble


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


def test_a_file_is_no_data_directory(tmp_path: Path) -> None:
    (tmp_path / "plant").write_text("")
    with pytest.raises(Trouble) as refused:
        Instance(tmp_path / "plant").prepare()
    assert refused.value.name == "data_not_a_folder"
