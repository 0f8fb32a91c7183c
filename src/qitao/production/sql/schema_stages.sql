-- The operations of an order in their stages: what comes before each, what it may report, the last.
-- index: none (schema)
-- Neighbours of one parallel group are one stage, any other operation is one of its own. What is
-- not a reporting point tells no figures: the stages before and after are reporting ones. A first
-- operation may make the order's quantity, and anew what was scrapped after it; `room` is what is
-- left of that, below 0 where the plant let more be made (`over`: how much more it lets).
CREATE FUNCTION production_stages(wanted bigint)
RETURNS TABLE (id bigint, stage bigint, next_stage bigint, is_last boolean,
               reporting_point boolean, good numeric, taken numeric, previous_name text,
               previous_name_en text, previous_good numeric, available numeric, room numeric)
LANGUAGE sql STABLE AS $$
WITH cut AS (
    SELECT c.*, sum(c.begins) OVER (ORDER BY c.sequence) AS stage
    FROM (SELECT p.id, p.sequence, p.name, p.name_en, p.reporting_point, p.quantity, p.good,
                 p.scrap, p.rework,
                 CASE WHEN p.parallel_group = lag(p.parallel_group) OVER (ORDER BY p.sequence)
                      THEN 0 ELSE 1 END AS begins
          FROM production_orderoperation p WHERE p.order_id = wanted) c
), staged AS (
    SELECT c.*,
           max(c.stage) FILTER (WHERE c.reporting_point) OVER earlier AS previous,
           min(c.stage) FILTER (WHERE c.reporting_point) OVER later AS next,
           sum(c.scrap) OVER later AS scrapped_later
    FROM cut c
    WINDOW earlier AS (ORDER BY c.stage RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
           later AS (ORDER BY c.stage RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
)
SELECT s.id, s.stage, s.next, s.next IS NULL, s.reporting_point, s.good,
       s.good + s.scrap + s.rework, b.name, b.name_en, b.good,
       greatest(CASE WHEN b.good IS NULL THEN s.quantity + coalesce(s.scrapped_later, 0)
                     ELSE b.good - s.scrap END - s.good - s.rework, 0),
       s.quantity + coalesce(s.scrapped_later, 0) - s.good - s.rework
FROM staged s
LEFT JOIN (
    SELECT x.stage, string_agg(x.name, '、' ORDER BY x.sequence) AS name,
           string_agg(coalesce(nullif(x.name_en, ''), x.name), ', ' ORDER BY x.sequence) AS name_en,
           min(x.good) AS good
    FROM staged x WHERE x.reporting_point GROUP BY x.stage
) b ON b.stage = s.previous
$$;

CREATE VIEW production_operation_row AS
SELECT p.id, o.id AS order, o.number, o.plant_id AS plant, o.material_id AS material,
       o.state AS order_state, p.sequence,
       p.name, p.name_en, p.work_centre_id AS work_centre, w.org_unit_id AS org_unit,
       p.machine_id AS machine, p.state, p.quantity,
       p.good, p.scrap, p.rework, p.running_since, p.parallel_group, p.inspection_required,
       p.reporting_point, coalesce(t.previous_name, '') AS previous_name,
       coalesce(t.previous_name_en, '') AS previous_name_en, t.previous_good,
       t.available, t.room,
       coalesce((
           SELECT greatest(trunc(p.quantity * r.over_percent / 100, u.decimals), r.over_pieces)
           FROM production_plant_setting r
           JOIN catalog_material m ON m.id = o.material_id
           JOIN catalog_unit u ON u.id = m.unit_id
           WHERE r.plant_id = o.plant_id), 0) AS over,
       coalesce(s.interception, 1)::int AS interception, t.is_last,
       EXISTS (SELECT FROM production_orderoperation b
               JOIN quality_inspection i
                 ON i.source_type = 'order_operation' AND i.source_id = b.id
               WHERE b.order_id = o.id AND b.sequence < p.sequence
                 AND i.blocking AND i.state IN ('open', 'failed')) AS held_before,
       EXISTS (SELECT FROM production_ordermaterial m
               WHERE m.order_id = o.id AND m.backflush) AS backflushes,
       p.outsourced_to_id AS outsourced_to,
       CASE WHEN p.outsourced_to_id IS NULL THEN 0 ELSE coalesce((
           SELECT sum(d.open) FROM production_outside d WHERE d.operation_id = p.id), 0)
       END AS outside
FROM production_orderoperation p
JOIN production_workorder o ON o.id = p.order_id
JOIN catalog_workcentre w ON w.id = p.work_centre_id
JOIN LATERAL production_stages(o.id) t ON t.id = p.id
LEFT JOIN kitting_plant_setting s ON s.plant_id = o.plant_id;
