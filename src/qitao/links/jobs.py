"""Imports in the background, the end of those whose process died, old uploads cleared."""

from qitao.base.actor import Door
from qitao.base.ids import UserId
from qitao.base.jobs import job, periodic
from qitao.links.actions import runs
from qitao.links.actions.carry_out import carry_out
from qitao.links.models import ImportRun
from qitao.links.values import ImportRunId
from qitao.people.queries import load_actor


@job(name=runs.JOB, queue="imports", attempts_max=1)
def run_import(run: int) -> None:
    """Carry a planned import out with the rights that its person has now."""
    row = ImportRun.objects.get(pk=run)
    actor = load_actor(
        UserId(row.user_id or 0), door=Door.LINK, lang=row.lang, cause=f"import:{run}"
    )
    carry_out(ImportRunId(run), actor)


@periodic(name="links.end_dead_runs", cron="* * * * *")
def end_dead_runs(timestamp: int) -> None:
    """End imports whose process died, once a minute."""
    runs.end_dead_runs()


@periodic(name="links.forget_uploads", cron="29 2 * * *")
def forget_uploads(timestamp: int) -> None:
    """Delete uploaded files of long ago, once a night."""
    runs.forget_uploads()
