-- Wait until no post of the plant is under way, and let none begin.
-- index: none (advisory lock)
SELECT pg_advisory_xact_lock(stock_period_lock(), %(plant)s::int)
