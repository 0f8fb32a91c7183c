-- Files by content: written once, never changed; what refers to them says what they are (0025).
-- index: none (schema)
CREATE TABLE base_file (
    digest text PRIMARY KEY CHECK (digest = encode(sha256(content), 'hex')),
    media_type text NOT NULL CHECK (media_type IN ('image/webp', 'application/pdf')),
    size int NOT NULL GENERATED ALWAYS AS (octet_length(content)) STORED,
    width int NOT NULL,
    height int NOT NULL,
    content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 5 * 1024 * 1024),
    small bytea NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Compressed already: no time is lost on it.
ALTER TABLE base_file ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE base_file ALTER COLUMN small SET STORAGE EXTERNAL;
SELECT base_make_append_only('base_file');
