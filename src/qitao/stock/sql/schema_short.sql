-- What a posting is short of.
-- index: none (schema)
-- All shortages at once: which place and lot, how much is free there, how much is wanted. Takes the
-- legs as the posting function has worked them out; the account itself is still as it was.
CREATE FUNCTION stock_tell_short_v1(
    accounts bigint[], lines int[], deltas numeric[], balances numeric[], reserved numeric[],
    may_negative boolean[]
) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('line', s.line, 'material', a.material_id,
        'material_code', m.code, 'lot', a.lot_id, 'lot_code', o.code, 'location', a.location_id,
        'location_code', c.code, 'status', a.status, 'on_hand',
        trim_scale(a.quantity)::text, 'reserved', trim_scale(a.reserved)::text,
        'have', trim_scale(a.quantity - s.reserved)::text,
        'want', trim_scale(a.quantity - s.balance)::text,
        'unit', u.name, 'unit_en', coalesce(nullif(u.name_en, ''), u.code)) ORDER BY s.line)
    FROM (
        SELECT l.account, min(l.line) AS line, min(l.balance) AS balance, min(l.reserved) AS reserved
        FROM unnest(accounts, lines, deltas, balances, reserved)
            AS l (account, line, delta, balance, reserved)
        WHERE l.delta < 0 AND l.balance < l.reserved AND NOT coalesce(may_negative[l.line], false)
        GROUP BY l.account ORDER BY 2 LIMIT 1000
    ) s
    JOIN stock_account a ON a.id = s.account
    JOIN catalog_material m ON m.id = a.material_id
    JOIN catalog_unit u ON u.id = m.unit_id
    JOIN catalog_location c ON c.id = a.location_id
    LEFT JOIN stock_lot o ON o.id = a.lot_id
$$;
