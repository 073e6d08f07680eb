-- Three roles for one database. Run it as an administrator, connected to the product's database:
--     python -m chuyi_dash roles | psql "postgresql://postgres@host/chuyi"
-- Then give each role its password (\password chuyi_reader, ...) and use
--     CHUYI_DATABASE_URL=postgresql://chuyi_reader@host/chuyi                  where the pages run,
--     CHUYI_SELF_CHECK_DATABASE_URL=postgresql://chuyi_self_check@host/chuyi   there too, for what the self-check writes,
--     CHUYI_DATABASE_URL=postgresql://chuyi_writer@host/chuyi                  where the commands run.
-- It may be run again at any time, before or after the tables exist.

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['chuyi_writer', 'chuyi_reader', 'chuyi_self_check'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', name);
        END IF;
    END LOOP;
END $$;

-- Nobody else may make or read anything here.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO chuyi_writer;
GRANT USAGE ON SCHEMA public TO chuyi_reader, chuyi_self_check;

-- What the self-check may write. init and upgrade call it too, because a right can only be given on a table that is
-- there. Rows of the audit, of a sheet's history and of stored evidence are only added; accounts are the commands'.
CREATE OR REPLACE FUNCTION public.chuyi_grant_self_check() RETURNS void LANGUAGE plpgsql AS $grants$
DECLARE
    kept record;
BEGIN
    FOR kept IN
        SELECT * FROM (VALUES
            ('audit', 'INSERT'), ('sheet_event', 'INSERT'), ('evidence', 'INSERT'), ('round', 'INSERT'),
            ('sheet', 'INSERT, UPDATE'), ('sheet_answer', 'INSERT, UPDATE'), ('remark', 'INSERT, UPDATE'),
            ('attachment', 'INSERT, UPDATE'),
            ('source', 'INSERT, DELETE'), ('answer', 'INSERT, DELETE'), ('tally', 'INSERT, DELETE'),
            ('project_event', 'INSERT, DELETE')
        ) AS rights (held, given)
        WHERE to_regclass('public.' || held) IS NOT NULL
    LOOP
        EXECUTE format('REVOKE ALL ON public.%I FROM chuyi_self_check', kept.held);
        EXECUTE format('GRANT SELECT, ' || kept.given || ' ON public.%I TO chuyi_self_check', kept.held);
    END LOOP;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO chuyi_self_check;
    -- Among the facts only those that a sheet confirmed; everybody reads all, and the owner is not held by policies.
    FOR kept IN
        SELECT * FROM (VALUES
            ('source', 'key'), ('answer', 'source_key'), ('tally', 'source_key'), ('project_event', 'source_key')
        ) AS facts (held, named)
        WHERE to_regclass('public.' || held) IS NOT NULL
    LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', kept.held);
        EXECUTE format('DROP POLICY IF EXISTS all_may_read ON public.%I', kept.held);
        EXECUTE format('DROP POLICY IF EXISTS confirmed_only ON public.%I', kept.held);
        EXECUTE format('CREATE POLICY all_may_read ON public.%I FOR SELECT USING (true)', kept.held);
        EXECUTE format(
            'CREATE POLICY confirmed_only ON public.%I TO chuyi_self_check '
            'USING (starts_with(%I, ''self-check-'')) WITH CHECK (starts_with(%I, ''self-check-''))',
            kept.held, kept.named, kept.named
        );
    END LOOP;
END $grants$;
REVOKE ALL ON FUNCTION public.chuyi_grant_self_check() FROM PUBLIC;

-- Tables that another user made before the roles existed go to the writer, who alone can then upgrade them;
-- their number sequences go with them.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'chuyi_writer' LOOP
        EXECUTE format('ALTER TABLE public.%I OWNER TO chuyi_writer', name);
    END LOOP;
    FOR name IN SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'chuyi\_%' LOOP
        EXECUTE format('ALTER FUNCTION public.%I() OWNER TO chuyi_writer', name);
    END LOOP;
END $$;

-- The reader sees every table there is and every table that an upgrade will make, and can change none; so does the
-- self-check's role, apart from what it is given above.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM chuyi_reader, chuyi_self_check;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO chuyi_reader, chuyi_self_check;
ALTER DEFAULT PRIVILEGES FOR ROLE chuyi_writer IN SCHEMA public
    GRANT SELECT ON TABLES TO chuyi_reader, chuyi_self_check;
SELECT public.chuyi_grant_self_check();
ALTER ROLE chuyi_reader SET default_transaction_read_only = on;
