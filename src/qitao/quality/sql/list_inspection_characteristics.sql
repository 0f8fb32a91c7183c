-- What an inspection asks to look at: its own copy.
-- index: quality_inspection_char_number, quality_inspection_characteristic_inspection_id_49a4906a
SELECT number, name, kind, unit, nominal, lower, upper, instrument, method, picture, name_en,
       instrument_en, method_en
FROM quality_inspection_characteristic
WHERE inspection_id = %(inspection)s::bigint
ORDER BY number
