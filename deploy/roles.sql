-- Roles and database of a real installation. Run once, as PostgreSQL's superuser:
--   sudo -u postgres psql --set ON_ERROR_STOP=1 --file deploy/roles.sql
-- Then give each role a password: \password naere_owner, \password naere_web, \password naere_backup

-- Owns the tables and migrates them. Never used by the web.
CREATE ROLE naere_owner LOGIN;
-- The web: neither owner nor superuser, so that row-level security binds it.
CREATE ROLE naere_web LOGIN;
-- pg_dump must see every municipality's rows; it may change none.
CREATE ROLE naere_backup LOGIN BYPASSRLS;
GRANT pg_read_all_data TO naere_backup;

-- The locale of the tests' and the demo's database. (Before PostgreSQL 17: LOCALE 'C.UTF-8' alone.)
CREATE DATABASE naere OWNER naere_owner TEMPLATE template0
    ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE CONNECT, TEMPORARY ON DATABASE naere FROM PUBLIC;
GRANT CONNECT ON DATABASE naere TO naere_web, naere_backup;

-- PostgreSQL's own log must not hold what people wrote in a form: no statement, no values, no rows.
ALTER ROLE naere_web SET log_statement = 'none';
ALTER ROLE naere_web SET log_min_duration_statement = -1;
ALTER ROLE naere_web SET log_min_error_statement = 'panic';
ALTER ROLE naere_web SET log_parameter_max_length_on_error = 0;
ALTER ROLE naere_web SET log_error_verbosity = 'terse';

\connect naere
ALTER SCHEMA public OWNER TO naere_owner;
GRANT USAGE ON SCHEMA public TO naere_web;
ALTER DEFAULT PRIVILEGES FOR ROLE naere_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO naere_web;
ALTER DEFAULT PRIVILEGES FOR ROLE naere_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO naere_web;
