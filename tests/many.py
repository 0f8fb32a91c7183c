"""A plant where there is very much of everything: what lists, choices and pages must cut."""
# ruff: noqa: E501

from benchmarks import plant
from django.db import connection

from qitao.base.sql import raw_connection
from qitao.lowcode.actions import install_template
from tests.shop import HOUSE, TEMPLATE

EACH = 1_200
"""So much belongs to one thing: lots and moves of a material, lines of a purchase, reports."""
SOME = 5_000
"""People, partners, places: however many orders there are, of these there are not more."""
FILLED = (
    "INSERT INTO catalog_unit (code, name) SELECT 'U' || n, '单位' || n FROM generate_series(1, 80) n",
    "INSERT INTO catalog_materialgroup (code, name) SELECT 'G' || n, '分类' || n "
    "FROM generate_series(1, 120) n",
    "INSERT INTO catalog_scrapreason (code, name) SELECT 'R' || n, '原因' || n "
    "FROM generate_series(1, 60) n",
    "INSERT INTO catalog_partner (code, name, kind) SELECT 'S' || n, '供应商' || n, 'supplier' "
    "FROM generate_series(1, %(some)s) n",
    "INSERT INTO catalog_location (plant_id, code, name, kind) SELECT p.id, 'L' || n, '货位' || n, "
    "'internal' FROM people_plant p, generate_series(1, %(some)s) n",
    "INSERT INTO catalog_supplieritem (material_id, partner_id, unit_id) SELECT m.id, s.id, m.unit_id "
    "FROM (SELECT * FROM catalog_material ORDER BY id LIMIT 1) m, "
    "(SELECT * FROM catalog_partner ORDER BY id LIMIT %(each)s) s",
    "INSERT INTO catalog_workcentre (plant_id, code, name) SELECT p.id, 'WC' || n, '工作中心' || n "
    "FROM people_plant p, generate_series(1, 120) n",
    "INSERT INTO people_user (username, name, password) SELECT 'user' || n, '员工' || n, '' "
    "FROM generate_series(1, %(some)s) n",
    "INSERT INTO people_orgunit (code, name, kind) SELECT 'O' || n, '班组' || n, 'workshop' "
    "FROM generate_series(1, 120) n",
    "INSERT INTO people_role (code, name) SELECT 'role' || n, '角色' || n "
    "FROM generate_series(1, 12) n",
    "INSERT INTO people_rolepermission (role_id, permission) SELECT id, 'production.view_order' "
    "FROM people_role WHERE code LIKE 'role%%'",
    "INSERT INTO people_post (code, name) SELECT 'post' || n, '岗位' || n "
    "FROM generate_series(1, 120) n",
    "INSERT INTO people_assignment (user_id, role_id) SELECT u.id, r.id FROM people_user u, "
    "(SELECT id FROM people_role WHERE code = 'operator') r WHERE u.username LIKE 'user%%'",
    "INSERT INTO stock_lot (material_id, code) SELECT m.id, 'LOT-' || n FROM "
    "(SELECT id FROM catalog_material ORDER BY id LIMIT 1) m, generate_series(1, %(rows)s) n",
    "INSERT INTO stock_account (material_id, location_id, lot_id, quantity, version) "
    "SELECT l.material_id, c.id, l.id, 5, 1 FROM stock_lot l, "
    "(SELECT id FROM catalog_location WHERE code = 'STORE' LIMIT 1) c ORDER BY l.id LIMIT %(each)s",
    "INSERT INTO stock_serial (material_id, code) SELECT m.id, 'SN-' || n FROM "
    "(SELECT id FROM catalog_material ORDER BY id LIMIT 1) m, generate_series(1, %(rows)s) n",
    "INSERT INTO quality_plan (code, name, kind) SELECT 'QP' || n, '检验方案' || n, 'incoming' "
    "FROM generate_series(1, %(each)s) n",
    "INSERT INTO quality_inspection (number, source_type, source_id, source_label, plant_id, kind, "
    "quantity, sample_size) SELECT 'IN' || n, 'purchase_receipt', n, 'PO/' || n, p.id, 'incoming', "
    "10, 10 FROM people_plant p, generate_series(1, %(rows)s) n",
    "INSERT INTO quality_inspection_characteristic (inspection_id, number, name, kind) "
    "SELECT i.id, n, '外观' || n, 'attribute' FROM (SELECT min(id) AS id FROM quality_inspection) i, "
    "generate_series(1, 30) n",
    "INSERT INTO quality_nonconformance (number, plant_id, quantity, severity, description, "
    "raised_by, raised_by_name) SELECT 'NC' || n, p.id, 1, 'major', '划伤', 0, '' "
    "FROM people_plant p, generate_series(1, %(rows)s) n",
    "INSERT INTO trade_purchase_order (number, partner_id, plant_id, state) "
    "SELECT 'PO' || n, s.id, p.id, 'approved' FROM people_plant p, "
    "(SELECT min(id) AS id FROM catalog_partner) s, generate_series(1, %(rows)s) n",
    "INSERT INTO trade_purchase_line (order_id, line, material_id, ordered, expected_on) "
    "SELECT o.id, n, m.id, 10, current_date - 3 FROM (SELECT min(id) AS id FROM trade_purchase_order) o, "
    "(SELECT min(id) AS id FROM catalog_material) m, generate_series(1, 40) n",
    "UPDATE production_orderoperation SET state = 'running' WHERE order_id IN "
    "(SELECT id FROM production_workorder WHERE state = 'in_production')",
    "INSERT INTO production_report (operation_id, good, scrap, rework, happened_at, scrap_reason_id) "
    "SELECT p.id, 1, 1, 0, now() - n * interval '1 minute', s.id FROM (SELECT min(p.id) AS id "
    "FROM production_orderoperation p JOIN production_workorder o ON o.id = p.order_id "
    "WHERE o.state = 'in_production') p, generate_series(1, %(rows)s) n "
    "JOIN (SELECT id, row_number() OVER () AS k FROM catalog_scrapreason) s ON s.k = 1 + n %% 60",
    "INSERT INTO base_journal (call, verb, actor, actor_name, door, cause, subject, given, result) "
    "SELECT gen_random_uuid(), 'production.report_output', 0, '员工', 'page', '', 'work_order:' || o.id, "
    "'{}', '{}' FROM (SELECT min(id) AS id FROM production_workorder WHERE state = 'in_production') o, "
    "generate_series(1, %(rows)s) n",
    "INSERT INTO base_refusal (recorded_at, verb, actor, actor_name, door, cause, subject, code, "
    "evidence, given) SELECT now(), 'production.release_order', 0, '员工', 'page', '', 'work_order:' || n, "
    "'KIT_UNKNOWN', '{}', '{}' FROM generate_series(1, %(rows)s) n",
    "UPDATE kitting_verdict SET state = CASE WHEN source_id %% 4 = 0 THEN 'short' ELSE 'complete' END, "
    "lines_short = CASE WHEN source_id %% 4 = 0 THEN 2 ELSE 0 END, cause = ''",
    "INSERT INTO kitting_shortage (source_type, source_id, source_line, plant_id, material_id, "
    "required, covered, short, gap) SELECT d.source_type, d.source_id, d.source_line, d.plant_id, "
    "d.material_id, d.quantity, 0, d.quantity, d.quantity FROM kitting_demand d "
    "WHERE d.source_id %% 4 = 0 AND d.source_line <= 20",
    "INSERT INTO people_apitoken (user_id, name, prefix, digest) SELECT u.id, '令牌' || n, 'qt_' || n, "
    "sha256(n::text::bytea) FROM (SELECT id FROM people_user WHERE username = 'administrator') u, "
    "generate_series(1, %(each)s) n",
    "INSERT INTO production_wall_link (name, prefix, digest, plant_id) SELECT '看板' || n, 'qw_' || n, "
    "sha256(n::text::bytea), p.id FROM people_plant p, generate_series(1, %(each)s) n",
    "INSERT INTO links_importrun (source, title, state) SELECT 'x.csv', '导入' || n, 'done' "
    "FROM generate_series(1, %(each)s) n",
)


def fill(rows: int) -> None:
    """Write a plant of so many orders, and as much of all else, into an empty database."""
    install_template(actor=HOUSE, template=TEMPLATE)
    shape = plant.Shape(
        "MANY",
        rows,
        lines=5,
        materials=max(rows // 20, 600),
        products=max(rows // 40, 300),
        operations=3,
        states=plant.MIXED,
    )
    plant.seed(raw_connection(), shape)
    counts = {"rows": rows, "some": min(rows, SOME), "each": min(rows, EACH)}
    with connection.cursor() as cursor:
        for statement in FILLED:
            cursor.execute(statement, counts)
        cursor.execute("ANALYZE")
