"""Tables of the engine: what is published, what runs, what waits and why."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from qitao.flow.values import NAME_MAX, Entry, InstanceStatus, JobState, NodeKind, Outcome


class Definition(models.Model):
    """A published version of a process; its XML, nodes and edges never change."""

    key = models.CharField(max_length=120)
    version = models.IntegerField()
    name = models.CharField(max_length=NAME_MAX)
    name_en = models.CharField(max_length=NAME_MAX, default="", db_default="")
    xml = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, default="published", db_default="published")
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="flow_definition_version"),
            models.CheckConstraint(
                condition=Q(state__in=["published", "retired"]), name="flow_definition_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Node(models.Model):
    """A node of a definition, compiled: what a token does when it comes here."""

    definition = models.ForeignKey(Definition, models.PROTECT, db_index=False, related_name="nodes")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=NAME_MAX)
    name_en = models.CharField(max_length=NAME_MAX, default="", db_default="")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in NodeKind])
    entry = models.CharField(max_length=20, choices=[(e, e) for e in Entry])
    step = models.CharField(max_length=120)
    verb = models.CharField(max_length=120)
    state = models.CharField(max_length=60)
    permission = models.CharField(max_length=120)
    post = models.CharField(max_length=60)
    form = models.CharField(max_length=120)
    sla = models.DurationField(null=True)
    joins = models.SmallIntegerField(help_text="Flows that a join waits for.")
    locks = models.BooleanField(help_text="Leaving it may touch the instance: lock that first.")
    guards = models.TextField(null=True, help_text="SQL: priority of the flow to take.")
    attempts = models.SmallIntegerField()
    backoff = models.DurationField(default=timedelta)
    timeout = models.DurationField(default=timedelta)
    attached_to = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="boundaries"
    )
    interrupts = models.BooleanField()
    after = models.DurationField(null=True)
    error = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["definition", "key"], name="flow_node_key"),
        ]
        indexes = [models.Index(fields=["attached_to"], name="flow_node_attached_to")]

    def __str__(self) -> str:
        return self.key


class Edge(models.Model):
    """A sequence flow of a definition; a gateway tries its edges in order of priority."""

    definition = models.ForeignKey(Definition, models.PROTECT, db_index=False, related_name="edges")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    source = models.ForeignKey(Node, models.PROTECT, db_index=False, related_name="outgoing")
    target = models.ForeignKey(Node, models.PROTECT, db_index=False, related_name="incoming")
    priority = models.SmallIntegerField()
    is_default = models.BooleanField()
    guard = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "priority"], name="flow_edge_priority"),
            models.UniqueConstraint(fields=["definition", "key"], name="flow_edge_key"),
        ]

    def __str__(self) -> str:
        return self.key


class Instance(models.Model):
    """One run of a definition for one business object; at most one lives per object."""

    definition = models.ForeignKey(
        Definition, models.PROTECT, db_index=False, related_name="instances"
    )
    business_type = models.CharField(max_length=60)
    business_id = models.BigIntegerField()
    status = models.CharField(max_length=20, choices=[(s, s) for s in InstanceStatus])
    variables = models.JSONField(db_default=models.Value({}, models.JSONField()))
    started_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business_type", "business_id"],
                condition=Q(status__in=["active", "held"]),
                name="flow_instance_one_lives",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(InstanceStatus)), name="flow_instance_status"
            ),
        ]
        indexes = [
            models.Index(
                fields=["business_type", "business_id", "id"], name="flow_instance_business"
            ),
            models.Index(fields=["definition", "status"], name="flow_instance_definition"),
        ]

    def __str__(self) -> str:
        return f"{self.business_type}:{self.business_id}"


class Token(models.Model):
    """Where an instance stands, since when, and the one living reason why it waits there."""

    instance = models.ForeignKey(Instance, models.PROTECT, db_index=False, related_name="tokens")
    definition_id = models.BigIntegerField()
    node = models.ForeignKey(Node, models.PROTECT, db_constraint=False, db_index=False)
    state = models.CharField(max_length=60, help_text="The business state last entered.")
    wait = models.CharField(max_length=20, choices=[(e, e) for e in Entry])
    wait_ref = models.BigIntegerField(null=True, help_text="The task, job or incident.")
    verdict = models.CharField(max_length=20, choices=[(o, o) for o in Outcome])
    code = models.CharField(max_length=120)
    evidence = models.JSONField(db_default=models.Value({}, models.JSONField()))
    since = models.DateTimeField()
    due = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    attempt = models.IntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["instance"], name="flow_token_instance"),
            models.Index(fields=["definition_id", "node", "since"], name="flow_token_waiting"),
            models.Index(fields=["due"], condition=Q(due__isnull=False), name="flow_token_due"),
            models.Index(fields=["id"], condition=Q(wait="gate"), name="flow_token_gate"),
        ]

    def __str__(self) -> str:
        return f"{self.instance_id}@{self.node_id}"


class JoinArrival(models.Model):
    """A token that has come to a join and waits for its siblings."""

    instance = models.ForeignKey(Instance, models.PROTECT, db_index=False)
    node = models.ForeignKey(Node, models.PROTECT, db_constraint=False, db_index=False)
    edge_id = models.BigIntegerField()
    token_id = models.BigIntegerField(unique=True)

    class Meta:
        db_table = "flow_join_arrival"
        indexes = [models.Index(fields=["instance", "node"], name="flow_join_arrival_join")]

    def __str__(self) -> str:
        return f"{self.token_id}@{self.node_id}"


class Task(models.Model):
    """Work for a person: who may do it, who has taken it, what completes it."""

    instance = models.ForeignKey(Instance, models.PROTECT, db_index=False, related_name="tasks")
    token_id = models.BigIntegerField()
    node = models.ForeignKey(Node, models.PROTECT, db_constraint=False, db_index=False)
    verb = models.CharField(max_length=120)
    permission = models.CharField(max_length=120)
    post = models.CharField(max_length=60)
    form = models.CharField(max_length=120)
    state = models.CharField(max_length=20, db_default="open")
    opened_at = models.DateTimeField()
    claimed_by = models.BigIntegerField(null=True)
    claimed_at = models.DateTimeField(null=True)
    done_by = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token_id"], condition=Q(state="open"), name="flow_task_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "cancelled"]), name="flow_task_state"
            ),
        ]
        indexes = [
            models.Index(fields=["instance"], name="flow_task_instance"),
            models.Index(
                fields=["permission", "opened_at"], condition=Q(state="open"), name="flow_task_turn"
            ),
            models.Index(
                fields=["claimed_by"],
                condition=Q(state="open", claimed_by__isnull=False),
                name="flow_task_claimed",
            ),
            models.Index(
                fields=["opened_at"], condition=Q(state="open", verb=""), name="flow_task_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb or self.form}:{self.state}"


class Job(models.Model):
    """Work for a step outside the transaction: leased, timed, retried, and visible when dead."""

    instance = models.ForeignKey(Instance, models.PROTECT, db_index=False, related_name="jobs")
    token_id = models.BigIntegerField()
    node = models.ForeignKey(Node, models.PROTECT, db_constraint=False, db_index=False)
    step = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=[(s, s) for s in JobState])
    key = models.CharField(max_length=60, help_text="Idempotency key, the same for all attempts.")
    attempts = models.IntegerField(db_default=0)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=60, db_default="")
    last_error = models.JSONField(db_default=models.Value({}, models.JSONField()))
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token_id"],
                condition=Q(state__in=["queued", "running", "dead"]),
                name="flow_job_one_lives",
            ),
            models.CheckConstraint(condition=Q(state__in=list(JobState)), name="flow_job_state"),
        ]
        indexes = [
            models.Index(fields=["instance"], name="flow_job_instance"),
            models.Index(fields=["run_after"], condition=Q(state="queued"), name="flow_job_queued"),
            models.Index(
                fields=["lease_until"], condition=Q(state="running"), name="flow_job_leased"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}:{self.state}"


class Timer(models.Model):
    """A boundary timer that will fire unless its token leaves before."""

    instance = models.ForeignKey(Instance, models.PROTECT, db_index=False)
    token_id = models.BigIntegerField()
    node = models.ForeignKey(Node, models.PROTECT, db_constraint=False, db_index=False)
    due = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_id", "node"], name="flow_timer_once"),
        ]
        indexes = [
            models.Index(fields=["instance"], name="flow_timer_instance"),
            models.Index(fields=["due"], name="flow_timer_due"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id}@{self.due}"


class Incident(models.Model):
    """Something that a person must look at; open until it is resolved."""

    instance = models.ForeignKey(
        Instance, models.PROTECT, null=True, db_index=False, related_name="incidents"
    )
    token_id = models.BigIntegerField(null=True)
    node = models.ForeignKey(Node, models.PROTECT, db_constraint=False, db_index=False, null=True)
    code = models.CharField(max_length=120)
    evidence = models.JSONField(db_default=models.Value({}, models.JSONField()))
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.BigIntegerField(null=True)
    resolution = models.CharField(max_length=500, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "token_id", "code"],
                condition=Q(resolved_at__isnull=True),
                nulls_distinct=False,
                name="flow_incident_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at"],
                condition=Q(resolved_at__isnull=True),
                name="flow_incident_open",
            ),
        ]

    def __str__(self) -> str:
        return self.code
