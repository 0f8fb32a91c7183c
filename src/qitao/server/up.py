"""`./qitao up`: everything that must run, started in order, watched, and ended in order."""

import os
import signal
import socket
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace

from qitao.server import (
    assets,
    database,
    dsn,
    embedded,
    paths,
    ports,
    processes,
    proxies,
    setup,
    supervisor,
)
from qitao.server.instance import Instance, Running
from qitao.server.postgres import Cluster
from qitao.server.progress import Progress
from qitao.server.trouble import Trouble

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (what a user may ask for)
LOOPBACKS = ("127.0.0.1", "::1")
DATABASE_PAUSE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for."""

    host: str
    port: int
    live_port: int | None
    database: str | None
    demo: bool
    data: str | None


def run(options: Options) -> None:
    """Start Qitao and keep it running until Ctrl-C or SIGTERM."""
    _stop_by_signal()
    if os.geteuid() == 0:
        # The database's user must enter what root makes; secrets have modes of their own.
        os.umask(0o022)
    proxies.read(os.environ.get(proxies.SETTING, ""))
    progress = Progress()
    instance = Instance(paths.data_dir(options.data))
    instance.prepare()
    try:
        with instance.locked():
            options = replace(options, host=_check_port(options))
            options = replace(options, live_port=_live_port(options))
            with ExitStack() as stack:
                House(options, instance, progress).run(stack)
    except KeyboardInterrupt:
        progress.line(progress.say("stopped", path=instance.home))


def _stop_by_signal() -> None:
    """Take the first signal as the wish to stop, and let no further one disturb the stopping."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, _frame: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt(number)

    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def _check_port(options: Options) -> str:
    """Refuse a host or port that cannot be had; return the host's numeric address."""
    try:
        host = ports.address_of(options.host)
        free = ports.is_free(host, options.port)
    except PermissionError as error:
        raise Trouble("port_forbidden", port=options.port) from error
    except OSError as error:
        raise Trouble("host_unknown", host=options.host) from error
    if not free:
        other = ports.free_near(host, options.port)
        raise Trouble("port_in_use", port=options.port, free=other)
    return host


def _live_port(options: Options) -> int:
    """Return the port of the live stream: the given one, else the next that is free."""
    given = options.live_port
    if given is None:
        return ports.free_near(options.host, options.port)
    if given == options.port or not ports.is_free(options.host, given):
        other = ports.free_near(options.host, max(given, options.port))
        raise Trouble("live_port_in_use", port=given, free=other)
    return given


class House:
    """One running Qitao."""

    def __init__(self, options: Options, instance: Instance, progress: Progress) -> None:
        self.options = options
        self.instance = instance
        self.progress = progress
        self.cluster: Cluster | None = None
        self.database_again_at = 0.0

    def run(self, stack: ExitStack) -> None:
        """Start all parts, say where they answer, watch them until a signal."""
        with self.progress.step("assets"):
            assets.install_missing()
        access = self._open_database(stack)
        variables = processes.environment(self.instance, access.app.url())
        variables |= {
            "QITAO_HOST": self.options.host,
            "QITAO_PORT": str(self.options.port),
            "QITAO_LIVE_PORT": str(self.options.live_port),
        }
        logins = setup.set_up(
            access, self.instance, self.progress, variables, demo=self.options.demo
        )
        worker, web, live = processes.children(self.instance, variables)
        url = f"http://{_local_host(self.options.host)}:{self.options.port}/"
        with self.progress.step("start_web"):
            for child in (worker, live, web):
                stack.callback(child.stop)
            web.start()
            processes.wait_for_web(web, url)
            worker.start()
            live.start()
        self.instance.announce(Running(os.getpid(), url, access.app.url()))
        self._say_ready(url, logins)
        stack.callback(lambda: self.progress.line(self.progress.say("stopping")))
        supervisor.watch(
            [worker, web, live],
            stopping=threading.Event(),
            died=self._tell_death,
            each_round=self._keep_database,
        )

    def _open_database(self, stack: ExitStack) -> database.Access:
        if self.options.database:
            address = dsn.parse(self.options.database)
            with self.progress.step("own_database", dsn=address.shown()):
                access = database.prepare_own(address, self.instance.secret("app"))
            if not access.guarded:
                self.progress.notice("unguarded", user=address.user)
            return access
        self.cluster = embedded.find(self.instance)
        embedded.create_missing(self.cluster, self.instance, self.progress)
        return stack.enter_context(embedded.opened(self.cluster, self.instance, self.progress))

    def _say_ready(self, url: str, logins: list[dict[str, str]]) -> None:
        say = self.progress.say
        lines = [say("url", url=url)]
        if self.options.host in EVERYWHERE:
            lines.append(say("lan_url", url=f"http://{_lan_address()}:{self.options.port}/"))
            lines.append(say("lan_live", port=self.options.live_port))
        elif self.options.host in LOOPBACKS:
            lines.append(say("lan_hint"))
        if logins:
            lines += ["", say("logins"), *(say("login", **login) for login in logins)]
        lines += ["", say("data", path=self.instance.home), say("stop")]
        self.progress.box(say("ready"), lines)

    def _tell_death(self, child: supervisor.Child, code: int, wait: float) -> None:
        self.progress.notice(
            "died", child=child.name, code=code, seconds=f"{wait:.0f}", log=child.log
        )

    def _keep_database(self) -> None:
        """Start the embedded database again when it died; it recovers by itself."""
        cluster = self.cluster
        if cluster is None or time.monotonic() < self.database_again_at:
            return
        if cluster.process is None or cluster.process.poll() is not None:
            self.progress.notice("database_died", log=cluster.logs)
            cluster.process = None
            try:
                cluster.start()
            except Trouble as trouble:
                self.progress.line(str(trouble), "red")
                self.database_again_at = time.monotonic() + DATABASE_PAUSE_SECONDS
            else:
                self.progress.notice("database_back")


def _local_host(host: str) -> str:
    """Return how this machine itself reaches a server that listens on `host`."""
    if host in EVERYWHERE:
        return "[::1]" if host == "::" else "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _lan_address() -> str:
    """Return this machine's address in its network; nothing is sent to find it."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])
