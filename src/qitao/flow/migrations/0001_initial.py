import datetime

import django.db.models.deletion
from django.db import migrations, models

import qitao.flow.values


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Definition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("version", models.IntegerField()),
                ("name", models.CharField(max_length=200)),
                ("xml", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(db_default="published", default="published", max_length=20),
                ),
                ("published_at", models.DateTimeField()),
                ("published_by", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "version"), name="flow_definition_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["published", "retired"])),
                        name="flow_definition_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instances",
                        to="flow.definition",
                    ),
                ),
                ("business_type", models.CharField(max_length=60)),
                ("business_id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (
                                qitao.flow.values.InstanceStatus["ACTIVE"],
                                qitao.flow.values.InstanceStatus["ACTIVE"],
                            ),
                            (
                                qitao.flow.values.InstanceStatus["HELD"],
                                qitao.flow.values.InstanceStatus["HELD"],
                            ),
                            (
                                qitao.flow.values.InstanceStatus["COMPLETED"],
                                qitao.flow.values.InstanceStatus["COMPLETED"],
                            ),
                            (
                                qitao.flow.values.InstanceStatus["TERMINATED"],
                                qitao.flow.values.InstanceStatus["TERMINATED"],
                            ),
                            (
                                qitao.flow.values.InstanceStatus["CANCELLED"],
                                qitao.flow.values.InstanceStatus["CANCELLED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("variables", models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ("started_at", models.DateTimeField()),
                ("held_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["business_type", "business_id", "id"], name="flow_instance_business"
                    ),
                    models.Index(fields=["definition", "status"], name="flow_instance_definition"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["active", "held"])),
                        fields=("business_type", "business_id"),
                        name="flow_instance_one_lives",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    qitao.flow.values.InstanceStatus["ACTIVE"],
                                    qitao.flow.values.InstanceStatus["HELD"],
                                    qitao.flow.values.InstanceStatus["COMPLETED"],
                                    qitao.flow.values.InstanceStatus["TERMINATED"],
                                    qitao.flow.values.InstanceStatus["CANCELLED"],
                                ],
                            )
                        ),
                        name="flow_instance_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nodes",
                        to="flow.definition",
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                qitao.flow.values.NodeKind["START"],
                                qitao.flow.values.NodeKind["START"],
                            ),
                            (qitao.flow.values.NodeKind["END"], qitao.flow.values.NodeKind["END"]),
                            (
                                qitao.flow.values.NodeKind["TERMINATE"],
                                qitao.flow.values.NodeKind["TERMINATE"],
                            ),
                            (
                                qitao.flow.values.NodeKind["USER"],
                                qitao.flow.values.NodeKind["USER"],
                            ),
                            (
                                qitao.flow.values.NodeKind["SERVICE"],
                                qitao.flow.values.NodeKind["SERVICE"],
                            ),
                            (
                                qitao.flow.values.NodeKind["EXCLUSIVE"],
                                qitao.flow.values.NodeKind["EXCLUSIVE"],
                            ),
                            (
                                qitao.flow.values.NodeKind["PARALLEL"],
                                qitao.flow.values.NodeKind["PARALLEL"],
                            ),
                            (
                                qitao.flow.values.NodeKind["TIMER"],
                                qitao.flow.values.NodeKind["TIMER"],
                            ),
                            (
                                qitao.flow.values.NodeKind["ERROR"],
                                qitao.flow.values.NodeKind["ERROR"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "entry",
                    models.CharField(
                        choices=[
                            (qitao.flow.values.Entry["TASK"], qitao.flow.values.Entry["TASK"]),
                            (qitao.flow.values.Entry["GATE"], qitao.flow.values.Entry["GATE"]),
                            (qitao.flow.values.Entry["JOB"], qitao.flow.values.Entry["JOB"]),
                            (qitao.flow.values.Entry["JOIN"], qitao.flow.values.Entry["JOIN"]),
                            (
                                qitao.flow.values.Entry["INCIDENT"],
                                qitao.flow.values.Entry["INCIDENT"],
                            ),
                            (qitao.flow.values.Entry["END"], qitao.flow.values.Entry["END"]),
                            (
                                qitao.flow.values.Entry["TERMINATE"],
                                qitao.flow.values.Entry["TERMINATE"],
                            ),
                            (qitao.flow.values.Entry["PASS"], qitao.flow.values.Entry["PASS"]),
                        ],
                        max_length=20,
                    ),
                ),
                ("step", models.CharField(max_length=120)),
                ("verb", models.CharField(max_length=120)),
                ("state", models.CharField(max_length=60)),
                ("permission", models.CharField(max_length=120)),
                ("post", models.CharField(max_length=60)),
                ("form", models.CharField(max_length=120)),
                ("sla", models.DurationField(null=True)),
                ("joins", models.SmallIntegerField(help_text="Flows that a join waits for.")),
                (
                    "locks",
                    models.BooleanField(
                        help_text="Leaving it may touch the instance: lock that first."
                    ),
                ),
                (
                    "guards",
                    models.TextField(help_text="SQL: priority of the flow to take.", null=True),
                ),
                ("attempts", models.SmallIntegerField()),
                ("backoff", models.DurationField(default=datetime.timedelta)),
                ("timeout", models.DurationField(default=datetime.timedelta)),
                (
                    "attached_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boundaries",
                        to="flow.node",
                    ),
                ),
                ("interrupts", models.BooleanField()),
                ("after", models.DurationField(null=True)),
                ("error", models.CharField(max_length=120)),
            ],
            options={
                "indexes": [models.Index(fields=["attached_to"], name="flow_node_attached_to")],
                "constraints": [
                    models.UniqueConstraint(fields=("definition", "key"), name="flow_node_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="JoinArrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.instance",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.node",
                    ),
                ),
                ("edge_id", models.BigIntegerField()),
                ("token_id", models.BigIntegerField(unique=True)),
            ],
            options={
                "db_table": "flow_join_arrival",
                "indexes": [
                    models.Index(fields=["instance", "node"], name="flow_join_arrival_join")
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="flow.instance",
                    ),
                ),
                ("token_id", models.BigIntegerField()),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.node",
                    ),
                ),
                ("step", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                qitao.flow.values.JobState["QUEUED"],
                                qitao.flow.values.JobState["QUEUED"],
                            ),
                            (
                                qitao.flow.values.JobState["RUNNING"],
                                qitao.flow.values.JobState["RUNNING"],
                            ),
                            (
                                qitao.flow.values.JobState["DONE"],
                                qitao.flow.values.JobState["DONE"],
                            ),
                            (
                                qitao.flow.values.JobState["DEAD"],
                                qitao.flow.values.JobState["DEAD"],
                            ),
                            (
                                qitao.flow.values.JobState["CANCELLED"],
                                qitao.flow.values.JobState["CANCELLED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Idempotency key, the same for all attempts.", max_length=60
                    ),
                ),
                ("attempts", models.IntegerField(db_default=0)),
                ("run_after", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("worker", models.CharField(db_default="", max_length=60)),
                ("last_error", models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["instance"], name="flow_job_instance"),
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["run_after"],
                        name="flow_job_queued",
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["lease_until"],
                        name="flow_job_leased",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "dead"])),
                        fields=("token_id",),
                        name="flow_job_one_lives",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    qitao.flow.values.JobState["QUEUED"],
                                    qitao.flow.values.JobState["RUNNING"],
                                    qitao.flow.values.JobState["DONE"],
                                    qitao.flow.values.JobState["DEAD"],
                                    qitao.flow.values.JobState["CANCELLED"],
                                ],
                            )
                        ),
                        name="flow_job_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="flow.instance",
                    ),
                ),
                ("token_id", models.BigIntegerField(null=True)),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.node",
                    ),
                ),
                ("code", models.CharField(max_length=120)),
                ("evidence", models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ("opened_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(null=True)),
                ("resolved_by", models.BigIntegerField(null=True)),
                ("resolution", models.CharField(db_default="", max_length=500)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=["opened_at"],
                        name="flow_incident_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_at__isnull", True)),
                        fields=("instance", "token_id", "code"),
                        name="flow_incident_one_open",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edges",
                        to="flow.definition",
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=200)),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outgoing",
                        to="flow.node",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming",
                        to="flow.node",
                    ),
                ),
                ("priority", models.SmallIntegerField()),
                ("is_default", models.BooleanField()),
                ("guard", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "priority"), name="flow_edge_priority"
                    ),
                    models.UniqueConstraint(fields=("definition", "key"), name="flow_edge_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="flow.instance",
                    ),
                ),
                ("token_id", models.BigIntegerField()),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.node",
                    ),
                ),
                ("verb", models.CharField(max_length=120)),
                ("permission", models.CharField(max_length=120)),
                ("post", models.CharField(max_length=60)),
                ("form", models.CharField(max_length=120)),
                ("state", models.CharField(db_default="open", max_length=20)),
                ("opened_at", models.DateTimeField()),
                ("claimed_by", models.BigIntegerField(null=True)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("done_by", models.BigIntegerField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["instance"], name="flow_task_instance"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["permission", "opened_at"],
                        name="flow_task_turn",
                    ),
                    models.Index(
                        condition=models.Q(("claimed_by__isnull", False), ("state", "open")),
                        fields=["claimed_by"],
                        name="flow_task_claimed",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open"), ("verb", "")),
                        fields=["opened_at"],
                        name="flow_task_asked",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("token_id",),
                        name="flow_task_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "cancelled"])),
                        name="flow_task_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.instance",
                    ),
                ),
                ("token_id", models.BigIntegerField()),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.node",
                    ),
                ),
                ("due", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["instance"], name="flow_timer_instance"),
                    models.Index(fields=["due"], name="flow_timer_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("token_id", "node"), name="flow_timer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="flow.instance",
                    ),
                ),
                ("definition_id", models.BigIntegerField()),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="flow.node",
                    ),
                ),
                (
                    "state",
                    models.CharField(help_text="The business state last entered.", max_length=60),
                ),
                (
                    "wait",
                    models.CharField(
                        choices=[
                            (qitao.flow.values.Entry["TASK"], qitao.flow.values.Entry["TASK"]),
                            (qitao.flow.values.Entry["GATE"], qitao.flow.values.Entry["GATE"]),
                            (qitao.flow.values.Entry["JOB"], qitao.flow.values.Entry["JOB"]),
                            (qitao.flow.values.Entry["JOIN"], qitao.flow.values.Entry["JOIN"]),
                            (
                                qitao.flow.values.Entry["INCIDENT"],
                                qitao.flow.values.Entry["INCIDENT"],
                            ),
                            (qitao.flow.values.Entry["END"], qitao.flow.values.Entry["END"]),
                            (
                                qitao.flow.values.Entry["TERMINATE"],
                                qitao.flow.values.Entry["TERMINATE"],
                            ),
                            (qitao.flow.values.Entry["PASS"], qitao.flow.values.Entry["PASS"]),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "wait_ref",
                    models.BigIntegerField(help_text="The task, job or incident.", null=True),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            (qitao.flow.values.Outcome["PASS"], qitao.flow.values.Outcome["PASS"]),
                            (qitao.flow.values.Outcome["FAIL"], qitao.flow.values.Outcome["FAIL"]),
                            (
                                qitao.flow.values.Outcome["UNKNOWN"],
                                qitao.flow.values.Outcome["UNKNOWN"],
                            ),
                            (
                                qitao.flow.values.Outcome["NOT_EVALUATED"],
                                qitao.flow.values.Outcome["NOT_EVALUATED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(max_length=120)),
                ("evidence", models.JSONField(db_default=models.Value({}, models.JSONField()))),
                ("since", models.DateTimeField()),
                ("due", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("attempt", models.IntegerField(db_default=0, default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["instance"], name="flow_token_instance"),
                    models.Index(
                        fields=["definition_id", "node", "since"], name="flow_token_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("due__isnull", False)),
                        fields=["due"],
                        name="flow_token_due",
                    ),
                    models.Index(
                        condition=models.Q(("wait", "gate")), fields=["id"], name="flow_token_gate"
                    ),
                ],
            },
        ),
    ]
