-- Sum up everything that a plant's verdicts rest on; two equal sums mean that nothing has changed.
-- Beside it, how many have no answer: those are asked again though nothing has changed.
-- index: kitting_verdict_rank, catalog_location_plant_kind
WITH asked AS MATERIALIZED (
    SELECT sum(hashint8extended(v.revision, v.source_id)) AS revisions,
           count(*) FILTER (WHERE v.state = 'unknown')::int AS unanswered
    FROM kitting_verdict v WHERE v.plant_id = %(plant)s::bigint AND v.active
)
SELECT coalesce((
        SELECT sum(hash_numeric_extended(a.quantity, a.id))
             + sum(hash_numeric_extended(a.reserved, -a.id))
        FROM kitting_pickable a
        WHERE a.plant_id = %(plant)s::bigint
          AND (a.expires_on IS NULL OR a.expires_on >= %(today)s::date)
    ), 0) + coalesce((
        SELECT sum(hash_numeric_extended(r.quantity, r.id))
        FROM catalog_location l
        JOIN stock_account a ON a.location_id = l.id
        JOIN stock_reservation r ON r.account_id = a.id
        WHERE l.plant_id = %(plant)s::bigint
    ), 0) + coalesce((
        SELECT sum(hashtextextended(concat_ws(':', s.source_type, s.source_id, s.source_line,
                                              s.material_id, s.quantity, s.expected_on), 0))
        FROM kitting_supply s WHERE s.plant_id = %(plant)s::bigint
    ), 0) + coalesce((
        SELECT revisions FROM asked
    ), 0) + coalesce((
        SELECT hashtextextended(s.allocation || coalesce(s.incoming_days, -1)::text, 0)
        FROM kitting_plant_setting s WHERE s.plant_id = %(plant)s::bigint
    ), 0)::numeric + (%(today)s::date - '2000-01-01'::date) AS total,
    (SELECT unanswered FROM asked) AS unanswered
