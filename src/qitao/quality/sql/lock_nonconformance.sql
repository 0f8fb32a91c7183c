-- Lock a non-conformance.
-- index: quality_nonconformance_pkey
SELECT id, number, plant_id AS plant, state
FROM quality_nonconformance WHERE id = %(nonconformance)s::bigint FOR NO KEY UPDATE
