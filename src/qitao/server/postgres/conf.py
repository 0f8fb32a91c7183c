"""What the embedded server is told: sizes by the memory, WAL ready for archive and replica."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

MB = 1024 * 1024
GB = 1024 * MB
CONNECTIONS_MAX = 120
SHARED_MEMORY_MIN = GB
CGROUP_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)

FIXED: Mapping[str, str] = {
    "max_connections": str(CONNECTIONS_MAX),
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # Archiving and replication are switched on later by a reload, never by a restart.
    "wal_level": "replica",
    "archive_mode": "on",
    "archive_command": "true",
    "max_wal_senders": "10",
    "max_replication_slots": "10",
    "max_slot_wal_keep_size": "8GB",
    "wal_log_hints": "on",
    "hot_standby": "on",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "10min",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_destination": "stderr",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_min_duration_statement": "1s",
    "log_lock_waits": "on",
    "log_checkpoints": "off",
    "log_startup_progress_interval": "2s",
    "idle_in_transaction_session_timeout": "5min",
}
THROWAWAY: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "archive_mode": "off",
    "logging_collector": "off",
    "log_min_duration_statement": "-1",
    "log_lock_waits": "off",
}


def memory_bytes() -> int:
    """Return the memory that this machine or its container has."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for file in CGROUP_LIMITS:
        try:
            limit = int(file.read_text())
        except (OSError, ValueError):
            continue
        total = min(total, limit)
    return total


def sizes(memory: int) -> dict[str, str]:
    """Return memory settings that leave room for the application on the same machine."""

    def share(part: int, least: int, most: int) -> str:
        return f"{min(max(memory // part, least), most) // MB}MB"

    return {
        "shared_buffers": share(8, 128 * MB, 4 * GB),
        "effective_cache_size": share(2, 512 * MB, 64 * GB),
        "maintenance_work_mem": share(32, 64 * MB, GB),
        "work_mem": share(512, 8 * MB, 64 * MB),
    }


def shared_memory() -> dict[str, str]:
    """Avoid /dev/shm where it is as small as containers have it: parallel queries would fail."""
    try:
        small = shutil.disk_usage("/dev/shm").total < SHARED_MEMORY_MIN  # noqa: S108 (not a temporary file)
    except OSError:
        return {}
    return {"dynamic_shared_memory_type": "sysv"} if small else {}


def render(settings: Mapping[str, str | int], *, first: Path, last: str) -> str:
    """Write settings as a configuration file, over those of `first`, under those of `last`."""
    lines = [f"{name} = '{value}'" for name, value in sorted(settings.items())]
    head = "# Written by Qitao at each start. Your own settings belong into local.conf beside it."
    tail = f"include_if_exists = '{last}'"
    return "\n".join([head, f"include = '{first}'", *lines, tail, ""])
