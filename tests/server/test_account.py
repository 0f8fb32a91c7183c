"""Who runs the database, and what that user can reach."""

import os
from pathlib import Path

import pytest

from qitao.server.account import Account, choose, may_enter

STRANGER = Account("stranger", 54_321, 54_321)


def test_root_hands_the_database_to_somebody_else() -> None:
    user = choose()
    if os.geteuid() == 0:
        assert user is not None
        assert user.uid != 0
    else:
        assert user is None


def test_a_closed_folder_above_cannot_be_entered(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == Path.home().owner() and folder != Path("/tmp"):
            folder.chmod(0o755)
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    assert may_enter(inner, STRANGER)
    inner.parent.chmod(0o700)
    assert not may_enter(inner, STRANGER)
    inner.parent.chmod(0o711)
    assert may_enter(inner, STRANGER)
    inner.chmod(0o711)
    assert not may_enter(inner, STRANGER)


@pytest.mark.parametrize("name", ["missing"])
def test_what_is_not_there_cannot_be_entered(tmp_path: Path, name: str) -> None:
    assert not may_enter(tmp_path / name, STRANGER)
