-- Insert or update partners by code; equal rows are left alone.
-- index: catalog_partner_code_key
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_partner AS kept
        (code, name, kind, contact, phone, address, active, pinyin, letters)
    SELECT g.code, g.name, g.kind, g.contact, g.phone, g.address, g.active, g.pinyin, g.letters
    FROM json_to_recordset(%(rows)s::json) AS g (
        code text, name text, kind text, contact text, phone text, address text, active boolean,
        pinyin text, letters text)
    ORDER BY g.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, kind = excluded.kind, contact = excluded.contact,
        phone = excluded.phone, address = excluded.address, active = excluded.active,
        pinyin = excluded.pinyin, letters = excluded.letters,
        revision = kept.revision + 1
    WHERE (kept.name, kept.kind, kept.contact, kept.phone, kept.address, kept.active, kept.pinyin,
           kept.letters)
        IS DISTINCT FROM
          (excluded.name, excluded.kind, excluded.contact, excluded.phone, excluded.address,
           excluded.active, excluded.pinyin, excluded.letters)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
