-- The process log, partitioned by month and append-only; definitions that cannot be rewritten.
-- index: none (schema)
CREATE TABLE flow_log (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    instance_id bigint NOT NULL,
    token_id bigint,
    from_node bigint,
    to_node bigint,
    edge_id bigint,
    cause text NOT NULL,
    tag text NOT NULL DEFAULT '',
    actor bigint NOT NULL,
    waited interval NOT NULL DEFAULT '0',
    worked interval NOT NULL DEFAULT '0',
    verdict text NOT NULL DEFAULT '',
    code text NOT NULL DEFAULT '',
    evidence jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX flow_log_instance ON flow_log (instance_id, id);
CREATE INDEX flow_log_figures ON flow_log (from_node, at);
CREATE TABLE flow_log_rest PARTITION OF flow_log DEFAULT;
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON flow_log_rest
    FOR EACH STATEMENT EXECUTE FUNCTION base_refuse_change();
SELECT base_make_partitions('flow_log', 3);
SELECT base_make_append_only('flow_log');
SELECT base_make_append_only('flow_node');
SELECT base_make_append_only('flow_edge');

-- A definition may only be retired or taken back into use.
CREATE FUNCTION flow_keep_definition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.state := NEW.state;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a published definition never changes: % refused', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Publish a new version.';
END $$;
CREATE TRIGGER flow_keep_definition BEFORE UPDATE OR DELETE ON flow_definition
    FOR EACH ROW EXECUTE FUNCTION flow_keep_definition();

-- Rows that are rewritten at every step keep room on their page, so that most updates stay there.
ALTER TABLE flow_token SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE flow_task SET (fillfactor = 80);
ALTER TABLE flow_job SET (fillfactor = 80);
ALTER TABLE flow_instance SET (fillfactor = 85);
