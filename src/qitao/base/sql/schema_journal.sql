-- Tables, partitions and guards of the journal, its request keys, refusals and seals.
-- index: none (schema)
CREATE FUNCTION base_epoch() RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 1';

CREATE FUNCTION base_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Correct by a counter-entry.';
END $$;

CREATE FUNCTION base_make_append_only(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s
        FOR EACH ROW EXECUTE FUNCTION base_refuse_change()', target);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION base_refuse_change()', target);
END $$;

CREATE TABLE base_journal (
    id bigint GENERATED ALWAYS AS IDENTITY,
    epoch int NOT NULL DEFAULT base_epoch(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    call uuid NOT NULL,
    parent bigint,
    verb text NOT NULL,
    actor bigint NOT NULL,
    actor_name text NOT NULL,
    door text NOT NULL,
    cause text NOT NULL,
    subject text NOT NULL,
    given jsonb NOT NULL,
    result jsonb NOT NULL,
    PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX base_journal_position ON base_journal (epoch, xid, id);
CREATE INDEX base_journal_subject ON base_journal (subject, id);
CREATE INDEX base_journal_verb ON base_journal (verb, id);
CREATE INDEX base_journal_actor ON base_journal (actor, id);
-- The entry of a row version is found by the call that wrote both.
CREATE INDEX base_journal_call ON base_journal (call) WHERE parent IS NULL;
CREATE TABLE base_journal_rest PARTITION OF base_journal DEFAULT;
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON base_journal_rest
    FOR EACH STATEMENT EXECUTE FUNCTION base_refuse_change();

-- One partition a month, made ahead of time; owned by the schema's owner whoever asks.
CREATE FUNCTION base_make_partitions(target regclass, months_ahead int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date; made int := 0; name text;
BEGIN
    FOR step IN 0..months_ahead LOOP
        first := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => step))::date;
        name := format('%s_%s', target::text, to_char(first, 'YYYYMM'));
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)', name, target,
                first::timestamp AT TIME ZONE 'UTC',
                (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
            EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %I
                FOR EACH STATEMENT EXECUTE FUNCTION base_refuse_change()', name);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;
SELECT base_make_partitions('base_journal', 3);
SELECT base_make_append_only('base_journal');

CREATE TABLE base_request (
    actor bigint NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    verb text NOT NULL,
    given_hash bytea NOT NULL,
    claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    result text,
    entry bigint,
    PRIMARY KEY (actor, key)
) WITH (fillfactor = 70);
CREATE INDEX base_request_claimed_at ON base_request USING brin (claimed_at);

CREATE TABLE base_refusal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    verb text NOT NULL,
    actor bigint NOT NULL,
    actor_name text NOT NULL,
    door text NOT NULL,
    cause text NOT NULL,
    subject text NOT NULL,
    code text NOT NULL,
    evidence jsonb NOT NULL,
    given jsonb NOT NULL
);
CREATE INDEX base_refusal_subject ON base_refusal (subject, id);
CREATE INDEX base_refusal_actor ON base_refusal (actor, id);
SELECT base_make_append_only('base_refusal');

CREATE TABLE base_seal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    epoch int NOT NULL,
    first_xid xid8 NOT NULL,
    first_id bigint NOT NULL,
    last_xid xid8 NOT NULL,
    last_id bigint NOT NULL,
    count int NOT NULL CHECK (count > 0),
    leaves bytea NOT NULL CHECK (length(leaves) = 32 * count),
    ids bigint[] NOT NULL CHECK (cardinality(ids) = count),
    root bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL UNIQUE,
    sealed_at timestamptz NOT NULL
);
SELECT base_make_append_only('base_seal');

-- What a seal vouches for, row by row: every column, in a form that no session setting changes.
CREATE FUNCTION base_leaf(e base_journal) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        e.id, e.epoch, e.xid::text, (extract(epoch FROM e.recorded_at) * 1000000)::bigint, e.call,
        e.parent, e.verb, e.actor, e.actor_name, e.door, e.cause, e.subject, e.given, e.result
    )::text, 'UTF8'))
$$;

-- Claim a request key: the loser waits on the primary key, then hears false. Also names the call to
-- the row history; unless pgtrigger.ignore is set, each of its triggers raises and catches an error.
CREATE FUNCTION base_claim_key_v1(
    p_actor bigint, p_key text, p_verb text, p_given_hash bytea, p_call text, p_metadata text
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('pghistory.context_id', p_call, true),
        set_config('pghistory.context_metadata', p_metadata, true),
        set_config('pgtrigger.ignore', '{}', true);
    IF p_key IS NULL THEN
        RETURN true;
    END IF;
    INSERT INTO base_request (actor, key, verb, given_hash)
    VALUES (p_actor, p_key, p_verb, p_given_hash) ON CONFLICT (actor, key) DO NOTHING;
    RETURN FOUND;
END $$;

-- Write one entry and those of the verbs that ran inside it, keep the answer under the request key.
CREATE FUNCTION base_write_entry_v1(
    p_call uuid, p_verb text, p_actor bigint, p_actor_name text, p_door text, p_cause text,
    p_subject text, p_given jsonb, p_result jsonb, p_key text, p_answer text, p_ring boolean,
    p_verbs text[], p_subjects text[], p_givens text[], p_results text[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    number bigint;
BEGIN
    INSERT INTO base_journal (call, verb, actor, actor_name, door, cause, subject, given, result)
    VALUES (p_call, p_verb, p_actor, p_actor_name, p_door, p_cause, p_subject, p_given, p_result)
    RETURNING id INTO number;
    IF p_verbs IS NOT NULL THEN
        INSERT INTO base_journal
            (call, parent, verb, actor, actor_name, door, cause, subject, given, result)
        SELECT p_call, number, c.verb, p_actor, p_actor_name, p_door, p_cause, c.subject,
            c.given::jsonb, c.result::jsonb
        FROM unnest(p_verbs, p_subjects, p_givens, p_results) AS c (verb, subject, given, result);
    END IF;
    IF p_key IS NOT NULL THEN
        UPDATE base_request SET result = p_answer, entry = number
        WHERE actor = p_actor AND key = p_key;
    END IF;
    IF p_ring THEN
        NOTIFY qitao_journal;
    END IF;
    RETURN number;
END $$;
