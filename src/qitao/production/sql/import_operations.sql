-- Write operations that another system knows.
-- index: production_operation_sequence
INSERT INTO production_orderoperation
    (order_id, sequence, name, name_en, work_centre_id, machine_id, quantity, parallel_group)
SELECT w.order_id, w.sequence, w.name, w.name_en, w.work_centre, w.machine, w.quantity,
       w.parallel_group
FROM unnest(%(orders)s::bigint[], %(sequences)s::int[], %(names)s::text[],
            %(names_en)s::text[], %(work_centres)s::bigint[], %(machines)s::bigint[],
            %(quantities)s::numeric[], %(groups)s::int[])
     AS w (order_id, sequence, name, name_en, work_centre, machine, quantity, parallel_group)
