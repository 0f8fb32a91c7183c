-- Resume held instances; what was due meanwhile is due now.
-- index: flow_instance_one_lives
WITH resumed AS MATERIALIZED (
    SELECT id, held_at FROM flow_instance
    WHERE business_type = %(business_type)s AND business_id = ANY (%(business_ids)s::bigint[])
      AND status = 'held'
    ORDER BY id FOR NO KEY UPDATE
), logged AS (
    INSERT INTO flow_log (at, instance_id, cause, actor, waited)
    SELECT %(at)s, id, 'resume', %(actor)s, %(at)s - held_at FROM resumed
)
UPDATE flow_instance i SET status = 'active', held_at = NULL
WHERE i.id IN (SELECT id FROM resumed)
RETURNING i.business_id
