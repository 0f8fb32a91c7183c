-- What a plant has after a few years beside its orders, stock and kits: reports, lots, purchases,
-- inspections, people. Written while the guards and histories are asleep: they would take minutes.

SET session_replication_role = replica;

INSERT INTO production_workorder (plant_id, number, material_id, quantity, priority, due_on, state,
    state_since, created_at)
SELECT 1, 'OLD-' || n, 5001 + n %% 1000, 1, 5, current_date - 10 - n %% 700, 'closed',
       now() - interval '1 hour' * n, now() - interval '1 hour' * n
FROM generate_series(1, %(rows)s) n;

INSERT INTO production_orderoperation (order_id, sequence, name, work_centre_id, setup_minutes,
    run_minutes, quantity, state)
SELECT id, 10 * l, '工序', l, 10, 2, 1, 'finished'
FROM production_workorder, generate_series(1, 3) l WHERE state = 'closed';

INSERT INTO stock_reservation (holder_type, holder_id, holder_line, account_id, quantity)
SELECT 'work_order', n, 10, (SELECT min(id) FROM stock_account) + n %% 10000, 1
FROM generate_series(1, %(rows)s) n;

INSERT INTO kitting_shortage (source_type, source_id, source_line, plant_id, material_id, required,
    covered, short, gap)
SELECT source_type, source_id, source_line, plant_id, material_id, quantity, 0, quantity, quantity
FROM kitting_demand WHERE source_line = 10 AND quantity > 0;

INSERT INTO production_ordermaterial (order_id, line, material_id, per_unit, required)
SELECT o.id, l * 10, o.material_id, 1, 10
FROM production_workorder o, generate_series(1, 2) l;

INSERT INTO production_report (operation_id, good, scrap, rework, happened_at, operator_id, slip)
SELECT id, 1, 0, 0, now() - id * interval '1 minute', id %% 500, 'slip-' || id
FROM production_orderoperation;

INSERT INTO production_workperiod (operation_id, machine_id, started_at, ended_at)
SELECT id, machine_id, now(), now() FROM production_orderoperation;

UPDATE kitting_verdict
SET state = CASE WHEN source_id %% 4 = 0 THEN 'short' ELSE 'complete' END, cause = '';

INSERT INTO production_requisition (order_id, kind, happened_at)
SELECT id, 'issue', now() FROM production_workorder;

INSERT INTO production_receipt (order_id, quantity, location_id, happened_at)
SELECT id, 1, 1, now() FROM production_workorder;

INSERT INTO production_dispatch (operation_id, partner_id, quantity, happened_at)
SELECT id, 1 + id %% 300, 1, now() FROM production_orderoperation WHERE sequence = 20;

INSERT INTO flow_log (at, instance_id, cause, actor)
SELECT now(), id, 'start', 0 FROM flow_instance;

INSERT INTO flow_job (instance_id, token_id, node_id, step, state, key, run_after, created_at)
SELECT t.instance_id, t.id, t.node_id, 'x', (ARRAY['queued', 'running', 'dead'])[t.id %% 1000],
       t.id, now(), now()
FROM flow_token t WHERE t.id %% 1000 IN (1, 2, 3)
UNION ALL
SELECT t.instance_id, t.id, t.node_id, 'x', 'done', t.id, now(), now() FROM flow_token t;

UPDATE flow_job SET lease_until = now() + interval '1 minute' WHERE state = 'running';

UPDATE flow_token SET asked_at = now() WHERE wait = 'gate';

INSERT INTO flow_incident (instance_id, token_id, code, opened_at, resolved_at)
SELECT instance_id, id, 'x.BROKE', now() - id * interval '1 minute',
       CASE WHEN id %% 500 > 0 THEN now() END
FROM flow_token WHERE id %% 2 = 0;

INSERT INTO flow_timer (instance_id, token_id, node_id, due)
SELECT instance_id, id, node_id, now() + interval '1 day' * (id %% 100) FROM flow_token
WHERE id %% 3 = 0;

INSERT INTO base_journal (call, verb, actor, actor_name, door, cause, subject, given, result)
SELECT gen_random_uuid(), CASE WHEN n %% 100 = 0 THEN 'x.z' ELSE 'x.y' END, n %% 500, '', 'job', '',
       'order:' || n, '{}', '{}'
FROM generate_series(1, %(rows)s) n;

INSERT INTO base_refusal (verb, actor, actor_name, door, cause, subject, code, evidence, given)
SELECT 'x.y', n %% 500, '', 'ui', '', 'order:' || n,
       CASE WHEN n %% 500 = 0 THEN 'x.RARE' ELSE 'x.USUAL' END, '{}', '{}'
FROM generate_series(1, %(rows)s) n;

INSERT INTO base_request (actor, key, verb, given_hash)
SELECT n %% 100, n, 'x.y', '' FROM generate_series(1, %(rows)s) n;

INSERT INTO catalog_location (id, plant_id, code, name, kind, pick_sequence)
SELECT 100 + n, 1, 'BIN-' || n, 'BIN-' || n, 'internal', n FROM generate_series(0, 8999) n;

INSERT INTO stock_lot (material_id, code, expires_on)
SELECT 1 + n %% 5000, 'L-' || n %% 5003, CASE WHEN n %% 5 = 0 THEN current_date + n %% 1000 END
FROM generate_series(1, %(rows)s) n;

INSERT INTO stock_account (material_id, location_id, lot_id, quantity)
SELECT material_id, 100 + id %% 9000, id, CASE WHEN id %% 3 = 0 THEN 5 ELSE 0 END FROM stock_lot;

INSERT INTO stock_serial (material_id, code, location_id, lot_id)
SELECT 1 + n %% 500, 'S-' || n %% 10007, CASE WHEN n %% 3 = 0 THEN 100 + n %% 9000 END, n
FROM generate_series(1, %(rows)s) n;

INSERT INTO stock_movement (posting_key, line, kind, material_id, lot_id, serial_id, quantity,
    source_id, target_id, source_status, target_status, document_type, document_id, happened_at, actor)
SELECT 'issue:' || n, 1, 'issue', 1 + n %% 5000, n, n, 1, 1 + n %% 2, 5, 'available', 'available',
       'work_order', n, now() - interval '1 minute' * (%(rows)s - n), n %% 500
FROM generate_series(1, %(rows)s) n;

INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after, happened_at)
SELECT a.id, 2, m.id, -1, a.quantity, m.happened_at
FROM stock_movement m JOIN stock_account a ON a.lot_id = m.lot_id;

INSERT INTO catalog_unit (code, name) SELECT 'u' || n, 'u' FROM generate_series(1, 20) n;

INSERT INTO catalog_material (code, name, unit_id, kind, pinyin, lot_tracked)
SELECT 'SPARE-' || n, '备件 ' || n, 2 + n %% 20, 'buy', 'bei4 jian4', true
FROM generate_series(1, 6000) n;

INSERT INTO catalog_partner (code, name, kind, pinyin)
SELECT 'V-' || n, '供应商 ' || n, 'supplier', 'gong1 ying4 shang1'
FROM generate_series(1, 12000) n;

INSERT INTO catalog_supplieritem (material_id, partner_id, unit_id)
SELECT 1 + n %% 5000, 1 + n %% 12000, 1 FROM generate_series(1, 20000) n;

INSERT INTO catalog_unitconversion (from_unit_id, to_unit_id, factor, material_id)
SELECT 1, 2, 10, n FROM generate_series(1, 6000) n;

INSERT INTO catalog_bom (material_id, version, state, effective_from)
SELECT 1 + n %% 12000, 'old-' || n, 'retired', '2019-01-01' FROM generate_series(1, 12000) n;

INSERT INTO catalog_bomsubstitute (line_id, material_id)
SELECT id, 1 + id %% 5000 FROM catalog_bomline;

INSERT INTO catalog_routing (material_id, plant_id, version, state, effective_from)
SELECT 1 + n %% 12000, 1, 'old-' || n, 'retired', '2019-01-01' FROM generate_series(1, 12000) n;

INSERT INTO catalog_routingoperation (routing_id, sequence, name, work_centre_id)
SELECT id, 10, '工序 ' || id %% 40, 1 FROM catalog_routing WHERE state = 'retired';

INSERT INTO catalog_routingmachine (operation_id, machine_id)
SELECT o.id, m
FROM catalog_routingoperation o
JOIN catalog_routing r ON r.id = o.routing_id AND r.state = 'retired', generate_series(1, 2) m;

INSERT INTO trade_purchase_order (plant_id, number, partner_id, state)
SELECT 1, 'PO-' || n, 1 + n %% 12000,
       CASE WHEN n %% 300 = 0 THEN 'draft' WHEN n %% 500 = 1 THEN 'approved' ELSE 'closed' END
FROM generate_series(1, 20000) n;

INSERT INTO trade_purchase_line (order_id, line, material_id, ordered, received, stocked, expected_on)
SELECT o.id, l * 10, 1 + (o.id * 7 + l) %% 5000, 10, r.n, r.n, current_date - o.id::int %% 300
FROM trade_purchase_order o, generate_series(1, 3) l,
     LATERAL (SELECT CASE WHEN o.state = 'closed' THEN 10 ELSE 0 END AS n) r;

INSERT INTO trade_purchase_receipt (line_id, slip, received, location_id, lot_id, state, happened_at)
SELECT id, 'in-' || id, 10, 1 + id %% 9000, id, CASE WHEN id %% 300 = 0 THEN 'waiting' ELSE 'stocked' END,
       now()
FROM trade_purchase_line WHERE received > 0;

INSERT INTO trade_supplier_return (line_id, quantity, location_id, lot_id, reason, happened_at)
SELECT id, 1, 1, id, '坏', now() FROM trade_purchase_line WHERE received > 0 AND line = 10;

INSERT INTO quality_plan (code, name, kind, material_id, state)
SELECT 'QP-' || n, '检验 ' || n, 'final', 1 + n %% 5000,
       CASE WHEN n %% 100 = 0 THEN 'draft' WHEN n %% 100 < 60 THEN 'retired' ELSE 'active' END
FROM generate_series(1, 12000) n;

INSERT INTO quality_plan_characteristic (plan_id, number, name, kind)
SELECT id, l, '外观', 'attribute' FROM quality_plan, generate_series(1, 2) l;

INSERT INTO quality_inspection (number, plan_id, source_type, source_id, plant_id, material_id, lot_id,
    kind, quantity, sample_size, state, disposition, opened_at)
SELECT 'QI-' || n, 1 + n %% 12000, 'order_operation', n, 1, 1 + n %% 5000, n, 'final', 10, 2,
       CASE n %% 100 WHEN 0 THEN 'open' WHEN 1 THEN 'failed' WHEN 2 THEN 'failed' ELSE 'passed' END,
       CASE n %% 100 WHEN 2 THEN 'scrap' END, now() - interval '1 hour' * (%(rows)s - n)
FROM generate_series(1, %(rows)s) n;

INSERT INTO quality_inspection_characteristic (inspection_id, number, name, kind)
SELECT id, l, '外观', 'attribute' FROM quality_inspection, generate_series(1, 2) l;

INSERT INTO quality_result (inspection_id, piece, characteristic, good, recorded_by)
SELECT id, 1, l, true, 1 FROM quality_inspection, generate_series(1, 2) l;

INSERT INTO quality_nonconformance (number, plant_id, inspection_id, material_id, severity,
    description, raised_by, raised_by_name, state, closed_at, correction)
SELECT 'NC-' || n, 1, n * 2, 1 + n %% 5000, 'minor', '', 1, '',
       CASE WHEN n %% 100 = 0 THEN 'open' ELSE 'closed' END,
       CASE WHEN n %% 100 > 0 THEN now() END, '改'
FROM generate_series(1, 12000) n;

INSERT INTO people_orgunit (code, name, kind)
SELECT 'TEAM-' || n, '班组 ' || n, 'team' FROM generate_series(1, 200) n;

INSERT INTO people_role (code, name) SELECT 'role-' || n, '角色 ' || n FROM generate_series(1, 40) n;

INSERT INTO people_rolepermission (role_id, permission)
SELECT r, 'x.may_' || p FROM generate_series(1, 40) r, generate_series(1, 100) p;

INSERT INTO people_post (code, name)
SELECT 'post-' || n, '岗位 ' || n FROM generate_series(1, 100) n;

INSERT INTO people_post_roles (post_id, role_id)
SELECT p, 1 + (p + r) %% 40 FROM generate_series(1, 100) p, generate_series(1, 2) r;

INSERT INTO people_user (password, username, name, pinyin, org_unit_id, badge)
SELECT '', 'worker' || n, '工人 ' || n, 'gong1 ren2 ' || n, 2 + n %% 200, 'B-' || n
FROM generate_series(1, 12000) n;

INSERT INTO people_assignment (user_id, post_id, plant_id)
SELECT id, 1 + (id + n) %% 100, 1 FROM people_user, generate_series(1, 2) n;

INSERT INTO people_apitoken (user_id, name, prefix, digest, revoked_at)
SELECT id, 'x', 'p' || id, sha256(id::text::bytea), CASE WHEN id %% 20 > 0 THEN now() END
FROM people_user;

INSERT INTO links_importrun (source, user_id, mapping, state)
SELECT 'orders', 1 + n %% 300, CASE WHEN n %% 3 = 0 THEN 'm' || n %% 20 ELSE '' END, 'done'
FROM generate_series(1, 12000) n;

INSERT INTO links_importfault (run_id, number, code)
SELECT id, n, 'x.BAD' FROM links_importrun, generate_series(1, 3) n;

INSERT INTO lowcode_list_view (page, owner_id, name)
SELECT CASE n WHEN 1 THEN 'orders.list' ELSE 'stock.balances' END, id, 'mine'
FROM people_user, generate_series(1, 2) n;

INSERT INTO watch_notice_seen (user_id, key, newest, count)
SELECT id, 'watch.late', now(), 1 FROM people_user;

RESET session_replication_role
