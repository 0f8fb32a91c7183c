-- What several inspections ask to look at: each its own copy.
-- index: quality_inspection_characteristic_inspection_id_49a4906a, quality_inspection_char_number
SELECT inspection_id AS inspection, number, name, kind, unit, nominal, lower, upper, instrument,
       method, name_en, instrument_en, method_en
FROM quality_inspection_characteristic
WHERE inspection_id = ANY (%(inspections)s::bigint[])
ORDER BY inspection_id, number
LIMIT %(limit)s::int
