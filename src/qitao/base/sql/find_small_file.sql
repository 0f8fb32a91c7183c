-- The small picture of one file by its digest.
-- index: base_file_pkey
SELECT media_type, small AS content FROM base_file
WHERE digest = %(digest)s::text AND octet_length(small) > 0
