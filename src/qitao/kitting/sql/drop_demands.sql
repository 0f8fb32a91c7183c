-- Forget sources of demand with their lines, verdicts and shortages.
-- index: kitting_verdict_pkey, kitting_demand_pkey, kitting_shortage_pkey
WITH lines AS (
    DELETE FROM kitting_demand
    WHERE source_type = %(source_type)s::text AND source_id = ANY (%(ids)s::bigint[])
), shortages AS (
    DELETE FROM kitting_shortage
    WHERE source_type = %(source_type)s::text AND source_id = ANY (%(ids)s::bigint[])
)
DELETE FROM kitting_verdict
WHERE source_type = %(source_type)s::text AND source_id = ANY (%(ids)s::bigint[])
