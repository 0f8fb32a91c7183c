"""Jobs whose worker died, or whose end was never written down, are put back into their queue.

Without this a job that stands as `doing` for ever would bar every later one of the same lock, and
a periodic job has its own name for a lock. A job may run twice: each one is a bell, not a memory.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from procrastinate import App, JobContext, utils
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.worker import Worker

logger = logging.getLogger(__name__)
SILENCE_SECONDS = 30.0
"""A worker that has not been heard for so long is dead."""
ROUNDS_PER_SILENCE = 3


class LostJobError(Exception):
    """What a lost job is told to have failed by."""


class Rescue:
    """Looks for lost jobs, also of this very worker, beside whatever the worker does."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.ended: dict[int, tuple[int | None, float]] = {}

    async def note(
        self, run: Callable[[], Awaitable[Any]], context: JobContext, worker: Worker
    ) -> Any:
        """Run a job and note its end: one that stands as `doing` long after it has lost it."""
        number = context.job.id or 0
        self.ended.pop(number, None)
        try:
            return await run()
        finally:
            self.ended[number] = (worker.worker_id, time.monotonic())

    async def watch(self) -> None:
        """Look for lost jobs again and again; a database that is away is asked later."""
        while True:
            try:
                await self.look()
            except ConnectorException:
                logger.warning("Lost jobs could not be looked for", exc_info=True)
            await asyncio.sleep(SILENCE_SECONDS / ROUNDS_PER_SILENCE)

    async def look(self) -> None:
        """Put every lost job back once."""
        silent = await self.app.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=SILENCE_SECONDS
        )
        own = await self._unwritten()
        for job in {job.id: job for job in (*silent, *own)}.values():
            await self._put_back(job)

    async def _unwritten(self) -> Iterable[Job]:
        """Return the jobs that ended here a while ago, of which the database does not know."""
        before = time.monotonic() - SILENCE_SECONDS
        old = {number: by for number, (by, at) in self.ended.items() if at < before}
        if not old:
            return []
        doing = await self.app.job_manager.list_jobs_async(status=Status.DOING.value)
        for number in old:
            del self.ended[number]
        return [job for job in doing if job.id in old and job.worker_id == old[job.id]]

    async def _put_back(self, job: Job) -> None:
        """Queue the job again, or end it where it was tried too often or the next one waits."""
        logger.warning("Job %s (%s) was lost and is put back", job.id, job.task_name)
        manager, task = self.app.job_manager, self.app.tasks.get(job.task_name)
        retry_at = utils.utcnow()
        if task is not None and task.retry_strategy is not None:
            again = task.get_retry_exception(exception=LostJobError(), job=job)
            if again is None:
                await manager.finish_job(job, Status.FAILED, delete_job=False)
                return
            retry_at = again.retry_decision.retry_at or retry_at
        try:
            await manager.retry_job(job, retry_at=retry_at)
        except UniqueViolation:
            await manager.finish_job(job, Status.FAILED, delete_job=True)
