-- For how long readers of the journal have waited for the oldest transaction still running, and in which
-- database of the server it runs: what another one leaves open holds ours up too.
-- index: base_journal_position
SELECT coalesce(extract(epoch FROM clock_timestamp() - f.recorded_at), 0)::int AS seconds,
       coalesce(h.datname, '') AS database
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) s
LEFT JOIN LATERAL (
    SELECT j.recorded_at FROM base_journal j
    WHERE (j.epoch, j.xid) >= (base_epoch(), s.xmin)
    ORDER BY j.epoch, j.xid LIMIT 1
) f ON true
LEFT JOIN LATERAL (
    SELECT a.datname::text FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'transactionid' AND l.granted AND l.transactionid = s.xmin::xid
    LIMIT 1
) h ON true
