-- Make BOM versions or change drafts; the caller has seen that no published one is among them.
-- index: catalog_bom_version
INSERT INTO catalog_bom AS kept
    (material_id, version, effective_from, effective_to, base_quantity, note, state)
SELECT m.id, g.version, g.effective_from, g.effective_to, g.base_quantity, g.note, 'draft'
FROM json_to_recordset(%(rows)s::json) AS g (
    material text, version text, effective_from date, effective_to date, base_quantity numeric,
    note text)
JOIN catalog_material m ON m.code = g.material
ORDER BY m.id, g.version
ON CONFLICT (material_id, version) DO UPDATE SET
    effective_from = excluded.effective_from, effective_to = excluded.effective_to,
    base_quantity = excluded.base_quantity, note = excluded.note, revision = kept.revision + 1
WHERE kept.state = 'draft'
