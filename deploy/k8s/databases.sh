#!/bin/sh
# Databases and roles as deploy/lib/databases.sh makes them, for compose.yaml and k8s/: of each service a role that owns its database
# and migrates, one that reads and writes rows, and one that it takes on to read for a caller. Takes the passwords of the first two
# from <service>_owner_password and <service>_password, the server from PGHOST, PGUSER and PGPASSWORD. May run again, also after a
# change of passwords.
set -eu
password='' owner_password=''
for x in intake workflow roster reporting identity; do
  eval "password=\$${x}_password owner_password=\$${x}_owner_password"
  psql -X -q -v ON_ERROR_STOP=1 -d postgres <<END
select 'create role ' || r from unnest(array['mediation_$x', 'mediation_${x}_reader', 'mediation_${x}_owner']) r where not exists (select from pg_roles where rolname = r) \\gexec
grant mediation_${x}_reader to mediation_$x;
alter role mediation_$x login password '$password';
alter role mediation_${x}_owner login password '$owner_password';
select 'create database mediation_$x owner mediation_${x}_owner template template0 encoding ''UTF8'' lc_collate ''C'''
  where not exists (select from pg_database where datname = 'mediation_$x') \\gexec
revoke all on database mediation_$x from public;
grant connect on database mediation_$x to mediation_$x;
\\connect mediation_$x
revoke create on schema public from public;
grant usage on schema public to mediation_$x;
alter default privileges for role mediation_${x}_owner in schema public grant select, insert, update, delete on tables to mediation_$x;
alter default privileges for role mediation_${x}_owner in schema public grant usage on sequences to mediation_$x;
END
done
