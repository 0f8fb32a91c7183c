-- One publisher of BOMs at a time: two who close a circle from both ends must see each other.
-- index: none (advisory lock)
SELECT pg_advisory_xact_lock(hashtext('catalog_structure'))
