-- Tie the report of what came back to its dispatch.
-- index: none (insert only)
INSERT INTO production_takeback (dispatch_id, report_id)
VALUES (%(dispatch)s::bigint, %(report)s::bigint)
