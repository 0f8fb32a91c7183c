"""`./qitao up`: everything that must run, started in order, watched, and ended in order."""

import hashlib
import json
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qitao.server import account, assets, database, dsn, language, paths, ports, postgres, report
from qitao.server.instance import Instance, Running
from qitao.server.progress import Progress, Step
from qitao.server.supervisor import Child, watch
from qitao.server.trouble import Trouble

WEB_SECONDS_MAX = 90
POLL_SECONDS = 0.05
SOURCES = ("*.py", "*.sql", "*.toml", "*.bpmn", "*.yaml", "*.css", "*.js", "*.svg", "*.txt")


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for."""

    host: str
    port: int
    database: str | None
    demo: bool
    data: str | None


def run(options: Options) -> None:
    """Start Qitao and keep it running until Ctrl-C or SIGTERM."""
    _stop_by_signal()
    progress = Progress(language.choose())
    instance = Instance(paths.data_dir(options.data))
    instance.prepare()
    with ExitStack() as stack:
        stack.enter_context(instance.locked())
        _check_port(options)
        House(options, instance, progress, stack).run()


def _stop_by_signal() -> None:
    def stop(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def _check_port(options: Options) -> None:
    try:
        free = ports.is_free(options.host, options.port)
    except PermissionError as error:
        raise Trouble("port_forbidden", port=options.port) from error
    except OSError as error:
        raise Trouble("host_unknown", host=options.host) from error
    if not free:
        other = ports.free_near(options.host, options.port)
        raise Trouble("port_in_use", port=options.port, free=other)


class House:
    """One running Qitao."""

    def __init__(
        self, options: Options, instance: Instance, progress: Progress, stack: ExitStack
    ) -> None:
        self.options = options
        self.instance = instance
        self.progress = progress
        self.stack = stack
        self.cluster: postgres.Cluster | None = None
        self.logins: list[dict[str, str]] = []

    def run(self) -> None:
        """Start all parts, say where they answer, watch them."""
        with self.progress.step("assets"):
            if not assets.are_ready():
                assets.install()
        access = self._open_database()
        environment = self._environment(access)
        self._set_up(access, environment)
        children = self._start_processes(environment)
        url = f"http://{_shown_host(self.options.host)}:{self.options.port}/"
        self.instance.announce(Running(os.getpid(), url, access.app.url()))
        self._say_ready(url)
        with _quiet_interrupt():
            watch(
                children,
                stopping=threading.Event(),
                died=self._tell_death,
                each_round=self._keep_database,
            )

    def _open_database(self) -> database.Access:
        if self.options.database:
            address = dsn.parse(self.options.database)
            with self.progress.step("own_database", dsn=address.shown()):
                return database.prepare_own(address, self.instance.secret("app"))
        user = account.choose()
        binaries = postgres.reachable(postgres.of_wheel(), user, self.instance.home / "programs")
        cluster = postgres.Cluster(self.instance.home / "postgres", binaries, user)
        if not cluster.exists():
            if majors := cluster.other_majors():
                raise Trouble("upgrade_needed", have=majors[-1], need=binaries.major)
            with self.progress.step("create_database", path=cluster.data):
                cluster.create(self.instance.secret("postgres"))
        with self.progress.step("start_database", version=binaries.version()) as step:
            self.stack.callback(self._stop_database)
            self.cluster = cluster
            cluster.start(lambda words: step.tell(self._database_words(words)))
            secret = self.instance.secret
            return database.prepare_embedded(
                cluster, secret("postgres"), secret("owner"), secret("app")
            )

    def _database_words(self, words: str) -> str:
        if words == "orphans":
            return self.progress.say("orphans")
        return self.progress.say("recovering", seconds=words)

    def _stop_database(self) -> None:
        if self.cluster:
            self.cluster.stop()

    def _environment(self, access: database.Access) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "qitao.server.settings",
            "QITAO_DATABASE_URL": access.app.url(),
            "QITAO_SECRET_KEY": self.instance.secret("django"),
            "QITAO_DATA": str(self.instance.home),
            "QITAO_STATIC": str(paths.STATIC),
            "QITAO_ASSETS": str(paths.ASSETS),
            "QITAO_HOST": self.options.host,
            "QITAO_PORT": str(self.options.port),
        }

    def _set_up(self, access: database.Access, environment: dict[str, str]) -> None:
        """Migrate and install, unless the database notes that exactly this was done."""
        mark = f"{_fingerprint()} {access.app.user}"
        with database.connected(access.owner) as connection:
            noted = database.read_setup(connection)
        done = noted.get("mark") == mark and (paths.STATIC / "staticfiles.json").exists()
        if not done:
            self._step(
                "migrate",
                environment,
                QITAO_DATABASE_URL=access.owner.url(),
                QITAO_APP_ROLE=access.app.user if access.guarded else "",
            )
        demo = noted.get("demo", "yes" if self.options.demo else "no")
        if not done:
            result = self._step("install", environment, QITAO_DEMO="1" if demo == "yes" else "0")
            self.logins = result.get("logins", [])
            with database.connected(access.owner) as connection:
                database.note_setup(connection, "demo", demo)
                database.note_setup(connection, "logins", json.dumps(self.logins))
                database.note_setup(connection, "mark", mark)
        else:
            self.logins = json.loads(noted.get("logins", "[]"))

    def _step(self, name: str, environment: dict[str, str], **extra: str) -> dict[str, Any]:
        with self.progress.step(name) as step:
            return report.run(
                "qitao.server.prepare",
                name,
                environment={**environment, **extra},
                log=self.instance.logs / f"{name}.log",
                heard=lambda event: _show(step, event),
            )

    def _start_processes(self, environment: dict[str, str]) -> list[Child]:
        children = [
            Child(
                name,
                [sys.executable, "-m", module],
                environment,
                self.instance.logs / f"{name}.log",
                insistent=name == "web",
            )
            for name, module in (("worker", "qitao.server.worker"), ("web", "qitao.server.serve"))
        ]
        with self.progress.step("start_web"):
            for child in children:
                self.stack.callback(child.stop)
                child.start()
            self._wait_for_web(children[-1])
        return children

    def _wait_for_web(self, web: Child) -> None:
        host = _shown_host(self.options.host)
        url = f"http://{host}:{self.options.port}/healthz"
        deadline = time.monotonic() + WEB_SECONDS_MAX
        while web.alive() and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(url, timeout=5).close()
            except urllib.error.HTTPError as answer:
                answer.close()
            except OSError:
                time.sleep(POLL_SECONDS)
                continue
            return
        raise Trouble("web_did_not_start", reason=web.last_words(), log=web.log)

    def _say_ready(self, url: str) -> None:
        say = self.progress.say
        lines = [say("url", url=url)]
        lines += [say("login", **login) for login in self.logins]
        lines.append(say("data", path=self.instance.home))
        lines.append(say("stop"))
        self.progress.box(say("ready"), lines)

    def _tell_death(self, child: Child, code: int, wait: float) -> None:
        self.progress.notice(
            "died", child=child.name, code=code, seconds=f"{wait:.0f}", log=child.log
        )

    def _keep_database(self) -> None:
        cluster = self.cluster
        if cluster and cluster.process and cluster.process.poll() is not None:
            self.progress.notice("database_died", log=cluster.logs)
            cluster.process = None
            cluster.start()
            self.progress.notice("database_back")


@contextmanager
def _quiet_interrupt() -> Iterator[None]:
    """Take Ctrl-C as the wish to stop, and let no second one disturb the stopping."""
    try:
        yield
    except KeyboardInterrupt:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)


def _show(step: Step, event: dict[str, Any]) -> None:
    if "done" in event:
        step.tell(f"{event['done']}/{event['of']}")
    if "words" in event:
        step.tell(event["words"])


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", ""):  # noqa: S104 (what the user asked for, shown as what to open)
        return "127.0.0.1"
    if host == "::":
        return "[::1]"
    return f"[{host}]" if ":" in host else host


def _fingerprint() -> str:
    """Name the state of program and packages, so that an unchanged one skips the set-up."""
    digest = hashlib.sha256((paths.CHECKOUT / "requirements.lock").read_bytes())
    files: list[Path] = []
    for pattern in SOURCES:
        files += paths.SOURCE.rglob(pattern)
    for file in sorted(files):
        digest.update(str(file.relative_to(paths.SOURCE)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
