"""The seal names the first entry that was altered, deleted or slipped in."""

from contextlib import nullcontext

import pytest
from django.db import connection, transaction
from typer.testing import CliRunner

from qitao.base import actions, journal, seal
from qitao.base.actor import Actor
from qitao.server.commands import verify_journal
from tests.waiting import settled

pytestmark = pytest.mark.usefixtures("real_db")


def write(count: int) -> list[int]:
    """Write so many entries; return their ids."""
    for number in range(count):
        with transaction.atomic():
            entry = journal.OpenEntry("tests.step", subject=f"step:{number}", given='{"a": 1.50}')
            journal.write(entry, Actor.system(cause="test"))
    settled()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM base_journal ORDER BY id DESC LIMIT %s", [count])
        return sorted(number for (number,) in cursor.fetchall())


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def test_an_untouched_journal_verifies() -> None:
    write(5)
    assert actions.seal_journal().entries == 5
    write(3)
    assert actions.seal_journal().entries == 3
    verdict = seal.verify()
    assert (verdict.whole, verdict.entries, verdict.seals) == (True, 8, 2)


def test_sealing_again_seals_nothing_twice() -> None:
    write(2)
    actions.seal_journal()
    assert actions.seal_journal().entries == 0


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE base_journal SET given = '{\"a\": 2}' WHERE id = {id}", "entry_altered"),
        (
            "UPDATE base_journal SET recorded_at = now() - interval '1 day' WHERE id = {id}",
            "entry_altered",
        ),
        ("DELETE FROM base_journal WHERE id = {id}", "entry_missing"),
    ],
)
def test_the_first_touched_entry_is_named(statement: str, fault: str) -> None:
    numbers = write(6)
    actions.seal_journal()
    tamper(statement.replace("{id}", str(numbers[3])))
    tamper(f"UPDATE base_journal SET verb = 'late' WHERE id = {numbers[5]}")
    verdict = seal.verify()
    assert (verdict.whole, verdict.fault, verdict.entry) == (False, fault, numbers[3])


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "第 {} 条记录被改动"), ("en", "entry {} was altered")]
)
def test_the_command_tells_it_in_words_and_fails(
    monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setattr(verify_journal, "attached", lambda **_: nullcontext())
    monkeypatch.setenv("QITAO_LANG", lang)
    numbers = write(3)
    actions.seal_journal()
    whole = CliRunner().invoke(verify_journal.app)
    assert whole.exit_code == 0, whole.output
    tamper(f"UPDATE base_journal SET verb = 'late' WHERE id = {numbers[1]}")
    altered = CliRunner().invoke(verify_journal.app)
    assert altered.exit_code == 1
    assert words.format(numbers[1]) in altered.stdout


def test_an_entry_slipped_in_afterwards_is_named() -> None:
    numbers = write(3)
    actions.seal_journal()
    tamper(
        "INSERT INTO base_journal (id, epoch, xid, call, verb, actor, actor_name, door, cause, "
        "subject, given, result) OVERRIDING SYSTEM VALUE SELECT 999, epoch, xid, call, 'forged', "
        "actor, actor_name, door, cause, subject, given, result FROM base_journal "
        f"WHERE id = {numbers[1]}"
    )
    verdict = seal.verify()
    assert (verdict.fault, verdict.entry) == ("entry_slipped_in", 999)


def forge(number: int, xid: str) -> None:
    tamper(
        "INSERT INTO base_journal (id, epoch, xid, call, verb, actor, actor_name, door, cause, "
        f"subject, given, result) OVERRIDING SYSTEM VALUE SELECT {number}, epoch, {xid}, call, "
        "'forged', actor, actor_name, door, cause, subject, given, result FROM base_journal "
        "ORDER BY epoch, xid, id LIMIT 1"
    )


@pytest.mark.parametrize("place", ["before the first seal", "between two seals"])
def test_an_entry_slipped_into_a_gap_is_named(place: str) -> None:
    write(2)
    actions.seal_journal()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        (between,) = cursor.fetchone()
    write(2)
    actions.seal_journal()
    assert seal.verify().whole
    forge(999, "'3'::xid8" if place == "before the first seal" else f"'{between}'::xid8")
    verdict = seal.verify()
    assert (verdict.whole, verdict.fault, verdict.entry) == (False, "entry_slipped_in", 999)


def test_a_removed_or_rewritten_seal_is_named() -> None:
    first = write(2)
    actions.seal_journal()
    second = write(2)
    actions.seal_journal()
    tamper("DELETE FROM base_seal WHERE id = (SELECT min(id) FROM base_seal)")
    verdict = seal.verify()
    assert (verdict.fault, verdict.entry) == ("seal_missing", second[0])
    assert first[0] < second[0]
