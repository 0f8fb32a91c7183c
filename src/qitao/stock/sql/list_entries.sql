-- The entries of one account from the latest back, each with its movement.
-- index: stock_entry_pkey, stock_movement_pkey
SELECT e.version, e.delta, e.balance_after, e.happened_at, v.recorded_at, v.id AS movement, v.kind,
       v.posting_key AS posting, v.document_type, v.document_id, v.reverses_id AS reverses, v.reason,
       v.actor
FROM stock_entry e JOIN stock_movement v ON v.id = e.movement_id
WHERE e.account_id = %(account)s::bigint
  AND (%(before)s::bigint IS NULL OR e.version < %(before)s::bigint)
ORDER BY e.version DESC LIMIT %(limit)s
