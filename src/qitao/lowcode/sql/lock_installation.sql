-- Lock the standing installation of a template.
-- index: lowcode_installed_once
SELECT id, template, version, installed_at
FROM lowcode_installation
WHERE template = %(template)s::text AND undone_at IS NULL
FOR UPDATE
