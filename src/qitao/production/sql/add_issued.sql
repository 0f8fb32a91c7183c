-- Add what went out to and came back from an order to its material lines.
-- index: production_ordermaterial_pkey
UPDATE production_ordermaterial om
SET issued = om.issued + w.issued, returned = om.returned + w.returned
FROM unnest(%(ids)s::bigint[], %(issued)s::numeric[], %(returned)s::numeric[])
    AS w (id, issued, returned)
WHERE om.id = w.id
