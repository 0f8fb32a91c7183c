-- Start or resume an operation and open its period of work, if its machine is here and free.
-- Of two that start at a machine at once the second waits for the first, and then is not begun.
-- index: production_orderoperation_pkey, catalog_machine_pkey, production_period_running
WITH begun AS (
    UPDATE production_orderoperation p
    SET state = 'running', machine_id = coalesce(%(machine)s::bigint, p.machine_id),
        running_since = %(at)s::timestamptz,
        started_at = coalesce(p.started_at, %(at)s::timestamptz)
    WHERE p.id = %(operation)s::bigint
      AND (coalesce(%(machine)s::bigint, p.machine_id) IS NULL
           OR (SELECT m.work_centre_id = p.work_centre_id AND m.state = 'ready'
               FROM catalog_machine m WHERE m.id = coalesce(%(machine)s::bigint, p.machine_id))
           AND NOT EXISTS (
               SELECT 1 FROM production_workperiod w
               WHERE w.machine_id = coalesce(%(machine)s::bigint, p.machine_id)
                 AND w.ended_at IS NULL AND w.operation_id <> p.id))
    RETURNING p.machine_id
)
INSERT INTO production_workperiod (operation_id, kind, machine_id, operator_id, started_at)
SELECT %(operation)s::bigint, %(kind)s::text, machine_id, %(operator)s::bigint, %(at)s::timestamptz
FROM begun
ON CONFLICT (machine_id) WHERE ended_at IS NULL DO NOTHING
