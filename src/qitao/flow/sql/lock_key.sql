-- One publish at a time per key, to the end of the transaction.
-- index: none (advisory lock)
SELECT pg_advisory_xact_lock(hashtextextended('flow_definition ' || %(key)s::text, 0))
