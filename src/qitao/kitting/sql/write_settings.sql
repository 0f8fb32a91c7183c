-- Change settings until the transaction ends.
-- index: none (settings)
SELECT set_config(s.name, s.value, true)
FROM unnest(%(names)s::text[], %(values)s::text[]) AS s (name, value)
