-- The line-side stores of a work centre.
-- index: catalog_workcentre_pkey
SELECT l.id FROM catalog_location l
WHERE l.work_centre_id = %(work_centre)s::bigint AND l.kind = 'line_side' AND l.active
UNION
SELECT w.line_side_location_id FROM catalog_workcentre w
WHERE w.id = %(work_centre)s::bigint AND w.line_side_location_id IS NOT NULL
LIMIT 20
