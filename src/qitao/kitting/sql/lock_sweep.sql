-- Lock a plant's sweep row, made if it is missing, and read how far it has come.
-- index: kitting_sweep_pkey
INSERT INTO kitting_sweep AS s (plant_id) VALUES (%(plant)s::bigint)
ON CONFLICT (plant_id) DO UPDATE SET plant_id = excluded.plant_id
RETURNING s.plant_id AS plant, s.fingerprint, s.clean_at, s.checked_at, s.took_ms
