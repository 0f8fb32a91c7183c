-- Guards of the ledger: append-only logs, accounts that stay, room for updates in place.
-- index: none (schema)
SELECT base_make_append_only('stock_movement');
SELECT base_make_append_only('stock_entry');
SELECT base_make_append_only('stock_snapshot');
-- A batch may touch every account of a page: each finds room for its next version beside it (HOT).
ALTER TABLE stock_account SET (fillfactor = 45, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE stock_reservation SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);

-- Entries and movements rely on it that an account keeps its key for ever.
CREATE FUNCTION stock_keep_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'stock_account keeps its key for ever: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
-- AFTER, since a BEFORE UPDATE trigger locks each row once more, whatever its column list.
CREATE TRIGGER keep_account AFTER DELETE OR UPDATE OF material_id, location_id, lot_id, status
    ON stock_account FOR EACH ROW EXECUTE FUNCTION stock_keep_account();
CREATE TRIGGER keep_accounts BEFORE TRUNCATE ON stock_account
    FOR EACH STATEMENT EXECUTE FUNCTION stock_keep_account();
