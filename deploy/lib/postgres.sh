# shellcheck shell=bash
# A private PostgreSQL: data in <run dir>/postgres, loopback only, its superuser's password in <run dir>/postgres.password.

postgres_root=/var/lib/mediation

# The newest installed, 15 or later; a cluster that is there already needs its own version.
postgres_bin() {
  local version dir
  version=$(cat "${1:-/nonexistent}/PG_VERSION" 2>/dev/null) || true
  if [[ -n $version ]]; then
    dir=/usr/lib/postgresql/$version/bin
    [[ -x $dir/postgres ]] && say "$dir" && return
    return 1
  fi
  for version in 18 17 16 15; do
    dir=/usr/lib/postgresql/$version/bin
    [[ -x $dir/postgres && -x $dir/initdb ]] && say "$dir" && return
  done
  dir=$(pg_config --bindir 2>/dev/null) && [[ -x $dir/postgres && -x $dir/initdb ]] && say "$dir"
}

# PostgreSQL refuses to run as root.
postgres_user() { id -un postgres 2>/dev/null || say nobody; }

as_postgres() {
  local user
  if ((EUID == 0)); then
    user=$(postgres_user)
    (cd / && setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups "$@")
  else
    "$@"
  fi
}

# Root's checkout may lie where PostgreSQL's user cannot go (mktemp -d makes 0700), so its data lies elsewhere,
# under a name drawn once: the same path may hold another checkout tomorrow.
postgres_home() {
  local run=$1 home
  if ((EUID == 0)); then
    if [[ ! -L $run/postgres ]]; then
      home=$postgres_root/$(secret "$run/postgres.id")
      mkdir -p "$postgres_root"
      chmod 755 "$postgres_root"
      install -d -m 700 -o "$(postgres_user)" -g "$(id -g "$(postgres_user)")" "$home"
      ln -sfn "$home" "$run/postgres"
    fi
    readlink "$run/postgres"
  else
    mkdir -p "$run/postgres"
    chmod 700 "$run/postgres"
    say "$run/postgres"
  fi
}

postgres_init() {
  local home=$1 bin=$2 password=$3
  # An initdb that was cut off has left no PG_VERSION or no finished mark.
  rm -rf "$home/data" "$home/password"
  (umask 077 && printf '%s\n' "$password" >"$home/password")
  ((EUID != 0)) || chown "$(postgres_user)" "$home/password"
  as_postgres "$bin/initdb" --pgdata="$home/data" --username=mediation --pwfile="$home/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --lc-collate=C >/dev/null
  rm -f "$home/password"
  touch "$home/initialized"
}

postgres_configure() {
  cat <<'END'
# Written by deploy/ at every start.
# What initdb found out about this machine, its kind of shared memory above all.
include 'postgresql.conf'
listen_addresses = '127.0.0.1'
# No sockets: their paths are limited to 107 bytes, and every client here speaks TCP.
unix_socket_directories = ''
max_connections = 300
shared_buffers = 256MB
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
max_wal_size = 2GB
min_wal_size = 256MB
checkpoint_timeout = 15min
recovery_init_sync_method = syncfs
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
# Row values and statement texts may hold personal data: DETAIL and STATEMENT lines stay out of the log.
log_error_verbosity = terse
log_min_error_statement = panic
END
  ! tls_on || printf "ssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n"
}

# Passwords over loopback; with TLS nothing else is let in. PostgreSQL's user cannot read the run directory.
postgres_access() {
  local run=$1 data=$2 owner=()
  printf '%s all all 127.0.0.1/32 scram-sha-256\n' "$(tls_on && say hostssl || say host)" >"$data/mediation_hba.conf"
  tls_on || return 0
  ((EUID != 0)) || owner=(-o "$(postgres_user)" -g "$(id -g "$(postgres_user)")")
  install -m 600 "${owner[@]}" "$run/tls/postgres.key" "$data/server.key"
  install -m 600 "${owner[@]}" "$run/tls/postgres.pem" "$data/server.pem"
}

# After kill -9 of the postmaster its backends linger and keep the shared memory; a recycled pid in postmaster.pid
# would block the start as well. All that matters runs in this data directory, so /proc tells what is ours.
postgres_clear_remains() {
  local run=$1 data folder cwd master
  data=$(realpath "$2")
  master=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) || true
  if [[ -n $master && $(readlink "/proc/$master/cwd" 2>/dev/null) == "$data" ]]; then
    remember "$run" postgres "$master"
    is_running "$run" postgres && return
  fi
  while read -r folder cwd; do
    [[ $cwd != "$data" ]] || kill -QUIT "${folder#/proc/}" 2>/dev/null || true
  done < <(find /proc/[0-9]* -maxdepth 1 -name cwd -printf '%h %l\n' 2>/dev/null)
  rm -f "$data/postmaster.pid"
}

# postgres_start <run dir> <port>: starts and returns; postgres_wait tells when it answers.
postgres_start() {
  local run=$1 port=$2 home bin password user=()
  if is_running "$run" postgres; then
    [[ $(cat "$run/postgres.port") == "$(port_and_kind "$port")" ]] ||
      die "PostgreSQL of $run runs on port $(cat "$run/postgres.port"), not $(port_and_kind "$port"): stop it first"
    return
  fi
  home=$(postgres_home "$run")
  password=$(secret "$run/postgres.password")
  if [[ ! -e $home/initialized ]]; then
    bin=$(postgres_bin) || die "no PostgreSQL 15 or later is installed"
    postgres_init "$home" "$bin" "$password"
  fi
  bin=$(postgres_bin "$home/data") || die "the data in $home needs PostgreSQL $(cat "$home/data/PG_VERSION"), which is not installed"
  postgres_clear_remains "$run" "$home/data"
  is_running "$run" postgres && return
  ! port_open "$port" || die "port $port is taken: PostgreSQL needs it (MEDIATION_POSTGRES_PORT names another)"
  postgres_configure >"$home/data/mediation.conf"
  postgres_access "$run" "$home/data"
  ((EUID != 0)) || user=(setpriv --reuid="$(postgres_user)" --regid="$(id -g "$(postgres_user)")" --init-groups)
  port_and_kind "$port" >"$run/postgres.port"
  (cd / && spawn "$run" postgres "${user[@]}" "$bin/postgres" -D "$home/data" -p "$port" -c config_file="$home/data/mediation.conf" \
    -c hba_file="$home/data/mediation_hba.conf" -c ident_file="$home/data/pg_ident.conf")
}

postgres_answers() { "$(postgres_bin)/pg_isready" -q -h 127.0.0.1 -p "$1"; }

postgres_wait() {
  local run=$1 port=$2 deadline=$((SECONDS + 120)) retries=20
  until postgres_answers "$port"; do
    if not_running "$run" postgres; then
      # The kernel may need a moment to take back what a killed server held.
      ((retries-- > 0)) && tail -n 5 "$run/logs/postgres.log" | grep -qE 'still in use|could not bind|lock file' || {
        show_log "$run" postgres
        die "PostgreSQL does not start"
      }
      sleep 0.3
      postgres_start "$run" "$port"
    fi
    ((SECONDS < deadline)) || die "PostgreSQL does not answer on port $port after 120 s, see $run/logs/postgres.log"
    sleep 0.1
  done
}

# SIGINT: a fast stop; SIGTERM would wait until every client has gone by itself.
postgres_stop() { stop_process "$1" postgres INT 60; }

postgres_purge() {
  local home
  home=$(readlink "$1/postgres" 2>/dev/null) || home=
  [[ $home != "$postgres_root"/?* ]] || rm -rf "$home"
  rm -rf "$1/postgres" "$1/postgres.id" "$1/postgres.password" "$1/postgres.port"
  rmdir "$postgres_root" 2>/dev/null || true
}

postgres_connection() {
  local tls=
  ! tls_on || tls=";SSL Mode=VerifyFull;Root Certificate=$1/tls/ca.pem"
  say "Host=127.0.0.1;Port=$2;Username=mediation;Password=$(secret "$1/postgres.password")$tls"
}
