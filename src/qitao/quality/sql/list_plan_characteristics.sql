-- What a plan asks to look at.
-- index: quality_plan_characteristic_plan_id_1168aa03, quality_plan_char_number
SELECT number, name, kind, unit, nominal, lower, upper, instrument, method, picture, name_en,
       instrument_en, method_en
FROM quality_plan_characteristic
WHERE plan_id = %(plan)s::bigint
ORDER BY number
