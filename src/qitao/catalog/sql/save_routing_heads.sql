-- Make routing versions or change drafts; the caller has seen that no published one is among them.
-- index: catalog_routing_version
INSERT INTO catalog_routing AS kept
    (material_id, plant_id, version, effective_from, effective_to, note, state)
SELECT m.id, p.id, g.version, g.effective_from, g.effective_to, g.note, 'draft'
FROM json_to_recordset(%(rows)s::json) AS g (
    material text, plant text, version text, effective_from date, effective_to date, note text)
JOIN catalog_material m ON m.code = g.material
JOIN people_plant p ON p.code = g.plant
ORDER BY m.id, p.id, g.version
ON CONFLICT (material_id, plant_id, version) DO UPDATE SET
    effective_from = excluded.effective_from, effective_to = excluded.effective_to,
    note = excluded.note, revision = kept.revision + 1
WHERE kept.state = 'draft'
