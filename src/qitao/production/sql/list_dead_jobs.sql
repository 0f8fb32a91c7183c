-- Jobs that were given up after their last attempt (the dead letters), of orders of some plants.
-- index: flow_job_one_lives, production_workorder_pkey
-- plan: custom
SELECT j.id, j.step, j.attempts, j.last_error, j.finished_at, i.business_id AS order, w.number,
       w.plant_id AS plant, n.key AS node, n.name AS node_name, n.name_en AS node_name_en
FROM flow_job j
JOIN flow_instance i ON i.id = j.instance_id
JOIN flow_node n ON n.id = j.node_id
LEFT JOIN production_workorder w ON w.id = i.business_id AND i.business_type = 'work_order'
WHERE j.state = 'dead'
  AND (%(plants)s::bigint[] IS NULL OR w.plant_id = ANY (%(plants)s::bigint[]))
ORDER BY j.id
LIMIT %(limit)s
