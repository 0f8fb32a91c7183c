-- Read, of an inspection that is locked, what its rules ask for.
-- index: quality_inspection_pkey
SELECT i.id, i.number, i.plant_id AS plant, i.kind, i.state, i.sample_size, i.accept_number,
       i.rest_good, i.disposition,
       EXISTS (SELECT FROM quality_inspection r WHERE r.repeats_id = i.id) AS repeated
FROM quality_inspection i
WHERE i.id = %(inspection)s::bigint
