-- The installations that stand.
-- index: none (a handful of rows)
SELECT id, template, version, installed_at
FROM lowcode_installation WHERE undone_at IS NULL ORDER BY template LIMIT 500
