"""The kit check's timetable: look every five seconds whether anything changed."""

from qitao.base.jobs import periodic
from qitao.kitting import actions


@periodic(name="kitting.refresh_kits", cron="* * * * * */5")
def refresh_kits(timestamp: int) -> None:
    """Check plants anew where stock, supply or demand changed since the last check."""
    actions.refresh_kits()
