-- Start or resume an operation and open its period of work.
-- index: production_orderoperation_pkey
WITH begun AS (
    UPDATE production_orderoperation
    SET state = 'running', machine_id = coalesce(%(machine)s::bigint, machine_id),
        running_since = %(at)s::timestamptz,
        started_at = coalesce(started_at, %(at)s::timestamptz)
    WHERE id = %(operation)s::bigint
    RETURNING machine_id
)
INSERT INTO production_workperiod (operation_id, kind, machine_id, operator_id, started_at)
SELECT %(operation)s::bigint, %(kind)s::text, machine_id, %(operator)s::bigint, %(at)s::timestamptz
FROM begun
