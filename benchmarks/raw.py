"""The raw limit: the same rows written by plain SQL, driven by pgbench or by one statement."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from benchmarks.house import House

TPS = re.compile(rb"tps = ([\d.]+) \(without")
PGBENCH_SECONDS_SLACK = 60


def pgbench(house: House, script: str, *, clients: int, seconds: float, **variables: int) -> float:
    """Run a pgbench script against the house's database; return transactions per second."""
    dsn = house.access.owner
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "script.sql"
        file.write_text(script, encoding="utf-8")
        command = [
            house.binaries.program("pgbench"),
            "--no-vacuum",
            f"--client={clients}",
            f"--jobs={min(clients, 2)}",
            f"--time={max(round(seconds), 1)}",
            "--protocol=prepared",
            f"--file={file}",
            *(f"--define={name}={value}" for name, value in variables.items()),
            f"--host={dsn.host}",
            f"--port={dsn.port}",
            f"--username={dsn.user}",
            dsn.name,
        ]
        environment = {**os.environ, "PGPASSWORD": dsn.password}
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            timeout=seconds + PGBENCH_SECONDS_SLACK,
            check=False,
        )
    found = TPS.search(done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    return float(found[1])
