-- The plants of the purchase orders with these numbers, each once.
-- index: trade_purchase_order_number_key
SELECT DISTINCT plant_id FROM trade_purchase_order WHERE number = ANY (%(numbers)s::text[])
ORDER BY plant_id
