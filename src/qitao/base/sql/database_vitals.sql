-- What the database says of itself.
-- index: none (system functions)
SELECT current_setting('server_version') AS version,
       pg_database_size(current_database()) AS bytes
