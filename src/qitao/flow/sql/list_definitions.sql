-- All versions of all processes, newest first, with how many instances live on each.
-- index: flow_instance_definition
SELECT d.id, d.key, d.version, d.name, d.name_en, d.sha256, d.state, d.published_at, d.published_by,
       (SELECT count(*) FROM flow_instance i
        WHERE i.definition_id = d.id AND i.status IN ('active', 'held')) AS living
FROM flow_definition d
ORDER BY d.key, d.version DESC LIMIT 1000
