-- One sealer at a time, to the end of the transaction.
-- index: none (advisory lock)
SELECT pg_advisory_xact_lock(hashtext('base_seal'))
