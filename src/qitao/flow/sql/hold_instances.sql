-- Hold active instances: their tokens stay, and nothing moves until they are resumed.
-- index: flow_instance_one_lives, flow_token_instance_id
WITH held AS MATERIALIZED (
    SELECT id FROM flow_instance
    WHERE business_type = %(business_type)s AND business_id = ANY (%(business_ids)s::bigint[])
      AND status = 'active'
    ORDER BY id FOR NO KEY UPDATE
), tokens AS MATERIALIZED (
    SELECT t.id FROM flow_token t
    WHERE t.instance_id IN (SELECT id FROM held)
    ORDER BY t.id FOR NO KEY UPDATE
), logged AS (
    INSERT INTO flow_log (at, instance_id, cause, actor)
    SELECT %(at)s, id, 'hold', %(actor)s FROM held
)
UPDATE flow_instance i SET status = 'held', held_at = %(at)s
WHERE i.id IN (SELECT id FROM held) AND (SELECT count(*) FROM tokens) >= 0
RETURNING i.business_id
