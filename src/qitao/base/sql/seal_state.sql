-- How far the journal is sealed, and how much came after (counted up to a limit).
-- index: base_seal_pkey, base_journal_position
SELECT s.id AS seals, s.sealed_at, encode(s.hash, 'hex') AS head, s.last_id,
       (SELECT count(*) FROM (
           SELECT 1 FROM base_journal j
           WHERE (j.epoch, j.xid, j.id) > (s.epoch, s.last_xid, s.last_id)
           LIMIT %(limit)s::int) AS later) AS unsealed
FROM base_seal s
ORDER BY s.id DESC
LIMIT 1
