-- What Django cannot say: spans that never overlap, and text found by any two neighbouring letters.
-- index: none (schema)

-- A day of a material as one number, so that a plain range type can exclude overlaps without
-- btree_gist: material × 10⁷ + day. Days of the calendar stay below 4 × 10⁶.
CREATE FUNCTION catalog_span(owner bigint, first date, last date) RETURNS int8range
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT int8range(owner * 10000000 + (first - DATE '0001-01-01'),
                     owner * 10000000 + coalesce(last - DATE '0001-01-01' + 1, 9999999))
$$;
ALTER TABLE catalog_bom ADD CONSTRAINT catalog_bom_one_active
    EXCLUDE USING gist (catalog_span(material_id, effective_from, effective_to) WITH &&)
    WHERE (state = 'active');

CREATE FUNCTION catalog_plant_key(material bigint, plant bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT material * 10000 + plant';
ALTER TABLE catalog_routing ADD CONSTRAINT catalog_routing_plant_number CHECK (plant_id < 10000);
ALTER TABLE catalog_routing ADD CONSTRAINT catalog_routing_one_active
    EXCLUDE USING gist (
        catalog_span(catalog_plant_key(material_id, plant_id), effective_from, effective_to) WITH &&
    ) WHERE (state = 'active');

-- Neighbouring pairs of letters: an index on them finds any part of a text, Chinese too.
CREATE FUNCTION catalog_pairs(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT pair), '{}')
    FROM (SELECT substr(words, place, 2) AS pair
          FROM generate_series(1, length(words) - 1) AS place) AS pairs
    WHERE pair !~ '\s'
$$;
ALTER TABLE catalog_material ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
    lower(code || ' ' || name || ' ' || name_en || ' ' || spec || ' ' || drawing_no || ' '
          || initials || ' ' || pinyin)) STORED;
CREATE INDEX catalog_material_search ON catalog_material USING gin (catalog_pairs(search_text));
ALTER TABLE catalog_partner ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
    lower(code || ' ' || name || ' ' || initials || ' ' || pinyin)) STORED;
CREATE INDEX catalog_partner_search ON catalog_partner USING gin (catalog_pairs(search_text));
