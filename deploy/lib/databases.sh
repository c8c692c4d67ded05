# shellcheck shell=bash
# Databases and roles. Each service has a database, a role that owns it and everything in it and only migrates, a role for its daily
# work that may read and write rows, and a role that it takes on to read for a caller, to which row-level security applies.

# value_of <connection string> <key>…: the value of the first of these keys, or nothing (Npgsql's spelling does not mind case).
value_of() {
  local pair key parts
  IFS=';' read -ra parts <<<"$1"
  shift
  for pair in "${parts[@]}"; do
    for key in "$@"; do
      [[ ${pair%%=*} =~ ^[[:space:]]*([^[:space:]].*[^[:space:]]|[^[:space:]])[[:space:]]*$ ]] || continue
      [[ ${BASH_REMATCH[1],,} != "$key" ]] || { say "${pair#*=}" && return; }
    done
  done
}

# sql <connection string>: runs what comes on standard input; the password never shows in ps.
sql() (
  psql=psql
  bin=$(postgres_bin) && psql=$bin/psql
  tls=$(value_of "$1" 'ssl mode' sslmode)
  tls=${tls,,}
  certificate=$(value_of "$1" 'root certificate' rootcertificate)
  [[ -z $tls ]] || export PGSSLMODE=${tls/#verify/verify-}
  [[ -z $certificate ]] || export PGSSLROOTCERT=$certificate
  PGHOST=$(value_of "$1" host server) PGPORT=$(value_of "$1" port) PGUSER=$(value_of "$1" username 'user id' user) \
    PGPASSWORD=$(value_of "$1" password pwd) PGCONNECT_TIMEOUT=10 "$psql" -X -q -A -t -v ON_ERROR_STOP=1 -d postgres
)

# as_role <connection string> <role> <password>: the same server, for another role.
as_role() {
  local pair key parts kept=
  IFS=';' read -ra parts <<<"$1"
  for pair in "${parts[@]}"; do
    key=${pair%%=*}
    case ${key//[[:space:]]/} in
      '' | [Uu]sername | [Uu]ser[Ii]d | [Uu]ser | [Uu]id | [Pp]assword | [Pp]wd) ;;
      *) kept+="$pair;" ;;
    esac
  done
  say "${kept}Username=$2;Password=$3"
}

# database_of <service> <role>
database_of() {
  local server
  server=$(as_role "$(server_named "$run" MEDIATION_POSTGRES)" "$2" "$(secret "$run/role-${2#mediation_}.password")")
  say "${server%;};Database=mediation_$1;Max Auto Prepare=100;No Reset On Close=true;Maximum Pool Size=20"
}

# What the service works with, and what its migration works with.
store_of() { database_of "$1" "mediation_$1"; }
owner_of() { database_of "$1" "mediation_$1_owner"; }

role_sql() {
  say "select 'create role $1' where not exists (select from pg_roles where rolname = '$1') \\gexec"
  say "alter role $1 login password '$(secret "$run/role-${1#mediation_}.password")';"
}

# The owner's own tables are left alone: a migration may have narrowed what the service may do with one. Others are there
# when the database comes from a version in which the service's role, or the named user, owned all.
rights_sql() {
  local x=$1 owner=mediation_$1_owner foreign="not exists (select from pg_depend where objid = oid and deptype = 'e')" others
  others="relnamespace = 'public'::regnamespace and relowner <> '$owner'::regrole and $foreign"
  cat <<END
select 'create role mediation_${x}_reader' where not exists (select from pg_roles where rolname = 'mediation_${x}_reader') \\gexec
grant mediation_${x}_reader to mediation_$x;
grant $owner to current_user;
alter database mediation_$x owner to $owner;
revoke all on database mediation_$x from public;
grant connect on database mediation_$x to mediation_$x;
\\connect mediation_$x
revoke create on schema public from public;
grant usage on schema public to mediation_$x;
alter default privileges for role $owner in schema public grant select, insert, update, delete on tables to mediation_$x;
alter default privileges for role $owner in schema public grant usage on sequences to mediation_$x;
select format('alter table public.%I owner to $owner', relname), format('grant select, insert, update, delete on public.%I to mediation_$x', relname)
  from pg_class where $others and relkind in ('r', 'p', 'v', 'm') \\gexec
select format('alter sequence public.%I owner to $owner', relname) from pg_class where $others and relkind = 'S' \\gexec
grant usage on all sequences in schema public to mediation_$x;
select format('alter routine %s owner to $owner', oid::regprocedure)
  from pg_proc where pronamespace = 'public'::regnamespace and proowner <> '$owner'::regrole \\gexec
\\connect postgres
END
}

databases_sql() {
  local x collation=
  # A server that somebody else set up may sort otherwise than case numbers and area codes need.
  [[ -z ${MEDIATION_POSTGRES:-} ]] || collation=" lc_collate ''C''"
  for x in "${services[@]}"; do
    say "select 'create database mediation_$x template template0 encoding ''UTF8''$collation'"
    say "  where not exists (select from pg_database where datname = 'mediation_$x') \\gexec"
    role_sql "mediation_${x}_owner"
    role_sql "mediation_$x"
    rights_sql "$x"
  done
}

# Makes what is missing. A database that had to be made needs its migration and reference data again.
ensure_databases() {
  local server=$1 answer names wanted
  names=$(printf ",'mediation_%s'" "${services[@]}")
  answer=$(sql "$server" <<<"select rolsuper or rolcreaterole, (select count(*) from pg_database where datname in (${names:1})) from pg_roles where rolname = current_user")
  [[ $answer == t\|* ]] || die "$(value_of "$server" username 'user id' user) may not create roles on $(value_of "$server" host server): each service needs three"
  [[ $answer == *"|${#services[@]}" ]] || rm -f "$run/databases-made" "$run/migrated" "$run/data-loaded" "$run/sample-made"
  wanted=$(databases_sql | sha256sum)
  [[ $wanted != "$(cat "$run/databases-made" 2>/dev/null)" ]] || return 0
  databases_sql | sql "$server" 2>>"$run/logs/databases.log" || {
    tail -n 10 "$run/logs/databases.log" >&2
    die "the databases cannot be made on $(value_of "$server" host server)"
  }
  printf '%s\n' "$wanted" >"$run/databases-made"
}
