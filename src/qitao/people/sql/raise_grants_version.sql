-- Make every process forget its cached rights; holds the row, so that changes of rights queue up.
-- The clock in it keeps a restored database from meeting a version that a process still caches.
-- index: people_grantsversion_pkey
UPDATE people_grantsversion
SET version = greatest(version + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
WHERE id = 1
