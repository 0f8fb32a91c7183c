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
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    letters text[] := string_to_array(words, NULL);
BEGIN
    RETURN coalesce((SELECT array_agg(first || second)
                     FROM unnest(letters, letters[2:]) AS pair (first, second)
                     WHERE first > ' ' AND second > ' '), '{}');
END $$;
ALTER TABLE catalog_material ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
    lower(code || ' ' || name || ' ' || name_en || ' ' || spec || ' ' || drawing_no || ' '
          || letters)) STORED;
CREATE INDEX catalog_material_search ON catalog_material USING gin (catalog_pairs(search_text));
ALTER TABLE catalog_partner ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
    lower(code || ' ' || name || ' ' || letters)) STORED;
CREATE INDEX catalog_partner_search ON catalog_partner USING gin (catalog_pairs(search_text));

-- How many `wanted` units one `given` unit is: the material's own rule before the general one,
-- either way round; NULL where nobody said. Arithmetic in numeric, 18 places after the point.
CREATE FUNCTION catalog_factor(material bigint, given bigint, wanted bigint) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN given = wanted THEN 1 ELSE (
        SELECT CASE WHEN v.from_unit_id = given THEN v.factor ELSE round(1, 18) / v.factor END
        FROM catalog_unitconversion v
        WHERE (v.material_id = material OR v.material_id IS NULL)
          AND ((v.from_unit_id = given AND v.to_unit_id = wanted)
            OR (v.from_unit_id = wanted AND v.to_unit_id = given))
        ORDER BY v.material_id NULLS LAST, v.from_unit_id = given DESC
        LIMIT 1) END
$$;

-- Round a need up to the places of its unit; noise below 10⁻⁹ (of divisions) is dropped first.
CREATE FUNCTION catalog_round_up(need numeric, places int) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT round(ceil(round(need, 9) * 10::numeric ^ places) / 10::numeric ^ places, places)
$$;

-- What one BOM line needs for `asked` of its parent. A phantom is passed through unrounded.
CREATE FUNCTION catalog_need(asked numeric, base numeric, line catalog_bomline,
                             component catalog_material, places int)
RETURNS TABLE (quantity numeric, phantom boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN n.phantom THEN n.raw ELSE catalog_round_up(n.raw, places) END, n.phantom
    FROM (SELECT round(
            CASE WHEN (line).fixed THEN (line).quantity
                 ELSE round(asked * (line).quantity, 18) / base END
            * (1 + (line).scrap_rate)
            * CASE WHEN (line).unit_id = (component).unit_id THEN 1
                   ELSE catalog_factor((component).id, (line).unit_id, (component).unit_id) END,
            15) AS raw,
            coalesce((line).phantom, (component).kind = 'phantom') AS phantom) AS n
$$;

-- The components and substitutes of a material in its active BOMs, whatever their dates, and in
-- the drafts that are being looked at.
CREATE FUNCTION catalog_children(material bigint, drafts bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT child
    FROM catalog_bom b
    JOIN catalog_bomline l ON l.bom_id = b.id
    CROSS JOIN LATERAL (
        SELECT l.component_id
        UNION ALL
        SELECT s.material_id FROM catalog_bomsubstitute s WHERE s.line_id = l.id
    ) AS c (child)
    WHERE b.material_id = material AND (b.state = 'active' OR b.id = ANY (drafts))
$$;

-- Whether a material has an active BOM on a day.
CREATE FUNCTION catalog_has_bom(material bigint, day date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM catalog_bom b
                   WHERE b.material_id = material AND b.state = 'active' AND b.effective_from <= day
                     AND (b.effective_to IS NULL OR b.effective_to >= day))
$$;
