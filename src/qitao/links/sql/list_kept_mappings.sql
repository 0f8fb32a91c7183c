-- Mappings that imports used lately, each once, latest first.
-- index: links_importrun_pkey
SELECT k.mapping
FROM (
    SELECT r.id, r.mapping, r.user_id
    FROM links_importrun r
    ORDER BY r.id DESC
    LIMIT 1000
) k
WHERE k.mapping <> '' AND (%(user)s::bigint IS NULL OR k.user_id = %(user)s::bigint)
GROUP BY k.mapping
ORDER BY max(k.id) DESC
LIMIT %(limit)s::int
