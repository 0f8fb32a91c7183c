-- Share an order's frozen materials with the part split off it, each rounded up as its unit asks.
-- index: production_material_line, catalog_bomline_pkey
-- What the BOM asks once per order, whatever its size, both of them need in full.
WITH shared AS MATERIALIZED (
    SELECT om.*, coalesce(b.fixed, false) AS fixed, 10::numeric ^ u.decimals AS grain
    FROM production_ordermaterial om
    JOIN catalog_material m ON m.id = om.material_id
    JOIN catalog_unit u ON u.id = m.unit_id
    LEFT JOIN catalog_bomline b ON b.id = om.bom_line_id
    WHERE om.order_id = %(order)s::bigint
), sides AS (
    SELECT s.*, w.order_id AS side, w.quantity AS of_side,
           CASE WHEN s.fixed THEN 1 ELSE w.quantity / (%(kept)s::numeric + %(quantity)s::numeric)
           END AS part
    FROM shared s
    CROSS JOIN (VALUES (%(order)s::bigint, %(kept)s::numeric),
                       (%(part)s::bigint, %(quantity)s::numeric)) AS w (order_id, quantity)
), figures AS (
    SELECT s.*,
           CASE WHEN s.fixed THEN s.required
                ELSE ceil(round(s.required * s.part, 9) * s.grain) / s.grain END AS need,
           CASE WHEN s.fixed THEN s.required / s.of_side ELSE s.per_unit END AS each,
           round(s.original_required * s.part, 6) AS original_need,
           CASE WHEN s.fixed THEN s.original_required / s.of_side
                ELSE s.original_per_unit END AS original_each
    FROM sides s
), kept AS (
    UPDATE production_ordermaterial om
    SET required = f.need, per_unit = f.each, original_required = f.original_need,
        original_per_unit = f.original_each
    FROM figures f WHERE om.id = f.id AND f.side = %(order)s::bigint
)
INSERT INTO production_ordermaterial
    (order_id, line, material_id, bom_line_id, operation_sequence, per_unit, required, backflush,
     substitute_for_id, original_per_unit, original_required)
SELECT f.side, f.line, f.material_id, f.bom_line_id, f.operation_sequence, f.each, f.need,
       f.backflush, f.substitute_for_id, f.original_each, f.original_need
FROM figures f WHERE f.side = %(part)s::bigint
