-- How one lot became another: along documents that consumed the one and produced the other.
-- index: none (schema)

-- The lots next to a lot: those it went into (forward) or was made of. Per document and lot what
-- went into production counts against what came back, so that returns and reversals net out.
CREATE FUNCTION stock_lot_edges_v1(lot bigint, forward boolean) RETURNS TABLE (
    next_lot bigint, document_type text, document_id bigint, quantity numeric
) LANGUAGE sql STABLE AS $$
    SELECT other.lot, doc.type, doc.id, abs(other.net)
    FROM (
        SELECT v.document_type AS type, v.document_id AS id,
            sum(CASE WHEN t.kind = 'production' THEN v.quantity
                     WHEN s.kind = 'production' THEN -v.quantity ELSE 0 END) AS net
        FROM stock_movement v
        JOIN catalog_location s ON s.id = v.source_id
        JOIN catalog_location t ON t.id = v.target_id
        WHERE v.lot_id = stock_lot_edges_v1.lot AND v.document_id IS NOT NULL
        GROUP BY v.document_type, v.document_id
    ) doc
    CROSS JOIN LATERAL (
        SELECT v.lot_id AS lot,
            sum(CASE WHEN t.kind = 'production' THEN v.quantity
                     WHEN s.kind = 'production' THEN -v.quantity ELSE 0 END) AS net
        FROM stock_movement v
        JOIN catalog_location s ON s.id = v.source_id
        JOIN catalog_location t ON t.id = v.target_id
        WHERE v.document_type = doc.type AND v.document_id = doc.id
            AND v.lot_id IS NOT NULL AND v.lot_id <> stock_lot_edges_v1.lot
        GROUP BY v.lot_id
    ) other
    WHERE CASE WHEN forward THEN doc.net > 0 AND other.net < 0
               ELSE doc.net < 0 AND other.net > 0 END
$$;
