"""Our own database of one instance: made where missing, started, its roles ready."""

from collections.abc import Iterator
from contextlib import contextmanager

from qitao.server import account, database, postgres
from qitao.server.instance import Instance
from qitao.server.postgres import Cluster
from qitao.server.progress import Progress
from qitao.server.trouble import Trouble


def find(instance: Instance) -> Cluster:
    """Return the instance's cluster, which may have to be made yet.

    An existing cluster keeps its user; a new one gets the preferred unprivileged user.
    """
    home = instance.home / "postgres"
    user = account.owner_of(home / str(postgres.MAJOR)) or account.choose()
    binaries = postgres.reachable(postgres.of_wheel(), user, instance.home / "programs")
    return Cluster(home, binaries, user)


def create_missing(cluster: Cluster, instance: Instance, progress: Progress) -> None:
    """Make the cluster, unless data of another major version wait here for an upgrade."""
    if cluster.exists():
        return
    if majors := cluster.other_majors():
        raise Trouble("upgrade_needed", have=majors[-1], need=cluster.binaries.major)
    with progress.step("create_database", path=cluster.data):
        cluster.create(instance.secret("postgres"))


@contextmanager
def opened(cluster: Cluster, instance: Instance, progress: Progress) -> Iterator[database.Access]:
    """Run the cluster for the time of a block; nothing of it is left afterwards."""
    try:
        with progress.step("start_database", version=cluster.binaries.version()) as step:
            cluster.start(lambda words: step.tell(_words(words, progress)))
            access = database.prepare_embedded(
                cluster,
                instance.secret("postgres"),
                owner=instance.secret("owner"),
                app=instance.secret("app"),
            )
        yield access
    finally:
        cluster.stop()


def _words(words: str, progress: Progress) -> str:
    if words == "orphans":
        return progress.say("orphans")
    return progress.say("recovering", seconds=words)
