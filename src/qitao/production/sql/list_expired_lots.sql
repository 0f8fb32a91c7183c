-- Which of the lots are past their shelf life on a day.
-- index: stock_lot_pkey
SELECT code FROM stock_lot
WHERE id = ANY (%(lots)s::bigint[]) AND expires_on < %(on_day)s::date
ORDER BY code
