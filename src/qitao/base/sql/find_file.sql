-- One file by its digest.
-- index: base_file_pkey
SELECT media_type, content FROM base_file WHERE digest = %(digest)s::text
