-- The number of a key's next version.
-- index: flow_definition_version
SELECT coalesce(max(version), 0) + 1 FROM flow_definition WHERE key = %(key)s::text
