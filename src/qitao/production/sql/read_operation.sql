-- Read, without a lock, an operation with the figures of those before it.
-- index: production_orderoperation_pkey, production_operation_sequence, production_material_line
SELECT * FROM production_operation_row WHERE id = %(operation)s::bigint
