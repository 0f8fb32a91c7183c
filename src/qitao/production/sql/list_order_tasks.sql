-- Open tasks of orders that no verb of their own completes, for whom they may be, oldest first.
-- index: flow_task_asked, flow_task_pkey
-- plan: custom
SELECT k.id, k.permission, k.post, coalesce(p.name, k.post) AS post_name, k.form, k.opened_at,
       k.claimed_by, coalesce(u.name, '') AS claimed_name, n.key AS node, n.name AS node_name,
       n.name_en AS node_name_en, coalesce(p.name_en, '') AS post_name_en,
       o.id AS order, o.number, o.plant_id AS plant, m.name AS material_name,
       m.name_en AS material_name_en
FROM flow_task k
JOIN flow_node n ON n.id = k.node_id
JOIN flow_instance i ON i.id = k.instance_id AND i.business_type = 'work_order'
JOIN production_workorder o ON o.id = i.business_id
JOIN catalog_material m ON m.id = o.material_id
LEFT JOIN people_post p ON p.code = k.post
LEFT JOIN people_user u ON u.id = k.claimed_by
WHERE k.state = 'open' AND k.verb = '' AND i.status = 'active'
  AND (%(task)s::bigint IS NULL OR k.id = %(task)s::bigint)
  AND (%(permissions)s::text[] IS NULL OR k.permission = '' OR EXISTS (
      SELECT FROM unnest(%(permissions)s::text[], %(places)s::bigint[]) AS g (permission, plant_id)
      WHERE g.permission = k.permission AND (g.plant_id IS NULL OR g.plant_id = o.plant_id)))
  AND (%(posts)s::text[] IS NULL OR k.post = '' OR k.post = ANY (%(posts)s::text[])
      OR o.plant_id = ANY (%(standing_in)s::bigint[]))
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
ORDER BY k.opened_at, k.id
LIMIT %(limit)s
