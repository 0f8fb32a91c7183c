-- The position up to which the journal is complete at this moment.
-- index: none (reads no table)
SELECT base_epoch() AS epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS xid,
       9223372036854775807 AS id
