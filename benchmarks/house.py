"""A Qitao of its own for the measurement: PostgreSQL with fsync on, the web server, the worker."""

import os
import shutil
import socket
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks import cpu
from qitao.server import assets, database, embedded, paths, ports, processes, report
from qitao.server.instance import Instance
from qitao.server.postgres.binaries import Binaries
from qitao.server.progress import Progress
from qitao.server.supervisor import Child

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(slots=True)
class House:
    """The running system under measurement."""

    instance: Instance
    access: database.Access
    binaries: Binaries
    variables: dict[str, str]
    port: int
    stack: ExitStack
    database_pid: int | None = None
    web_pid: int | None = None
    worker: Child | None = None

    @property
    def live_port(self) -> int:
        """The port of the live stream."""
        return int(self.variables["QITAO_LIVE_PORT"])

    def owner(self) -> Connection:
        """Open an autocommit connection of the schema's owner: seeding and bare SQL."""
        return psycopg.connect(self.access.owner.url(), autocommit=True)

    def serve(self) -> None:
        """Let web server, live stream and job worker run, as `./qitao up` starts them."""
        if self.web_pid is None:
            _, web, live = processes.children(self.instance, self.variables)
            for child, port in ((live, self.live_port), (web, self.port)):
                self.stack.callback(child.stop)
                child.start()
                processes.wait_for_web(child, f"http://127.0.0.1:{port}/")
            self.web_pid = web.process.pid if web.process else None
        if self.worker is None:
            self.worker, _, _ = processes.children(self.instance, self.variables)
            self.worker.start()

    def rest(self) -> None:
        """Stop the job worker: a row that does its work itself must not find it done."""
        if self.worker is not None:
            self.worker.stop()
            self.worker = None

    def spent(self) -> cpu.Spent:
        """Return the processor time used by database, web server and this process."""
        return cpu.read(database=self.database_pid, web=self.web_pid)

    def connect(self) -> socket.socket:
        """Open a connection to the web server."""
        made = socket.create_connection(("127.0.0.1", self.port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made


def home() -> Path:
    """Return a new data directory on a real disk, where the database's user can enter."""
    base = paths.SYSTEM_DATA if os.geteuid() == 0 else paths.VAR
    return base / f"bench-{uuid.uuid4().hex[:8]}"


@contextmanager
def opened() -> Iterator[House]:
    """Make the house, prepare it, run it for the time of the block, and leave nothing behind."""
    place = home()
    instance, progress = Instance(place), Progress()
    if os.geteuid() == 0:
        os.umask(0o022)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, place, ignore_errors=True)
        instance.prepare()
        with progress.step("assets"):
            assets.install_missing()
        cluster = embedded.find(instance)
        embedded.create_missing(cluster, instance, progress)
        access = stack.enter_context(embedded.opened(cluster, instance, progress))
        variables = processes.environment(instance, access.app.url())
        port = ports.any_free()
        variables |= {
            "QITAO_HOST": "127.0.0.1",
            "QITAO_PORT": str(port),
            "QITAO_LIVE_PORT": str(ports.any_free()),
        }
        _prepare(access, instance, progress, variables)
        os.environ.update(variables)
        pid = cluster.process.pid if cluster.process else None
        house = House(instance, access, cluster.binaries, variables, port, stack, pid)
        stack.callback(house.rest)
        yield house
        _close_connections()


def _prepare(
    access: database.Access, instance: Instance, progress: Progress, variables: dict[str, str]
) -> None:
    """Migrate as the owner, install roles and templates as the application; no demo plant."""
    owner = {"QITAO_DATABASE_URL": access.owner.url(), "QITAO_APP_ROLE": access.app.user}
    for name, more in (("migrate", owner), ("install", {})):
        with progress.step(f"step_{name}"):
            report.run(
                "qitao.server.prepare",
                name,
                environment=variables | more,
                log=instance.logs / f"{name}.log",
                heard=lambda _: None,
            )


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
