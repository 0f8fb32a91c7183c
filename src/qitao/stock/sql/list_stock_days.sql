-- A material's stock by kind of place at the end of each day on which it changed: what lies there
-- now, less what was moved later. A day is the plant's own; movements are read back to a limit.
-- index: stock_account_key, stock_movement_material
-- plan: custom
WITH place AS MATERIALIZED (
    SELECT c.id, c.kind, p.time_zone,
           (%(now)s::timestamptz AT TIME ZONE p.time_zone)::date AS today
    FROM catalog_location c JOIN people_plant p ON p.id = c.plant_id
    WHERE c.kind <> ALL (%(virtual)s::text[])
      AND (%(plants)s::bigint[] IS NULL OR c.plant_id = ANY (%(plants)s::bigint[]))
), latest AS MATERIALIZED (
    SELECT v.quantity, v.source_id, v.target_id, v.happened_at, v.recorded_at
    FROM stock_movement v WHERE v.material_id = %(material)s::bigint
    ORDER BY v.id DESC LIMIT %(limit)s
), reach AS (
    SELECT CASE WHEN count(*) = %(limit)s THEN min(recorded_at) END AS read_to FROM latest
), leg AS (
    SELECT target_id AS place, happened_at, quantity AS delta FROM latest
    WHERE happened_at >= %(since)s::timestamptz
    UNION ALL
    SELECT source_id, happened_at, -quantity FROM latest
    WHERE happened_at >= %(since)s::timestamptz
), change AS (
    SELECT c.kind, least((l.happened_at AT TIME ZONE c.time_zone)::date, c.today) AS day,
           sum(l.delta) AS delta
    FROM leg l JOIN place c ON c.id = l.place
    GROUP BY 1, 2
), present AS (
    SELECT c.kind, sum(a.quantity) AS quantity
    FROM stock_account a JOIN place c ON c.id = a.location_id
    WHERE a.material_id = %(material)s::bigint
    GROUP BY c.kind
)
SELECT n.kind, c.day, coalesce(c.delta, 0) AS delta, r.read_to,
       n.quantity - coalesce(sum(c.delta) OVER (
           PARTITION BY n.kind ORDER BY c.day DESC
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS quantity
FROM present n CROSS JOIN reach r LEFT JOIN change c ON c.kind = n.kind
ORDER BY n.kind, c.day
