-- Write a dispatch, or the counter-entry of one.
-- index: none (insert only)
INSERT INTO production_dispatch (operation_id, partner_id, quantity, expected_on, slip, note,
                                 happened_at, reverses_id)
VALUES (%(operation)s::bigint, %(partner)s::bigint, %(quantity)s::numeric, %(expected_on)s::date,
        %(slip)s::text, %(note)s::text, %(happened_at)s::timestamptz, %(reverses)s::bigint)
RETURNING id
