-- A plant of any size, written set-based: masters, orders with all that belongs to them, stock, what is
-- due to come, and the place of every order in its flow. The figures are random, but the same each time.

SELECT setseed(0.42);

CREATE TEMP TABLE seed_plant ON COMMIT DROP AS
WITH org AS (
    INSERT INTO people_orgunit (code, name, kind) VALUES (%(code)s, %(code)s, 'plant') RETURNING id
), plant AS (
    INSERT INTO people_plant (code, name, org_unit_id) SELECT %(code)s, %(code)s, id FROM org
    RETURNING id
), unit AS (
    INSERT INTO catalog_unit (code, name) VALUES (%(code)s, '件') RETURNING id
)
SELECT plant.id AS plant, unit.id AS unit FROM plant, unit;

CREATE TEMP TABLE seed_place ON COMMIT DROP AS
WITH made AS (
    INSERT INTO catalog_location (plant_id, code, name, kind, pick_sequence)
    SELECT p.plant, v.code, v.code, v.kind, v.place
    FROM seed_plant p, (VALUES
        ('STORE', 'internal', 1), ('SHELF', 'internal', 2), ('SUPPLIER', 'supplier', 0),
        ('CUSTOMER', 'customer', 0), ('PRODUCTION', 'production', 0), ('SCRAP', 'scrap', 0),
        ('ADJUST', 'adjustment', 0)) AS v (code, kind, place)
    RETURNING id, code
)
SELECT id, code FROM made;

CREATE TEMP TABLE seed_material ON COMMIT DROP AS
WITH made AS (
    INSERT INTO catalog_material (code, name, unit_id, kind)
    SELECT %(code)s || '-' || m, '物料 ' || m, p.unit, 'buy'
    FROM seed_plant p, generate_series(1, %(materials)s) m ORDER BY m
    RETURNING id, code
)
SELECT id, split_part(code, '-', 2)::int AS n FROM made;

CREATE TEMP TABLE seed_product ON COMMIT DROP AS
WITH made AS (
    INSERT INTO catalog_material (code, name, unit_id, kind)
    SELECT %(code)s || '-P-' || m, '产品 ' || m, p.unit, 'make'
    FROM seed_plant p, generate_series(1, %(products)s) m ORDER BY m
    RETURNING id, code
)
SELECT id, split_part(code, '-', 3)::int AS n, NULL::bigint AS bom, NULL::bigint AS routing
FROM made;

WITH made AS (
    INSERT INTO catalog_bom (material_id, version, state, effective_from)
    SELECT id, '1', 'active', '2020-01-01' FROM seed_product RETURNING id, material_id
)
UPDATE seed_product p SET bom = made.id FROM made WHERE made.material_id = p.id;

WITH made AS (
    INSERT INTO catalog_routing (material_id, plant_id, version, state, effective_from)
    SELECT id, plant, '1', 'active', '2020-01-01' FROM seed_product, seed_plant
    RETURNING id, material_id
)
UPDATE seed_product p SET routing = made.id FROM made WHERE made.material_id = p.id;

INSERT INTO catalog_bomline (bom_id, line_no, component_id, quantity, unit_id, operation_sequence)
SELECT p.bom, l * 10, m.id, 1 + floor(random() * 4), s.unit,
       10 * (1 + (l - 1) * %(operations)s / %(lines)s)
FROM seed_plant s, seed_product p
CROSS JOIN generate_series(1, %(lines)s) l
JOIN seed_material m
    ON m.n = 1 + ((p.n - 1)::bigint * %(lines)s + l - 1) * %(stride)s %% %(materials)s;

CREATE TEMP TABLE seed_centre ON COMMIT DROP AS
WITH made AS (
    INSERT INTO catalog_workcentre (plant_id, code, name)
    SELECT s.plant, %(code)s || '-' || o * 10, '工序 ' || o * 10
    FROM seed_plant s, generate_series(1, %(operations)s) o
    RETURNING id, code
)
SELECT id, split_part(code, '-', 2)::int AS sequence FROM made;

INSERT INTO catalog_machine (work_centre_id, code, name)
SELECT c.id, %(code)s || '-M-' || c.sequence || '-' || p.n, '机台 ' || p.n
FROM seed_centre c, seed_product p;

INSERT INTO catalog_routingoperation
    (routing_id, sequence, name, work_centre_id, setup_minutes, run_minutes, inspection_required)
SELECT p.routing, c.sequence, '工序 ' || c.sequence, c.id, 10, 2,
       c.sequence = %(operations)s * 10
FROM seed_product p, seed_centre c;

INSERT INTO catalog_routingmachine (operation_id, machine_id)
SELECT r.id, m.id
FROM seed_product p
JOIN catalog_routingoperation r ON r.routing_id = p.routing
JOIN catalog_machine m ON m.work_centre_id = r.work_centre_id
    AND m.code = %(code)s || '-M-' || r.sequence || '-' || p.n;

CREATE TEMP TABLE seed_order ON COMMIT DROP AS
WITH wanted AS (
    SELECT o, 1 + floor(random() * %(products)s)::int AS product, 1 + floor(random() * 20) AS quantity,
           1 + floor(random() * 9) AS priority, current_date - 10 + floor(random() * 70)::int AS due_on,
           (%(states)s::text[])[1 + floor(random() * cardinality(%(states)s::text[]))] AS state,
           now() - random() * interval '20 days' AS since
    FROM generate_series(1, %(orders)s) o
), made AS (
    INSERT INTO production_workorder (plant_id, number, material_id, quantity, priority, due_on, state,
        state_since, bom_id, routing_id, created_at)
    SELECT s.plant, %(code)s || '-' || lpad(w.o::text, 7, '0'), p.id, w.quantity, w.priority,
           w.due_on, CASE WHEN w.state = 'check_kit' THEN 'awaiting_schedule' ELSE w.state END,
           w.since, p.bom, p.routing, w.since - interval '1 day'
    FROM seed_plant s, wanted w JOIN seed_product p ON p.n = w.product ORDER BY w.o
    RETURNING id, number, material_id, quantity, priority, due_on, state_since, bom_id, routing_id
)
SELECT made.*, w.state AS node
FROM made JOIN wanted w ON w.o = split_part(made.number, '-', 2)::int;

INSERT INTO production_ordermaterial
    (order_id, line, material_id, bom_line_id, operation_sequence, per_unit, required, issued)
SELECT o.id, l.line_no, l.component_id, l.id, l.operation_sequence, l.quantity,
       l.quantity * o.quantity,
       CASE WHEN o.node IN ('completed', 'closed') THEN l.quantity * o.quantity ELSE 0 END
FROM seed_order o JOIN catalog_bomline l ON l.bom_id = o.bom_id
WHERE %(recipes)s;

INSERT INTO production_orderoperation (order_id, sequence, name, work_centre_id, machine_id,
    setup_minutes, run_minutes, quantity, state, inspection_required)
SELECT o.id, r.sequence, r.name, r.work_centre_id, m.machine_id, r.setup_minutes, r.run_minutes,
       o.quantity, CASE WHEN o.node IN ('completed', 'closed') THEN 'finished' ELSE 'waiting' END,
       r.inspection_required
FROM seed_order o
JOIN catalog_routingoperation r ON r.routing_id = o.routing_id
JOIN catalog_routingmachine m ON m.operation_id = r.id
WHERE %(recipes)s OR o.node = 'in_production';

INSERT INTO kitting_verdict (source_type, source_id, label, plant_id, priority, due_on, lines)
SELECT 'work_order', o.id, o.number, s.plant, o.priority, o.due_on, %(lines)s
FROM seed_plant s, seed_order o
WHERE o.node NOT IN ('draft', 'completed', 'closed') ORDER BY o.id;

INSERT INTO kitting_demand (source_type, source_id, source_line, plant_id, material_id, quantity,
    bom_line_id, priority, rank_on)
SELECT 'work_order', o.id, l.line_no, s.plant, l.component_id, l.quantity * o.quantity, l.id,
       o.priority, o.due_on
FROM seed_plant s, seed_order o JOIN catalog_bomline l ON l.bom_id = o.bom_id
WHERE o.node NOT IN ('draft', 'completed', 'closed') ORDER BY o.id, l.line_no;

CREATE TEMP TABLE seed_stock ON COMMIT DROP AS
WITH wanted AS (
    SELECT m.id AS material, coalesce(sum(d.quantity), 0) AS total,
           CASE WHEN random() < %(loose)s THEN 1.2 + random() ELSE 0.7 + random() * 0.3 END AS cover
    FROM seed_material m LEFT JOIN kitting_demand d ON d.material_id = m.id
    GROUP BY m.id
), placed AS (
    SELECT w.material, p.id AS place, %(spare)s + round((w.total * w.cover
               * CASE p.code WHEN 'STORE' THEN 0.8 ELSE 0.2 END)::numeric) AS quantity
    FROM wanted w, seed_place p WHERE p.code IN ('STORE', 'SHELF')
), opened AS (
    INSERT INTO stock_account (material_id, location_id, quantity, version)
    SELECT material, place, quantity, 1 FROM placed WHERE quantity > 0 ORDER BY material, place
    RETURNING id, material_id, location_id, quantity
)
SELECT o.*, nextval('stock_movement_id_seq') AS movement, row_number() OVER (ORDER BY o.id) AS line
FROM opened o;

INSERT INTO stock_movement (id, posting_key, line, kind, material_id, quantity, source_id, target_id,
    source_status, target_status, happened_at, actor)
OVERRIDING SYSTEM VALUE
SELECT s.movement, 'seed:' || %(code)s, s.line, 'opening', s.material_id, s.quantity, a.id,
       s.location_id, 'available', 'available', now(), 0
FROM seed_stock s, seed_place a WHERE a.code = 'ADJUST';

INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after, happened_at)
SELECT id, 1, movement, quantity, quantity, now() FROM seed_stock;

INSERT INTO kitting_supply (source_type, source_id, source_line, label, plant_id, material_id,
    quantity, expected_on)
SELECT 'seed_purchase', m.id, l, 'PO-' || m.n, s.plant, m.id, 100,
       current_date + floor(random() * 30)::int
FROM seed_plant s, seed_material m, generate_series(1, 2) l;

CREATE TEMP TABLE seed_flow ON COMMIT DROP AS
WITH definition AS (
    SELECT id FROM flow_definition WHERE key = 'work_order' ORDER BY version DESC LIMIT 1
), started AS (
    INSERT INTO flow_instance (definition_id, business_type, business_id, status, started_at, ended_at)
    SELECT d.id, 'work_order', o.id, CASE WHEN o.node = 'closed' THEN 'completed' ELSE 'active' END,
           o.state_since, CASE WHEN o.node = 'closed' THEN o.state_since END
    FROM definition d, seed_order o ORDER BY o.id
    RETURNING id, definition_id, business_id
)
SELECT s.id AS instance, s.definition_id, n.id AS node, n.key, n.state, n.entry, n.verb, n.permission,
       n.post, n.form, o.state_since AS since, nextval('flow_token_id_seq') AS token,
       CASE n.entry WHEN 'task' THEN nextval('flow_task_id_seq') END AS task
FROM started s
JOIN seed_order o ON o.id = s.business_id
JOIN flow_node n ON n.definition_id = s.definition_id AND n.key = o.node
WHERE o.node <> 'closed';

INSERT INTO flow_token (id, instance_id, definition_id, node_id, state, wait, wait_ref, since, verdict,
    code, evidence)
OVERRIDING SYSTEM VALUE
SELECT token, instance, definition_id, node, state, entry, task, since,
       CASE entry WHEN 'gate' THEN 'unknown' ELSE 'not_evaluated' END,
       CASE entry WHEN 'gate' THEN 'flow.STEP_TIMEOUT' ELSE '' END, '{}'
FROM seed_flow;

INSERT INTO flow_task (id, instance_id, token_id, node_id, verb, permission, post, form, opened_at)
OVERRIDING SYSTEM VALUE
SELECT task, instance, token, node, verb, permission, post, form, since
FROM seed_flow WHERE task IS NOT NULL;

SELECT plant FROM seed_plant
