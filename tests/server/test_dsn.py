"""Addresses of databases."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from qitao.server import dsn
from qitao.server.dsn import Dsn
from qitao.server.trouble import Trouble


def test_an_address_is_read_in_all_its_parts() -> None:
    address = dsn.parse("postgresql://plant:p%40ss%2Fword@db.local:5433/factory?sslmode=require")
    assert address == Dsn(
        "db.local", 5433, "factory", "plant", "p@ss/word", (("sslmode", "require"),)
    )
    assert address.url() == (
        "postgresql://plant:p%40ss%2Fword@db.local:5433/factory?sslmode=require"
    )


def test_an_address_is_shown_without_its_password() -> None:
    assert dsn.parse("postgres://u:secret@h/d").shown() == "u@h/d"


def test_a_socket_folder_travels_in_the_query() -> None:
    address = Dsn("/run/pg dir", 5432, "qitao", "qitao_app", "p:w")
    parts = conninfo_to_dict(address.url())
    assert parts == {
        "host": "/run/pg dir",
        "port": "5432",
        "dbname": "qitao",
        "user": "qitao_app",
        "password": "p:w",
    }
    assert dsn.parse(address.url()) == address


@pytest.mark.parametrize(
    "text", ["", "localhost", "mysql://u@h/d", "postgresql://u@h", "postgresql://u@h:port/d"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Trouble) as refused:
        dsn.parse(text)
    assert refused.value.name == "dsn_unreadable"
