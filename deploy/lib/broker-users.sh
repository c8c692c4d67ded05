# shellcheck shell=bash
# The private broker's users: one for each service that publishes or consumes. A service owns the queues and exchanges named after
# it and the exchanges of its contracts, and of the others' contracts reads those it consumes: a new consumer needs its word here.
# Consumers declare what they bind to, hence 'configure' on it.

queues_of() {
  case $1 in
    workflow) say mediation-workflow- ;;
    roster) say volunteer-roster- ;;
    *) say "$1-" ;;
  esac
}

publishes() { say "Mediation[.]Contracts[.]${1^}:"; }

consumes() {
  case $1 in
    intake) say '(Roster:(CommitteeRegistered|MediatorReserved)|Workflow:(CaseEnded|MediatorNamed))' ;;
    workflow) say '(Intake:DisputeAccepted|Roster:(CommitteeRegistered|MediatorReserved|NoMediatorAvailable))' ;;
    roster) say 'Workflow:(CaseEnded|MediatorNamed|MediatorWanted)' ;;
    reporting) say '[A-Za-z]+:[A-Za-z]+FactsChanged' ;;
  esac
}

# On a broker named by MEDIATION_RABBITMQ all work as the user that was named.
broker_of() {
  local server
  server=$(server_named "$run" MEDIATION_RABBITMQ)
  [[ -n ${MEDIATION_RABBITMQ:-} ]] || server=${server%%://*}://mediation_$1:$(secret "$run/broker-$1.password")@${server#*@}
  say "$server"
}

# A user whose password this is. RabbitMQ salts what it hashes by four bytes; random passwords need none that differ.
broker_user_json() {
  say "{\"name\": \"$1\", \"tags\": \"${3:-}\", \"hashing_algorithm\": \"rabbit_password_hashing_sha256\"," \
    "\"password_hash\": \"$({ printf salt && printf 'salt%s' "$2" | sha256; } | base64 -w 0)\"}"
}

broker_permission_json() {
  say "{\"user\": \"$1\", \"vhost\": \"mediation\", \"configure\": \"$2\", \"write\": \"$3\", \"read\": \"$4\"}"
}

# Nobody writes to the exchange without a name, by which every queue can be reached: a deferred message goes back by its queue's own.
broker_definitions() {
  local x users permissions queues published consumed
  users=$(broker_user_json mediation "$(secret "$run/rabbitmq.password")" administrator)
  permissions=$(broker_permission_json mediation '.*' '.*' '.*')
  for x in "${case_services[@]}"; do
    queues=$(queues_of "$x") published=$(publishes "$x") consumed="Mediation[.]Contracts[.]$(consumes "$x")\$"
    users+=,$'\n'$(broker_user_json "mediation_$x" "$(secret "$run/broker-$x.password")")
    permissions+=,$'\n'$(broker_permission_json "mediation_$x" "^($queues|$published|$consumed)" "^($queues|$published)" "^($queues|$consumed)")
  done
  printf '{"vhosts": [{"name": "mediation"}],\n"users": [%s],\n"permissions": [%s]}\n' "$users" "$permissions"
}

# The broker reads them whenever it boots, before it listens; one that runs already is told of a change: of this file, or of a password that is new.
write_broker_users() {
  local definitions=$run/rabbitmq/definitions.json x stale=
  [[ -z ${MEDIATION_RABBITMQ:-} ]] || return 0
  [[ $definitions -nt $root/deploy/lib/broker-users.sh ]] || stale=yes
  for x in "${case_services[@]}"; do
    secret "$run/broker-$x.password" >/dev/null
    [[ $definitions -nt $run/broker-$x.password ]] || stale=yes
  done
  [[ -n $stale ]] || return 0
  mkdir -p "$run/rabbitmq"
  (umask 077 && broker_definitions >"$definitions.new")
  ! is_running "$run" rabbitmq || "$run/rabbitmqctl" import_definitions "$definitions.new" >"$run/logs/broker-users.log" 2>&1 ||
    die "the running broker does not take its users, see $run/logs/broker-users.log"
  mv "$definitions.new" "$definitions"
}
