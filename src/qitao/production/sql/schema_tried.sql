-- The last try of each step of an order, where it was refused for want of a right that is still wanting.
-- index: none (schema)
-- Of the last thirty days, and of the last 20,000 refusals: a machine that tries without end does not
-- make it slow. A try whose person may do it by now, or has left, is told no more, and one
-- that was refused for something else since, neither. A right that ends at a department is not
-- looked at again: there the refusal stands until the order goes on.
CREATE VIEW production_tried AS
WITH held AS MATERIALIZED (
    SELECT DISTINCT h.user_id, h.plant_id, h.role_id, b.name AS post
    FROM people_role_held h LEFT JOIN people_post b ON b.id = h.post_id
), refused AS MATERIALIZED (
    SELECT r.id, r.verb, r.recorded_at AS at, r.actor AS user_id, r.actor_name AS who, r.code,
           r.subject, r.evidence ->> 'permission' AS permission, r.evidence ->> 'post' AS post,
           r.evidence ->> 'org_unit' IS NOT NULL AS at_unit, s.noun, s.number
    FROM (
        SELECT max(y.id) AS id FROM base_refusal y
        WHERE y.code IN (
                  'PERMISSION_MISSING', 'OUT_OF_SCOPE', 'FLOW_TASK_NOT_YOURS', 'TASK_OF_POST')
          AND y.recorded_at > now() - interval '30 days'
          AND y.id > (SELECT max(z.id) FROM base_refusal z) - 20000
        GROUP BY y.subject, y.verb
    ) n
    JOIN base_refusal r ON r.id = n.id
    CROSS JOIN LATERAL (
        SELECT split_part(r.subject, ':', 1) AS noun,
               substring(r.subject FROM ':([0-9]{1,18})$')::bigint AS number) s
    WHERE s.noun IN ('work_order', 'operation', 'task')
), last AS MATERIALIZED (
    SELECT DISTINCT ON (o.id, r.verb) o.id AS order_id, o.plant_id, r.id AS refusal_id, r.verb,
           r.at, r.user_id, r.who, r.code, r.subject, r.permission, r.post, r.at_unit
    FROM refused r
    LEFT JOIN production_orderoperation p ON r.noun = 'operation' AND p.id = r.number
    LEFT JOIN flow_task k ON r.noun = 'task' AND k.id = r.number
    LEFT JOIN flow_instance i ON i.id = k.instance_id AND i.business_type = 'work_order'
    JOIN production_workorder o
      ON o.id = CASE r.noun WHEN 'work_order' THEN r.number
                            WHEN 'operation' THEN p.order_id ELSE i.business_id END
    WHERE o.state NOT IN ('closed', 'cancelled')
    ORDER BY o.id, r.verb, r.id DESC
)
SELECT x.order_id, x.verb, x.refusal_id, x.at, x.user_id, x.who, x.code, x.permission, x.post
FROM last x
JOIN people_user u ON u.id = x.user_id AND u.is_active
WHERE NOT EXISTS (SELECT FROM base_refusal l
                  WHERE l.subject = x.subject AND l.id > x.refusal_id AND l.verb = x.verb)
  AND (x.at_unit OR CASE x.code
       WHEN 'TASK_OF_POST' THEN (x.user_id, x.plant_id, x.post) NOT IN (
           SELECT h.user_id, h.plant_id, h.post FROM held h WHERE h.post IS NOT NULL)
       ELSE x.permission IS NULL OR (x.user_id, x.plant_id, x.permission) NOT IN (
           SELECT h.user_id, h.plant_id, c.permission
           FROM held h JOIN people_rolepermission c ON c.role_id = h.role_id
           WHERE c.permission IN (SELECT y.permission FROM last y)
             AND h.user_id IN (SELECT y.user_id FROM last y))
       END)
