"""The embedded PostgreSQL: the wheel's binaries, run by us as an unprivileged user."""

from qitao.server.postgres.binaries import MAJOR, Binaries, of_wheel, reachable
from qitao.server.postgres.cluster import Cluster

__all__ = ["MAJOR", "Binaries", "Cluster", "of_wheel", "reachable"]
