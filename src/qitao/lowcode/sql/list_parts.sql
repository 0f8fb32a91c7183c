-- The parts of an installation, last first.
-- index: lowcode_part_position
SELECT kind, name, undo
FROM lowcode_installedpart
WHERE installation_id = %(installation)s::bigint
ORDER BY position DESC
LIMIT 500
