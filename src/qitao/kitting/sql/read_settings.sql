-- The session's present settings, in the order asked.
-- index: none (settings)
SELECT current_setting(s.name)
FROM unnest(%(names)s::text[]) WITH ORDINALITY AS s (name, place)
ORDER BY s.place
