-- What the kit check is built on: one pass of allocation in rank order, and what may be picked.
-- index: none (schema)

-- Give each line, in the order of the arrays, what is left of its material: rooms[i] is what the
-- line finds before anyone in these arrays took of it. All or nothing: an order with a short line
-- gives back what its other lines took, so that it holds nothing from the next. `took` is what each
-- line would get, `short` marks every line of an order that lacks something. Lines of one order stand
-- together; materials are numbered from 1.
CREATE FUNCTION kitting_allocate(
    orders int[], materials int[], needs numeric[], rooms numeric[], all_or_nothing boolean,
    OUT took numeric[], OUT short boolean[]
) LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    lines int := coalesce(cardinality(orders), 0);
    used numeric[] := array_fill(0::numeric,
        ARRAY[coalesce((SELECT max(m) FROM unnest(materials) m), 0)]);
    opened int := 1;
    lacks boolean := false;
    material int;
    need numeric;
    room numeric;
BEGIN
    took := needs;
    short := array_fill(false, ARRAY[lines]);
    FOR i IN 1 .. lines LOOP
        material := materials[i];
        need := needs[i];
        room := rooms[i] - used[material];
        IF room < need THEN
            lacks := true;
            need := greatest(room, 0);
            took[i] := need;
        END IF;
        used[material] := used[material] + need;
        IF orders[i + 1] IS DISTINCT FROM orders[i] THEN
            IF lacks THEN
                FOR j IN opened .. i LOOP
                    short[j] := true;
                    IF all_or_nothing THEN
                        used[materials[j]] := used[materials[j]] - took[j];
                    END IF;
                END LOOP;
                lacks := false;
            END IF;
            opened := i + 1;
        END IF;
    END LOOP;
END $$;

-- What may be picked for an order: available, in a pickable place of a plant, until it expires.
CREATE VIEW kitting_pickable AS
    SELECT a.id, a.material_id, l.plant_id, a.quantity, a.reserved,
           greatest(a.quantity - a.reserved, 0) AS free, o.expires_on
    FROM stock_account a
    JOIN catalog_location l ON l.id = a.location_id
    LEFT JOIN stock_lot o ON o.id = a.lot_id
    WHERE a.status = 'available' AND l.kind IN ('internal', 'line_side') AND l.pickable;
