-- What lies with an order beyond its own need and can go over to the part split off it, by line.
-- index: production_material_line, production_operation_sequence, catalog_bomline_pkey
-- What went into scrap, and what is to replace it, comes first: `more` counts those pieces.
WITH told AS MATERIALIZED (
    SELECT p.sequence, t.taken + greatest(t.room, 0) - p.quantity AS more,
           max(p.sequence) OVER () = p.sequence AS is_last
    FROM production_orderoperation p
    JOIN production_stages(%(order)s::bigint) t ON t.id = p.id
    WHERE p.order_id = %(order)s::bigint
), lines AS (
    SELECT om.line, om.issued - om.returned - om.required AS beyond, pm.required AS wanted,
           CASE WHEN b.fixed THEN 0 ELSE om.per_unit * coalesce(o.more, 0) END AS used,
           10::numeric ^ u.decimals AS grain
    FROM production_ordermaterial om
    JOIN production_ordermaterial pm ON pm.order_id = %(part)s::bigint AND pm.line = om.line
    JOIN catalog_material m ON m.id = om.material_id
    JOIN catalog_unit u ON u.id = m.unit_id
    LEFT JOIN catalog_bomline b ON b.id = om.bom_line_id
    LEFT JOIN told o ON CASE WHEN om.operation_sequence IS NULL THEN o.is_last
                             ELSE o.sequence = om.operation_sequence END
    WHERE om.order_id = %(order)s::bigint AND NOT om.backflush
), spare AS (
    SELECT line, least(beyond - ceil(round(used, 9) * grain) / grain, wanted) AS quantity
    FROM lines
)
SELECT line, quantity FROM spare WHERE quantity > 0 ORDER BY line
