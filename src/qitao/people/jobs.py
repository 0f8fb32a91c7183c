"""The timetable of people: sessions that are over are forgotten each night."""

from qitao.base.jobs import periodic
from qitao.people import actions


@periodic(name="people.forget_expired_sessions", cron="41 1 * * *")
def forget_expired_sessions(timestamp: int) -> None:
    """Delete sessions that are over."""
    actions.forget_expired_sessions()
