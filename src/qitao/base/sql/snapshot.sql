-- What this session sees: equal texts mean the same rows, since any write changes it.
-- index: none (reads no table)
SELECT pg_current_snapshot()::text
