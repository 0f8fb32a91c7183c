-- Say how an import ended, and write down its bad cells.
-- index: links_importrun_pkey, links_importfault_number
WITH ended AS (
    UPDATE links_importrun
    SET state = %(state)s, finished_at = %(at)s::timestamptz, faults = %(count)s::int,
        report = %(report)s::jsonb
    WHERE id = %(run)s::bigint
    RETURNING id
), forgotten AS (
    DELETE FROM links_importfault WHERE run_id = %(run)s::bigint
      AND number >= jsonb_array_length(%(faults)s::jsonb)
)
INSERT INTO links_importfault
    (run_id, number, noun, "table", line, field, "column", value, code, evidence)
SELECT %(run)s::bigint, f.number, f.noun, f."table", f.line, f.field, f."column", f.value, f.code,
       f.evidence
FROM ended, jsonb_to_recordset(%(faults)s::jsonb) AS f (
    number int, noun text, "table" text, line int, field text, "column" text, value text,
    code text, evidence jsonb)
ON CONFLICT (run_id, number) DO UPDATE SET
    noun = excluded.noun, "table" = excluded."table", line = excluded.line, field = excluded.field,
    "column" = excluded."column", value = excluded.value, code = excluded.code,
    evidence = excluded.evidence
