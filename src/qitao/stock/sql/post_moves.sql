-- Post lines of movements in one set-based call; the outcome says whether anything was written.
-- index: stock_account_key, stock_account_pkey, stock_movement_once, stock_entry_pkey
SELECT outcome, movements, plants, faults
FROM stock_post_moves_v1(%(posting)s::text, %(lines)s::json, %(at)s::timestamptz, %(actor)s::bigint)
