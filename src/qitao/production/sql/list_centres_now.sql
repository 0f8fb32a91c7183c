-- Work centres now: their machines, how many run, what runs there, what waits.
-- index: catalog_workcentre_plant_code, production_operation_open, production_period_running
-- plan: custom
SELECT w.id, w.code, w.name, w.name_en,
       (SELECT count(*) FROM catalog_machine c WHERE c.work_centre_id = w.id AND c.active)::int
           AS machines,
       (SELECT count(*) FROM catalog_machine c
        JOIN production_workperiod x ON x.machine_id = c.id AND x.ended_at IS NULL
        WHERE c.work_centre_id = w.id)::int AS machines_running,
       n.running, n.paused, n.waiting, n.numbers
FROM catalog_workcentre w
CROSS JOIN LATERAL (
    SELECT (count(*) FILTER (WHERE r.state = 'running'))::int AS running,
           (count(*) FILTER (WHERE r.state = 'paused'))::int AS paused,
           (count(*) FILTER (WHERE r.state = 'waiting'))::int AS waiting,
           (coalesce(array_agg(o.number ORDER BY r.running_since)
                     FILTER (WHERE r.state = 'running'), '{}'))[1:3] AS numbers
    FROM production_orderoperation r
    JOIN production_workorder o ON o.id = r.order_id AND o.state IN ('released', 'in_production')
    WHERE r.work_centre_id = w.id AND r.state <> 'finished'
) n
WHERE w.active
  AND (%(plants)s::bigint[] IS NULL OR w.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(work_centre)s::bigint IS NULL OR w.id = %(work_centre)s::bigint)
ORDER BY w.plant_id, w.code
LIMIT 60
