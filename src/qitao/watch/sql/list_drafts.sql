-- Drafts of purchases that wait for a person's approval, by plant.
-- index: trade_purchase_state, base_journal_subject
-- plan: custom
-- What one drafted oneself waits for others (`OWN_DRAFT`), unless nobody else at the plant may.
SELECT 'approval' AS kind, o.plant_id AS plant, '' AS reference, min(p.name) AS name,
       '' AS name_en, '' AS code, '' AS unit, NULL::numeric AS figure, count(*)::int AS count,
       min(o.number) AS number, CASE WHEN count(*) = 1 THEN min(o.id) END AS target, 0 AS others,
       min(o.state_since) AS since, max(o.state_since) AS newest
FROM trade_purchase_order o
JOIN catalog_partner p ON p.id = o.partner_id
LEFT JOIN LATERAL (
    SELECT b.actor FROM base_journal b
    WHERE b.subject = 'purchase_order:' || o.id AND b.verb = 'trade.create_purchase'
    ORDER BY b.id LIMIT 1
) j ON true
WHERE o.state = 'draft'
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND (j.actor IS DISTINCT FROM %(user)s::bigint OR o.plant_id NOT IN (
       SELECT h.plant_id FROM people_role_held h
       JOIN people_rolepermission c ON c.role_id = h.role_id
       WHERE c.permission = 'trade.approve_purchase' AND h.user_id <> %(user)s::bigint))
GROUP BY o.plant_id
ORDER BY newest DESC, plant
LIMIT %(limit)s::int
