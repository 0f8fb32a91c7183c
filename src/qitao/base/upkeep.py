"""The base's own timetable: seal the journal, make the partitions of the months ahead."""

from qitao.base import actions
from qitao.base.actor import Actor
from qitao.base.jobs import periodic


@periodic(name="base.seal_journal", cron="* * * * * */10")
def seal_journal(timestamp: int) -> None:
    """Seal the journal each ten seconds."""
    actions.seal_journal()


@periodic(name="base.make_partitions", cron="17 1 * * *")
def make_partitions(timestamp: int) -> None:
    """Make next months' partitions each night."""
    for table in actions.PARTITIONED:
        actions.make_partitions(actor=Actor.system(cause="job:base.make_partitions"), table=table)
