-- Replace what a plan asks to look at.
-- index: quality_plan_char_number
WITH gone AS (
    DELETE FROM quality_plan_characteristic
    WHERE plan_id = %(plan)s::bigint AND number <> ALL (%(numbers)s::int[])
)
INSERT INTO quality_plan_characteristic AS c (plan_id, number, name, kind, unit, nominal, lower,
    upper, instrument, method, picture, name_en, instrument_en, method_en)
SELECT %(plan)s, * FROM unnest(%(numbers)s::int[], %(names)s::text[], %(kinds)s::text[],
    %(units)s::text[], %(nominals)s::numeric[], %(lowers)s::numeric[], %(uppers)s::numeric[],
    %(instruments)s::text[], %(methods)s::text[], %(pictures)s::text[],
    %(names_en)s::text[], %(instruments_en)s::text[], %(methods_en)s::text[])
ON CONFLICT (plan_id, number) DO UPDATE SET
    name = excluded.name, kind = excluded.kind, unit = excluded.unit, nominal = excluded.nominal,
    lower = excluded.lower, upper = excluded.upper, instrument = excluded.instrument,
    method = excluded.method, picture = excluded.picture, name_en = excluded.name_en,
    instrument_en = excluded.instrument_en, method_en = excluded.method_en
