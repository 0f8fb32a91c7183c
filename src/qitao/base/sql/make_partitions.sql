-- Make the monthly partitions ahead of time.
-- index: none (catalog only)
SELECT base_make_partitions(%(table)s::regclass, %(months)s::int)
