-- How far a plant's verdicts have been looked after.
-- index: kitting_sweep_pkey
SELECT plant_id AS plant, fingerprint, clean_at, checked_at, took_ms
FROM kitting_sweep WHERE plant_id = %(plant)s::bigint
