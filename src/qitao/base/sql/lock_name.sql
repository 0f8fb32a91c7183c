-- Let one transaction at a time write what goes by a name and may have no row to lock.
-- index: none (advisory lock)
SELECT pg_advisory_xact_lock(hashtextextended('named ' || %(name)s::text, 0))
