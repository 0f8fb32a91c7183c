-- The orders that a list's filters leave; the statements that page through them say `-- with: chosen_orders`.
-- index: none (a part of other statements)
-- A text comes as ids where few orders match (`match_orders`), else it is met soon enough on the way.
SELECT o.* FROM production_workorder o
WHERE (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(plant)s::bigint IS NULL OR o.plant_id = %(plant)s::bigint)
  AND (%(states)s::text[] IS NULL OR o.state = ANY (%(states)s::text[]))
  AND (%(material)s::bigint IS NULL OR o.material_id = %(material)s::bigint)
  AND (%(due_from)s::date IS NULL OR coalesce(o.due_on, '9999-12-31') >= %(due_from)s::date)
  AND (%(due_to)s::date IS NULL OR coalesce(o.due_on, '9999-12-31') <= %(due_to)s::date)
  AND (%(priority_max)s::int IS NULL OR o.priority <= %(priority_max)s::int)
  AND (%(work_centre)s::bigint IS NULL OR o.id IN (
       SELECT r.order_id FROM production_orderoperation r
       WHERE r.work_centre_id = %(work_centre)s::bigint AND r.state <> 'finished'))
  AND (NOT %(late)s::boolean OR (o.due_on < (%(at)s::timestamptz AT TIME ZONE 'UTC')::date + 2
       AND o.state NOT IN ('completed', 'closed', 'cancelled')
       AND o.due_on < (SELECT (%(at)s::timestamptz AT TIME ZONE z.time_zone)::date
                       FROM people_plant z WHERE z.id = o.plant_id)))
  AND (%(ids)s::bigint[] IS NULL OR o.id = ANY (%(ids)s::bigint[]))
  AND (%(text)s::text IS NULL OR strpos(upper(o.number), %(text)s::text) > 0
       OR o.material_id IN (
           SELECT m.id FROM catalog_material m
           WHERE catalog_pairs(m.search_text) @> catalog_pairs(lower(%(text)s::text))
             AND strpos(m.search_text, lower(%(text)s::text)) > 0))
  AND (%(step)s::text IS NULL OR %(step)s::text = ANY (ARRAY(
       SELECT n.key::text FROM flow_instance i
       JOIN flow_token t ON t.instance_id = i.id
       JOIN flow_node n ON n.id = t.node_id
       WHERE i.business_type = 'work_order' AND i.business_id = o.id)))
  AND (%(cause)s::text IS NULL OR o.id IN (
       SELECT x.order_id FROM production_stuck x WHERE x.cause = %(cause)s::text))
