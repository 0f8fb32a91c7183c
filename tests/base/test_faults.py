"""What a database's no amounts to: the caller's fault is a refusal, ours stays an error."""

import pytest
from django.db import DatabaseError, connection

from qitao.base import faults
from qitao.base.refusal import (
    DUPLICATE_ROW,
    REFERENCE_BROKEN,
    VALUE_OUT_OF_RANGE,
    RefusalCode,
)


@pytest.mark.usefixtures("real_db")
@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("INSERT INTO pots VALUES (1, 1, 1)", DUPLICATE_ROW),
        ("INSERT INTO pots VALUES (2, 9, 1)", REFERENCE_BROKEN),
        ("DELETE FROM shelves WHERE id = 1", REFERENCE_BROKEN),
        ("INSERT INTO pots VALUES (9999999999, 1, 1)", VALUE_OUT_OF_RANGE),
        ("INSERT INTO pots VALUES ('ten', 1, 1)", VALUE_OUT_OF_RANGE),
        ("SELECT '\\u0000'::jsonb", VALUE_OUT_OF_RANGE),
        ("INSERT INTO pots VALUES (2, 1, -1)", None),
        ("INSERT INTO pots VALUES (2, 1, NULL)", None),
        ("SELECT * FROM nothing", None),
    ],
)
def test_a_no_of_the_database(statement: str, code: RefusalCode | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE shelves (id int PRIMARY KEY);"
            "CREATE TEMP TABLE pots (id int PRIMARY KEY, shelf int REFERENCES shelves,"
            " turns int NOT NULL CHECK (turns >= 0));"
            "INSERT INTO shelves VALUES (1); INSERT INTO pots VALUES (1, 1, 1)"
        )
        with pytest.raises(DatabaseError) as caught:
            cursor.execute(statement)
        cursor.execute("DROP TABLE pots; DROP TABLE shelves")
    refusal = faults.refusal_of(caught.value)
    assert (refusal.code if refusal else None) == code


def test_an_error_of_the_program_is_no_refusal() -> None:
    assert faults.refusal_of(TypeError("x")) is None
