# shellcheck shell=bash
# What every script in deploy/ shares. Sourced, never run.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# No build server may stay behind after a script has ended; no tool calls home.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export MASSTRANSIT_USAGE_TELEMETRY=false

say() { printf '%s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# wait_for <seconds> <command…>: true as soon as the command is.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

port_open() { (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

# A run directory holds passwords and keys.
make_run_dir() {
  mkdir -p "$1/logs"
  chmod 700 "$1"
}

# secret <file>: its content, 32 hexadecimal digits made on first use.
secret() {
  [[ -s $1 ]] || (umask 077 && head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$1.new" && mv "$1.new" "$1")
  local value=
  read -r value <"$1" || [[ -n $value ]]
  say "$value"
}

# The hash's bytes, not its digits.
sha256() { printf '%b' "$(sha256sum | cut -d ' ' -f 1 | sed 's/../\\x&/g')"; }

# shellcheck source=lib/processes.sh
source "$root/deploy/lib/processes.sh"
# shellcheck source=lib/packages.sh
source "$root/deploy/lib/packages.sh"
# shellcheck source=lib/tls.sh
source "$root/deploy/lib/tls.sh"
# shellcheck source=lib/postgres.sh
source "$root/deploy/lib/postgres.sh"
# shellcheck source=lib/databases.sh
source "$root/deploy/lib/databases.sh"
# shellcheck source=lib/rabbitmq.sh
source "$root/deploy/lib/rabbitmq.sh"
# shellcheck source=lib/broker-users.sh
source "$root/deploy/lib/broker-users.sh"
# shellcheck source=lib/build.sh
source "$root/deploy/lib/build.sh"
# shellcheck source=lib/servers.sh
source "$root/deploy/lib/servers.sh"
# shellcheck source=lib/services.sh
source "$root/deploy/lib/services.sh"
# shellcheck source=lib/settings.sh
source "$root/deploy/lib/settings.sh"
# shellcheck source=lib/people.sh
source "$root/deploy/lib/people.sh"
# shellcheck source=lib/data.sh
source "$root/deploy/lib/data.sh"
