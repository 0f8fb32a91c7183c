-- Write something to the log of the server, so that the COMMIT waits for the standby.
-- index: none (no table)
SELECT pg_logical_emit_message(true, 'qitao.confirm', '')
