-- Drop the operations and materials of unreleased orders before they are copied anew.
-- index: production_operation_sequence, production_material_line
WITH operations AS (
    DELETE FROM production_orderoperation WHERE order_id = ANY (%(orders)s::bigint[])
)
DELETE FROM production_ordermaterial WHERE order_id = ANY (%(orders)s::bigint[])
