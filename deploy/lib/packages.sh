# shellcheck shell=bash
# Debian's packages: only what is missing, without questions, and without the servers that Debian would start.

policy=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/mediation.conf

package_of() {
  case $1 in
    postgres) [[ -n $(apt-cache policy postgresql-15 2>/dev/null) ]] && say postgresql-15 || say postgresql ;;
    psql) say postgresql-client ;;
    rabbitmq) say rabbitmq-server ;;
    node) say nodejs ;;
    cjk) say fonts-noto-cjk ;;
    soffice) say libreoffice-writer-nogui ;;
    pdftotext) say poppler-utils ;;
    *) say "$1" ;;
  esac
}

is_installed() {
  case $1 in
    postgres) postgres_bin >/dev/null ;;
    psql) postgres_bin >/dev/null || command -v psql >/dev/null ;;
    rabbitmq) rabbitmq_sbin >/dev/null ;;
    cjk) compgen -G '/usr/share/fonts/opentype/noto/Noto*CJK*' >/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# ensure_packages <run dir> <postgres|psql|rabbitmq|command>…
ensure_packages() {
  local run=$1 need missing=()
  shift
  for need in "$@"; do is_installed "$need" || missing+=("$need"); done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || cannot_install "only root may install packages" "${missing[@]}"
  command -v apt-get >/dev/null || cannot_install "there is no apt-get here" "${missing[@]}"
  say "installing: ${missing[*]}"
  apt_install "$run/logs/apt.log" "${missing[@]}" || {
    tail -n 20 "$run/logs/apt.log" >&2
    cannot_install "apt-get failed, see $run/logs/apt.log" "${missing[@]}"
  }
}

# offer_packages <run dir> <what is lost without> <need>…: installs what can be, and goes on without.
offer_packages() {
  local run=$1 loss=$2
  shift 2
  (ensure_packages "$run" "$@") >"$run/logs/optional.log" 2>&1 || say "without $*: $loss (see $run/logs/optional.log)"
}

cannot_install() {
  local reason=$1 need
  shift
  {
    printf 'error: not installed here and needed: %s\n' "$*"
    printf 'reason: %s\n' "$reason"
    printf 'Either install the packages by hand:'
    for need in "$@"; do printf ' %s' "$(package_of "$need")"; done
    printf '\nor name servers of your own (psql and curl are needed all the same):\n'
    printf "  MEDIATION_POSTGRES='Host=127.0.0.1;Port=5432;Username=u;Password=p'  PostgreSQL 15 or later, a user that may create databases\n"
    printf "  MEDIATION_RABBITMQ='amqp://user:password@127.0.0.1:5672/vhost'       RabbitMQ 3.10 or later, a user with all rights on the vhost\n"
  } >&2
  exit 1
}

# In a subshell, so that its traps undo the policy whatever happens.
apt_install() (
  log=$1
  shift
  trap allow_services EXIT
  trap 'exit 130' INT TERM
  forbid_services
  export DEBIAN_FRONTEND=noninteractive
  options=(-qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  # An old list is no reason to give up: the install itself tells.
  apt-get -qq update </dev/null >>"$log" 2>&1 || true
  packages=()
  for need in "$@"; do packages+=("$(package_of "$need")"); done
  apt-get "${options[@]}" install "${packages[@]}" </dev/null >>"$log" 2>&1 || exit 1
  # Debian's own broker would otherwise come up at the next boot.
  [[ " $* " != *" rabbitmq "* ]] || update-rc.d rabbitmq-server disable >>"$log" 2>&1 || true
)

# An earlier policy is kept aside, also when a killed install left it there.
forbid_services() {
  [[ ! -e $policy || -e $policy.before-mediation ]] || mv "$policy" "$policy.before-mediation"
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  mkdir -p "${no_cluster%/*}"
  printf 'create_main_cluster = false\n' >"$no_cluster"
}

allow_services() {
  rm -f "$policy" "$no_cluster"
  [[ ! -e $policy.before-mediation ]] || mv "$policy.before-mediation" "$policy"
}
