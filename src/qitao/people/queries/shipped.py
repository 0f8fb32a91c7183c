"""The roles that Qitao ships, read from roles.toml."""

import tomllib
from functools import cache
from pathlib import Path

from qitao.base.actor import PERMISSIONS
from qitao.people.values import EVERY_PERMISSION, ShippedRole, UseOwnAccount

FILE = Path(__file__).resolve().parent.parent / "roles.toml"


@cache
def read_roles() -> dict[str, dict[str, str | list[str]]]:
    """Return the file as it stands."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def list_shipped_roles() -> list[ShippedRole]:
    """Return the shipped roles, `*` spelt out, without codes of floors that are not installed."""
    known = set(PERMISSIONS) - {UseOwnAccount}
    return [
        ShippedRole(
            code,
            str(role["zh"]),
            str(role["en"]),
            str(role["purpose"]),
            tuple(sorted(_expand(role["permissions"], known))),
        )
        for code, role in read_roles().items()
    ]


def _expand(codes: str | list[str], known: set[str]) -> set[str]:
    return known if codes == [EVERY_PERMISSION] else known & set(codes)
