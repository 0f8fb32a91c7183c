-- The bad cells of one import.
-- index: links_importfault_number
SELECT f.id, f.number, f.noun, f."table", f.line, f.field, f."column", f.value, f.code, f.evidence
FROM links_importfault f
WHERE f.run_id = %(run)s::bigint
