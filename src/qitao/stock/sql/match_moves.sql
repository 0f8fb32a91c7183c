-- The numbers of the latest movements of some materials, lots, serials, people, documents, places.
-- index: stock_movement_material, stock_movement_lot, stock_movement_serial, stock_movement_actor, stock_movement_document, stock_account_location_id, stock_entry_once
-- plan: custom
-- Of each key the latest are cut off before they are merged: a page costs the same at any size.
WITH moves AS NOT MATERIALIZED (
    SELECT v.* FROM stock_movement v
    WHERE (%(before)s::bigint IS NULL OR v.id < %(before)s::bigint)
      AND (%(plants)s::bigint[] IS NULL
           OR v.source_id IN (SELECT id FROM catalog_location
                              WHERE plant_id = ANY (%(plants)s::bigint[]))
           OR v.target_id IN (SELECT id FROM catalog_location
                              WHERE plant_id = ANY (%(plants)s::bigint[])))
      AND (%(material)s::bigint IS NULL OR v.material_id = %(material)s::bigint)
      AND (%(lot)s::bigint IS NULL OR v.lot_id = %(lot)s::bigint)
      AND (%(serial)s::bigint IS NULL OR v.serial_id = %(serial)s::bigint)
      AND (%(kinds)s::text[] IS NULL OR v.kind = ANY (%(kinds)s::text[]))
      AND (%(since)s::timestamptz IS NULL OR v.happened_at >= %(since)s::timestamptz)
      AND (%(until)s::timestamptz IS NULL OR v.happened_at < %(until)s::timestamptz)
)
SELECT DISTINCT found.id
FROM (
    SELECT x.id FROM unnest(%(materials)s::bigint[]) AS k (id) CROSS JOIN LATERAL (
        SELECT v.id FROM moves v WHERE v.material_id = k.id
        ORDER BY v.id DESC LIMIT %(limit)s::int) x
    UNION ALL
    SELECT x.id FROM unnest(%(lots)s::bigint[]) AS k (id) CROSS JOIN LATERAL (
        SELECT v.id FROM moves v WHERE v.lot_id = k.id
        ORDER BY v.id DESC LIMIT %(limit)s::int) x
    UNION ALL
    SELECT x.id FROM unnest(%(serials)s::bigint[]) AS k (id) CROSS JOIN LATERAL (
        SELECT v.id FROM moves v WHERE v.serial_id = k.id
        ORDER BY v.id DESC LIMIT %(limit)s::int) x
    UNION ALL
    SELECT x.id FROM unnest(%(actors)s::bigint[]) AS k (id) CROSS JOIN LATERAL (
        SELECT v.id FROM moves v WHERE v.actor = k.id
        ORDER BY v.id DESC LIMIT %(limit)s::int) x
    UNION ALL
    SELECT x.id
    FROM unnest(%(document_types)s::text[], %(documents)s::bigint[]) AS k (noun, id)
    CROSS JOIN LATERAL (
        SELECT v.id FROM moves v WHERE v.document_type = k.noun AND v.document_id = k.id
        ORDER BY v.id DESC LIMIT %(limit)s::int) x
    UNION ALL
    SELECT x.id FROM stock_account a CROSS JOIN LATERAL (
        SELECT v.id FROM stock_entry e JOIN moves v ON v.id = e.movement_id
        WHERE e.account_id = a.id
          AND (%(before)s::bigint IS NULL OR e.movement_id < %(before)s::bigint)
        ORDER BY e.movement_id DESC LIMIT %(limit)s::int) x
    WHERE a.location_id = ANY (%(places)s::bigint[])
) found
ORDER BY found.id DESC LIMIT %(limit)s::int
