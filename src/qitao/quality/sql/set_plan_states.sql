-- Publish one version and retire the one before it, or retire one.
-- index: quality_plan_pkey
UPDATE quality_plan
SET state = CASE WHEN id = %(publish)s::bigint THEN 'active' ELSE 'retired' END,
    published_at = CASE WHEN id = %(publish)s::bigint THEN %(at)s::timestamptz
                        ELSE published_at END
WHERE id = ANY (%(ids)s::bigint[])
