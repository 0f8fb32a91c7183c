-- Store a published definition with its compiled nodes and edges.
-- index: none (insert only)
WITH definition AS (
    INSERT INTO flow_definition (key, version, name, name_en, xml, sha256, published_at, published_by)
    VALUES (%(key)s, %(version)s, %(name)s, %(name_en)s, %(xml)s, %(sha256)s, %(at)s, %(actor)s)
    RETURNING id
), listed AS (
    SELECT nextval('flow_node_id_seq') AS id, n.*
    FROM jsonb_to_recordset(%(nodes)s::jsonb) AS n (
        key text, name text, name_en text, kind text, entry text, step text, verb text, state text,
        permission text, post text, form text, sla interval, joins smallint, locks boolean,
        guards text, attempts smallint, backoff interval, timeout interval, attached_to text,
        interrupts boolean, after interval, error text)
), nodes AS (
    INSERT INTO flow_node (id, definition_id, key, name, name_en, kind, entry, step, verb, state,
                           permission, post, form, sla, joins, locks, guards, attempts, backoff, timeout,
                           attached_to_id, interrupts, after, error)
    SELECT l.id, d.id, l.key, l.name, l.name_en, l.kind, l.entry, l.step, l.verb, l.state,
           l.permission, l.post, l.form, l.sla, l.joins, l.locks, l.guards, l.attempts, l.backoff, l.timeout,
           host.id, l.interrupts, l.after, l.error
    FROM listed l CROSS JOIN definition d LEFT JOIN listed host ON host.key = l.attached_to
), edges AS (
    INSERT INTO flow_edge (definition_id, key, name, source_id, target_id, priority, is_default,
                           guard)
    SELECT d.id, e.key, e.name, source.id, target.id, e.priority, e.is_default, e.guard
    FROM jsonb_to_recordset(%(edges)s::jsonb) AS e (
        key text, name text, source text, target text, priority smallint, is_default boolean,
        guard text)
    CROSS JOIN definition d
    JOIN listed source ON source.key = e.source
    JOIN listed target ON target.key = e.target
)
SELECT id FROM definition
