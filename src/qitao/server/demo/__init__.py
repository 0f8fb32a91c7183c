"""The demo plant: an injection-moulding shop that `./qitao up` fills into an empty database.

It is made with the very verbs that people use, at the hours of the last days, so that waiting
times, reports and movements look like a plant at work. Everything in it says that it is a demo.
"""

import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

PASSWORD = "qitao-demo"  # noqa: S105
PLANT = "P1"


def read() -> dict[str, Any]:
    """Return the demo plant's data."""
    text = files(__package__).joinpath("plant.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


LOGINS: tuple[Mapping[str, str], ...] = tuple(
    {
        "username": user["username"],
        "password": PASSWORD,
        "who_zh": user["name"],
        "who_en": user["role"].replace("_", " "),
    }
    for user in read()["user"]
)


def install_demo(*, tell: Callable[[str], None]) -> None:
    """Fill an empty database with the demo plant; a plant that is there already is left alone."""
    # The floors can be imported only once Django is set up.
    from qitao.people.models import Plant
    from qitao.server.demo import history, masters

    if Plant.objects.exists():
        return
    content = read()
    masters.install(content, tell=tell)
    history.install(content, tell=tell)
