-- The numbers of the latest movements in or out of a place, from each of its accounts.
-- index: stock_account_location_id, stock_entry_once
SELECT DISTINCT x.movement_id AS id
FROM stock_account a
CROSS JOIN LATERAL (
    SELECT e.movement_id FROM stock_entry e
    WHERE e.account_id = a.id
      AND (%(before)s::bigint IS NULL OR e.movement_id < %(before)s::bigint)
    ORDER BY e.movement_id DESC LIMIT %(limit)s
) x
WHERE a.location_id = %(location)s::bigint
ORDER BY x.movement_id DESC LIMIT %(limit)s
