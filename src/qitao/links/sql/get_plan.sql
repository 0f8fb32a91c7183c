-- What an import was asked to do: files, mapping, parameters.
-- index: links_importrun_pkey
SELECT r.source, r.mapping, r.parameters::text AS parameters
FROM links_importrun r
WHERE r.id = %(run)s::bigint
