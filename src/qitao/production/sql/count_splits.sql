-- How many orders were split off one.
-- index: production_order_split
SELECT count(*) FROM production_workorder WHERE split_from_id = %(order)s::bigint
