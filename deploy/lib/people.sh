# shellcheck shell=bash
# The sample's people and the bureau's program: <run dir>/users has login, role and password of each, for its owner's eyes only.

people=(
  'wang-jianguo mediator' 'li-xiuying mediator' 'zhang-zhiqiang mediator' 'intake-clerk intakeClerk' 'committee-head committeeHead'
  'judicial-officer judicialOfficer' 'roster-admin rosterAdmin' 'bureau-analyst bureauAnalyst' 'auditor auditor'
  'system-admin systemAdmin' 'bureau-program bureauClient'
)

# The password that deploy/token signs in with; nobody else knows it.
password_of() { awk -v login="$1" '$1 == login { print $3 }' "$run/users" 2>/dev/null || true; }

# Kept when they are there: a second attempt must not change what the first has printed.
ensure_passwords() {
  local person
  [[ ! -s $run/users ]] || return 0
  (
    umask 077
    for person in "${people[@]}"; do
      printf '%-18s %-16s %s\n' "${person% *}" "${person#* }" "$(head -c 18 /dev/urandom | base64 -w 0 | tr '+/' '-_')"
    done >"$run/users.new"
  )
  mv "$run/users.new" "$run/users"
}

# identity <verb…>: one of the identity service's verbs.
identity() {
  run_service identity "$@" >>"$run/logs/identity-$1.log" 2>&1 || {
    show_log "$run" "identity-$1"
    return 1
  }
}
