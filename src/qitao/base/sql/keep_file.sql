-- Keep a file unless it is kept already.
-- index: base_file_pkey
INSERT INTO base_file (digest, media_type, width, height, content, small)
VALUES (%(digest)s, %(media_type)s, %(width)s, %(height)s, %(content)s, %(small)s)
ON CONFLICT (digest) DO NOTHING
