-- The orders with these numbers that are still drafts: the kit check does not know them.
-- index: production_workorder_number_key
SELECT id FROM production_workorder
WHERE number = ANY (%(numbers)s::text[]) AND state = 'draft'
ORDER BY id
