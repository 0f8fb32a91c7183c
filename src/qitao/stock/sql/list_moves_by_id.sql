-- Movements by their numbers, as reversing them needs them.
-- index: stock_movement_pkey
SELECT v.id, v.kind, v.material_id AS material, v.lot_id AS lot, v.serial_id AS serial, v.quantity,
       v.source_id AS source, v.target_id AS target, v.source_status, v.target_status,
       v.document_type, v.document_id, v.document_line
FROM stock_movement v
WHERE v.id = ANY (%(ids)s::bigint[])
ORDER BY v.id DESC
