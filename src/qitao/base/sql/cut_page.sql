-- The frame that cuts one page out of a list: filtered rows, those behind the cursor, in order.
-- index: none (the framed statement names its own)
SELECT * FROM (
{rows}
) AS listed {behind} ORDER BY {sort} {way}, {key} {way} LIMIT %(limit)s
