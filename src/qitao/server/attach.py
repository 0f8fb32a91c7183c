"""How a command reaches the plant's database: the running Qitao's, or one started for the while."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

from qitao.server import database, dsn, embedded, paths, processes
from qitao.server.instance import Instance
from qitao.server.progress import Progress
from qitao.server.trouble import Trouble


@contextmanager
def attached(*, data: str | None = None, address: str | None = None) -> Iterator[None]:
    """Set Django up on the plant's database, as the application, for the time of a block.

    Where `./qitao up` runs, its database is used; else the embedded one is started and stopped
    again. `address` (or `QITAO_DATABASE`) names a server of the user's own.
    """
    instance = Instance(paths.data_dir(data))
    if not instance.begun:
        raise Trouble("not_running")
    address = address or os.environ.get("QITAO_DATABASE")
    running = instance.running()
    if running is not None and instance.is_locked():
        _set_up_django(instance, running.database_url)
        yield
    elif address:
        _set_up_django(instance, _own(instance, address).app.url())
        yield
    else:
        with _started(instance) as access:
            _set_up_django(instance, access.app.url())
            yield


@contextmanager
def _started(instance: Instance) -> Iterator[database.Access]:
    progress = Progress(quiet=True)
    with instance.locked():
        cluster = embedded.find(instance)
        if not cluster.exists():
            raise Trouble("not_running")
        with embedded.opened(cluster, instance, progress) as access:
            yield access


def _own(instance: Instance, address: str) -> database.Access:
    return database.prepare_own(dsn.parse(address), instance.secret("app"))


def _set_up_django(instance: Instance, app_url: str) -> None:
    os.environ.update(processes.environment(instance, app_url))
    django.setup()
    # Only now: what it imports needs Django to be set up.
    from qitao.server import prepare

    prepare.check_current()
