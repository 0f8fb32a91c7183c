"""Sentences that hold about running processes."""

from collections.abc import Iterator

from qitao.base.checks import Finding, check
from qitao.flow import queries


@check
def each_active_instance_has_a_token() -> Iterator[Finding]:
    """Each active or held instance has at least one token."""
    for row in queries.list_instances_without_token():
        yield Finding(f"instance:{row.instance_id}", dict(row.evidence))


@check
def each_token_has_one_living_reason() -> Iterator[Finding]:
    """Each token has exactly one living reason: task, job, gate, incomplete join or incident."""
    for row in queries.list_tokens_without_reason():
        yield Finding(f"token:{row.token_id}", dict(row.evidence))


@check
def no_process_incident_is_open() -> Iterator[Finding]:
    """No incident of a process is open."""
    for row in queries.list_incidents():
        yield Finding(f"incident:{row.id}", {"code": row.code, **row.evidence})
