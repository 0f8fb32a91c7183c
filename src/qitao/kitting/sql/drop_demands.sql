-- Forget sources of demand with their lines, verdicts and shortages.
-- index: kitting_verdict_pkey, kitting_demand_pkey, kitting_shortage_pkey
WITH source AS MATERIALIZED (
    SELECT * FROM unnest(%(types)s::text[], %(ids)s::bigint[]) AS s (type, id) ORDER BY type, id
), lines AS (
    DELETE FROM kitting_demand d USING source s
    WHERE d.source_type = s.type AND d.source_id = s.id
), shortages AS (
    DELETE FROM kitting_shortage k USING source s
    WHERE k.source_type = s.type AND k.source_id = s.id
)
DELETE FROM kitting_verdict v USING source s
WHERE v.source_type = s.type AND v.source_id = s.id
