-- The plants where a lot lies; where nothing is left of it, those where it once lay.
-- index: stock_account_lot
SELECT plant_id
FROM (SELECT c.plant_id, sum(abs(a.quantity)) AS left_there,
             sum(sum(abs(a.quantity))) OVER () AS left_at_all
      FROM stock_account a JOIN catalog_location c ON c.id = a.location_id
      WHERE a.lot_id = %(lot)s::bigint
      GROUP BY c.plant_id) p
WHERE left_there <> 0 OR left_at_all = 0
ORDER BY plant_id
