-- Links of boards on the wall without their secrets, newest first.
-- index: production_wall_link_pkey
-- plan: custom
SELECT k.id, k.name, k.plant_id AS plant, p.name AS plant_name, p.name_en AS plant_name_en, k.work_centre_id AS work_centre,
       coalesce(w.name, '') AS work_centre_name,
       coalesce(w.name_en, '') AS work_centre_name_en, k.prefix, coalesce(u.name, '') AS made_by,
       k.created_at, k.expires_at, k.revoked_at, k.last_seen_at
FROM production_wall_link k
JOIN people_plant p ON p.id = k.plant_id
LEFT JOIN catalog_workcentre w ON w.id = k.work_centre_id
LEFT JOIN people_user u ON u.id = k.made_by_id
WHERE (%(plants)s::bigint[] IS NULL OR k.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(before)s::bigint IS NULL OR k.id < %(before)s::bigint)
  AND (NOT %(living)s::boolean OR (k.revoked_at IS NULL
       AND (k.expires_at IS NULL OR k.expires_at > %(at)s::timestamptz)))
ORDER BY k.id DESC
LIMIT %(limit)s
