-- The board that a living link shows, by the hash of its secret.
-- index: production_wall_link_digest_key
SELECT k.id, k.name, k.plant_id AS plant, p.name AS plant_name, p.name_en AS plant_name_en, k.work_centre_id AS work_centre,
       coalesce(w.name, '') AS work_centre_name,
       coalesce(w.name_en, '') AS work_centre_name_en, k.lang, k.last_seen_at
FROM production_wall_link k
JOIN people_plant p ON p.id = k.plant_id
LEFT JOIN catalog_workcentre w ON w.id = k.work_centre_id
WHERE k.digest = %(digest)s::bytea AND k.revoked_at IS NULL
  AND (k.expires_at IS NULL OR k.expires_at > %(at)s::timestamptz)
