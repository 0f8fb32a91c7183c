-- The FEEL operators that need the run-time type of a jsonb value; null in, null out.
-- index: none (functions)
CREATE FUNCTION flow_feel_scalar(v jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT CASE WHEN jsonb_typeof(v) IN ('number', 'string', 'boolean') THEN v END $$;

CREATE FUNCTION flow_feel_number(v jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT CASE WHEN jsonb_typeof(v) = 'number' THEN v::numeric END $$;

CREATE FUNCTION flow_feel_truth(v jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT CASE WHEN jsonb_typeof(v) = 'boolean' THEN v::boolean END $$;

-- FEEL: null equals null, null differs from any value, values of two types do not compare (null).
CREATE FUNCTION flow_feel_equal(a jsonb, b jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE
    WHEN a IS NULL OR b IS NULL THEN a IS NULL AND b IS NULL
    WHEN jsonb_typeof(a) = jsonb_typeof(b) THEN a = b
END $$;

CREATE FUNCTION flow_feel_order(a jsonb, b jsonb) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT CASE
    WHEN jsonb_typeof(a) = 'number' AND jsonb_typeof(b) = 'number'
        THEN sign(a::numeric - b::numeric)::int
    WHEN jsonb_typeof(a) = 'string' AND jsonb_typeof(b) = 'string' THEN CASE
        WHEN (a #>> '{}') COLLATE "C" < (b #>> '{}') COLLATE "C" THEN -1
        WHEN (a #>> '{}') COLLATE "C" > (b #>> '{}') COLLATE "C" THEN 1
        ELSE 0 END
END $$;

CREATE FUNCTION flow_feel_add(a jsonb, b jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT CASE
    WHEN jsonb_typeof(a) = 'number' AND jsonb_typeof(b) = 'number'
        THEN to_jsonb(a::numeric + b::numeric)
    WHEN jsonb_typeof(a) = 'string' AND jsonb_typeof(b) = 'string'
        THEN to_jsonb((a #>> '{}') || (b #>> '{}'))
END $$;

-- To 12 places, half up, by way of 30 places: PostgreSQL's own scale depends on its operands.
CREATE FUNCTION flow_feel_divide(a numeric, b numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT round(round(round(a, 60) / nullif(b, 0), 30), 12) $$;
