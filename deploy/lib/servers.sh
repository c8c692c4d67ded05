# shellcheck shell=bash
# PostgreSQL and RabbitMQ together under one run directory; <run dir>/env tells how to reach them.

# servers_launch <run dir> <postgres port> <rabbitmq port>: starts what is not running, waits for nothing.
# A server named by MEDIATION_POSTGRES or MEDIATION_RABBITMQ is used as it is.
servers_launch() {
  ensure_certificates "$1"
  # RabbitMQ boots longest, so it goes first.
  [[ -n ${MEDIATION_RABBITMQ:-} ]] || rabbitmq_start "$1" "$3"
  [[ -n ${MEDIATION_POSTGRES:-} ]] || postgres_start "$1" "$2"
}

servers_wait_postgres() {
  if [[ -z ${MEDIATION_POSTGRES:-} ]]; then
    postgres_wait "$1" "$2"
  else
    sql "$MEDIATION_POSTGRES" <<<'select 1' >/dev/null || die "the PostgreSQL named by MEDIATION_POSTGRES does not answer"
  fi
}

servers_wait_rabbitmq() {
  local authority
  if [[ -z ${MEDIATION_RABBITMQ:-} ]]; then
    rabbitmq_wait "$1" "$2"
  else
    authority=${MEDIATION_RABBITMQ#*://}
    authority=${authority%%/*}
    authority=${authority##*@}
    [[ $authority == *:* ]] || authority+=:5672
    port_open "${authority##*:}" "${authority%:*}" || die "the RabbitMQ named by MEDIATION_RABBITMQ does not answer at $authority"
  fi
}

# One KEY=value a line, unquoted, for programs and for servers_read.
servers_write_env() {
  (
    umask 077
    printf 'MEDIATION_POSTGRES=%s\n' "${MEDIATION_POSTGRES:-$(postgres_connection "$1" "$2")}" >"$1/env.new"
    printf 'MEDIATION_RABBITMQ=%s\n' "${MEDIATION_RABBITMQ:-$(rabbitmq_connection "$1" "$3")}" >>"$1/env.new"
  )
  mv "$1/env.new" "$1/env"
}

server_named() {
  local line
  while read -r line; do [[ $line != "$2="* ]] || say "${line#*=}"; done <"$1/env"
}

servers_needs() {
  [[ -n ${MEDIATION_POSTGRES:-} ]] && say psql || say postgres
  [[ -n ${MEDIATION_RABBITMQ:-} ]] || say rabbitmq
  ! tls_on || say openssl
}

servers_start() {
  local run=$1 needs
  make_run_dir "$run"
  mapfile -t needs < <(servers_needs)
  ensure_packages "$run" "${needs[@]}"
  servers_launch "$@"
  servers_wait_postgres "$run" "$2"
  servers_wait_rabbitmq "$run" "$3"
  servers_write_env "$@"
}

servers_stop() {
  rabbitmq_stop "$1"
  postgres_stop "$1"
}

servers_purge() {
  servers_stop "$1"
  postgres_purge "$1"
  rabbitmq_purge "$1"
  rm -rf "$1/env" "$1/tls"
}

# free_ports <base> <count>: the first free block, for tests. Several checkouts may test on one machine, and start at
# the same moment: each begins its search elsewhere. Below 32768, where the kernel takes no ports for clients.
free_ports() {
  local first port
  first=$(($1 + $(cksum <<<"$root" | cut -d ' ' -f 1) % 100 * 10))
  for ((; first < 32000; first += 10)); do
    for ((port = first; port < first + $2; port++)); do ! port_open "$port" || continue 2; done
    say "$first"
    return
  done
  die "no $2 free ports in a row from $1"
}
