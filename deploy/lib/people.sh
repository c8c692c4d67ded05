# shellcheck shell=bash
# The sample's people and the bureau's program: <run dir>/users has login, role and password of each, for its owner's eyes only.

sample_area=610981113
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
    # 18 bytes each, which are the 24 characters of a line.
    head -c $((18 * ${#people[@]})) /dev/urandom | base64 -w 24 | tr '+/' '-_' | for person in "${people[@]}"; do
      read -r password
      printf '%-18s %-16s %s\n' "${person% *}" "${person#* }" "$password"
    done >"$run/users.new"
  )
  mv "$run/users.new" "$run/users"
}

# open_password <login>: as a pipe that whoever is started next may read once; $password is its path.
passwords=()
open_password() {
  local fd
  exec {fd}< <(password_of "$1")
  passwords+=("$fd")
  password=/dev/fd/$fd
}

close_passwords() {
  local fd
  for fd in "${passwords[@]}"; do exec {fd}<&-; done
  passwords=()
}

# Sets first to verbs for those whom identity learns of while it is prepared, before there is a committee: a process for them alone would cost
# seconds. The first is a program on this machine that signs people in, such as deploy/token; any port will do for its answer.
first_people() {
  local one login role display
  ensure_passwords
  open_password bureau-program
  first=(
    add-client --id mediation-cli --redirect http://127.0.0.1/callback --scope mediation --and
    --id bureau-program --secret-file "$password" --scope reporting --role bureauClient --area "$sample_area"
  )
  for one in 'roster-admin rosterAdmin 名册管理员' 'judicial-officer judicialOfficer 司法所工作人员' 'bureau-analyst bureauAnalyst 司法局分析员' \
    'auditor auditor 审计员' 'system-admin systemAdmin 系统管理员'; do
    read -r login role display <<<"$one"
    open_password "$login"
    first+=(--and add-user --name "$login" --role "$role" --display "$display" --password-file "$password")
    [[ $login == system-admin ]] || first+=(--area "$sample_area")
  done
}

# identity <verb…>: one of the identity service's verbs.
identity() {
  run_service identity "$@" >>"$run/logs/identity-$1.log" 2>&1 || {
    show_log "$run" "identity-$1"
    return 1
  }
}
