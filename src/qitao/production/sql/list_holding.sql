-- The inspections that hold orders which would else go on, the newest first: as `production_stuck`
-- tells them. The view is asked for one order at a time, since few inspections hold anything.
-- index: quality_inspection_state_id, production_orderoperation_pkey
-- plan: custom
WITH held AS MATERIALIZED (
    SELECT x.id, p.order_id
    FROM quality_inspection x
    JOIN production_orderoperation p ON p.id = x.source_id
    WHERE x.source_type = 'order_operation' AND x.blocking AND x.state IN ('open', 'failed')
      AND (x.state = 'open' OR x.disposition IS DISTINCT FROM 'scrap' OR x.kind = 'first_piece')
      AND (%(plants)s::bigint[] IS NULL OR x.plant_id = ANY (%(plants)s::bigint[]))
      AND NOT EXISTS (SELECT FROM quality_inspection r WHERE r.repeats_id = x.id)
    ORDER BY x.id DESC LIMIT %(limit)s::int
)
SELECT h.id
FROM held h
CROSS JOIN LATERAL (
    SELECT FROM production_stuck s
    WHERE s.order_id = h.order_id AND s.cause = 'inspection' LIMIT 1
) s
ORDER BY h.id DESC
