-- Post lines of movements in one set-based call; the outcome says whether anything was written.
-- index: stock_account_key, stock_account_pkey, stock_movement_once, stock_entry_pkey
SELECT outcome, movements, plants, faults
FROM stock_post_moves_v1(%(posting)s::text, ROW(%(kinds)s, %(materials)s, %(lots)s, %(serials)s,
    %(quantities)s, %(sources)s, %(targets)s, %(statuses)s, %(target_statuses)s,
    %(document_types)s, %(document_ids)s, %(document_lines)s, %(holder_types)s, %(holder_ids)s,
    %(holder_lines)s, %(reverses)s, %(reasons)s, %(moments)s)::stock_columns,
    %(at)s::timestamptz, %(actor)s::bigint)
