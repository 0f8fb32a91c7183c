-- Statistics for the planner right after a mass import.
-- index: none (schema)

-- Look at the tables again that this transaction has made grow by a quarter or more; return how many.
-- Autovacuum comes once a minute and sees committed rows only: until then every plan would be made
-- for tables that look empty. Runs as the owner of the tables, since nobody else may.
CREATE FUNCTION links_analyze_grown() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    grown regclass; looked int := 0;
BEGIN
    FOR grown IN
        SELECT c.oid::regclass
        FROM pg_stat_xact_user_tables x JOIN pg_class c ON c.oid = x.relid
        WHERE x.schemaname = 'public' AND x.n_tup_ins + x.n_tup_upd > 0
          AND (pg_relation_size(c.oid) / current_setting('block_size')::int
                   > greatest(c.relpages, 4) * 1.25
               OR c.reltuples = 0)
        ORDER BY c.oid
    LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
        looked := looked + 1;
    END LOOP;
    RETURN looked;
END $$;
