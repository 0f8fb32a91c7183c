-- Start instances on the newest published version and move their tokens to where they first wait.
-- index: flow_definition_version, flow_instance_one_lives
SELECT * FROM flow_start_1(
    (SELECT id FROM flow_definition WHERE key = %(key)s::text AND state = 'published'
     ORDER BY version DESC LIMIT 1),
    %(business_type)s, %(business_ids)s::bigint[], %(variables)s::jsonb, %(actor)s, %(at)s,
    %(hops_max)s)
