"""The bootstrap runs on a bare Python and makes the environment once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qitao.server import bootstrap
from qitao.server.bootstrap import DEV, RUN, lock_to_install, uv_environment, wanted_stamp
from qitao.server.paths import CHECKOUT


def test_a_bare_python_can_import_it() -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import qitao.server.bootstrap"
    command = [sys.executable, "-I", "-S", "-c", code, str(CHECKOUT / "src")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_the_lock_files_name_no_address_and_hash_everything() -> None:
    for name in (RUN, DEV, "package-lock.json"):
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        assert "://" not in text, name
    for name in (RUN, DEV):
        lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if "==" in line and not line.lstrip().startswith("#")]
        assert pins
        assert all(line.endswith("\\") for line in pins), "each pin is followed by its hashes"


def test_developers_get_the_packages_of_the_plant_in_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and line[0] not in " #"}

    assert pins(RUN) - pins(DEV) == set()


@pytest.fixture
def stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    return tmp_path / "stamp"


def test_an_environment_with_the_right_stamp_is_left_alone(stamp: Path) -> None:
    assert lock_to_install(["up"]) == RUN
    stamp.write_text(wanted_stamp(RUN), encoding="utf-8")
    assert lock_to_install(["up"]) is None
    assert lock_to_install(["test"]) == DEV
    assert lock_to_install(["docs"]) is None
    assert lock_to_install(["docs", "--pictures"]) == DEV


def test_developers_tools_stay_once_they_are_there(stamp: Path) -> None:
    stamp.write_text(wanted_stamp(DEV), encoding="utf-8")
    assert lock_to_install(["up"]) is None
    assert lock_to_install(["check"]) is None
    stamp.write_text(f"{DEV} of-another-day\n", encoding="utf-8")
    assert lock_to_install(["up"]) == DEV


def test_uv_learns_what_the_user_told_pip() -> None:
    pip = {"index-url": "mirror", "cert": "ca.pem", "proxy": "proxy:3128", "timeout": "5"}
    environment = uv_environment({}, pip)
    assert environment["UV_DEFAULT_INDEX"] == "mirror"
    assert environment["SSL_CERT_FILE"] == "ca.pem"
    assert environment["HTTPS_PROXY"] == "proxy:3128"


def test_what_the_user_told_uv_comes_first() -> None:
    given = {"UV_INDEX_URL": "own", "SSL_CERT_FILE": "own.pem", "UV_HTTP_TIMEOUT": "7"}
    environment = uv_environment(given, {"index-url": "mirror", "cert": "ca.pem"})
    assert "UV_DEFAULT_INDEX" not in environment
    assert environment["SSL_CERT_FILE"] == "own.pem"
    assert environment["UV_HTTP_TIMEOUT"] == "7"


def test_the_launcher_is_executable() -> None:
    assert os.access(CHECKOUT / "qitao", os.X_OK)
    assert os.access(CHECKOUT / ".ci" / "run", os.X_OK)
