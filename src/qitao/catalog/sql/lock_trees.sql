-- One editor of location and group trees at a time, so that no circle closes between two.
-- index: none (advisory lock)
SELECT pg_advisory_xact_lock(hashtext('catalog_tree'))
