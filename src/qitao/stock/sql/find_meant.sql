-- What a person's word may mean in the ledger: material, place, lot, serial number, person.
-- index: catalog_material_search, stock_lot_code, stock_serial_code
-- plan: custom
-- A place without balances (supplier, scrap) is told apart: its movements are found by no account.
(SELECT 'material' AS noun, m.id FROM catalog_material m
 WHERE catalog_pairs(m.search_text) @> catalog_pairs(%(search)s::text)
   AND m.search_text LIKE ALL (%(patterns)s::text[]) LIMIT %(limit)s::int)
UNION ALL
(SELECT CASE WHEN l.kind = ANY (%(virtual)s::text[]) THEN 'virtual' ELSE 'place' END, l.id
 FROM catalog_location l
 WHERE lower(l.code || ' ' || l.name || ' ' || l.name_en) LIKE ALL (%(patterns)s::text[])
 LIMIT %(limit)s::int)
UNION ALL
(SELECT 'lot', o.id FROM stock_lot o
 WHERE starts_with(o.code, %(typed)s::text) OR starts_with(o.code, upper(%(typed)s::text))
 LIMIT %(limit)s::int)
UNION ALL
(SELECT 'serial', n.id FROM stock_serial n
 WHERE starts_with(n.code, %(typed)s::text) OR starts_with(n.code, upper(%(typed)s::text))
 LIMIT %(limit)s::int)
UNION ALL
(SELECT 'actor', u.id FROM people_user u
 WHERE strpos(lower(u.name), %(search)s::text) > 0
    OR strpos(lower(u.username), %(search)s::text) > 0
    OR strpos(regexp_replace(u.pinyin, '[1-5]?( |$)', '', 'g'), %(search)s::text) > 0
    OR strpos(regexp_replace(u.pinyin, '([a-z])[a-z]*[1-5]( |$)', '\1', 'g'),
              %(search)s::text) > 0
 LIMIT %(limit)s::int)
