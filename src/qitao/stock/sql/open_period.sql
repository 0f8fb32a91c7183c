-- Open a closed period again.
-- index: stock_period_pkey
UPDATE stock_period SET state = 'open', changed_at = now(), changed_by = %(actor)s::bigint
WHERE id = %(period)s::bigint
