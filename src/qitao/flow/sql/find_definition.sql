-- The version of a process that new instances start on.
-- index: flow_definition_version
SELECT id, key, version, name, name_en, sha256
FROM flow_definition
WHERE key = %(key)s::text AND state = 'published'
ORDER BY version DESC LIMIT 1
