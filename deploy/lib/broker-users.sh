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

# Nobody writes to the exchange without a name, by which every queue can be reached: a deferred message goes back by its queue's own.
broker_user_erl() {
  local queues published consumed
  queues=$(queues_of "$1") published=$(publishes "$1") consumed="Mediation[.]Contracts[.]$(consumes "$1")\$"
  say "Set(<<\"mediation_$1\">>, <<\"$(secret "$run/broker-$1.password")\">>," \
    "<<\"^($queues|$published|$consumed)\">>, <<\"^($queues|$published)\">>, <<\"^($queues|$consumed)\">>)"
}

broker_users_erl() {
  local x
  say "Set = fun(User, Password, Configure, Write, Read) ->
    case rabbit_auth_backend_internal:exists(User) of
      true -> rabbit_auth_backend_internal:change_password(User, Password, <<\"deploy\">>);
      false -> rabbit_auth_backend_internal:add_user(User, Password, <<\"deploy\">>) end,
    rabbit_auth_backend_internal:set_permissions(User, <<\"mediation\">>, Configure, Write, Read, <<\"deploy\">>) end"
  for x in "${case_services[@]}"; do say ", $(broker_user_erl "$x")"; done
}

# The stamp of what they were made from lies with the broker's data, which hold them.
broker_users_known() {
  [[ -n ${MEDIATION_RABBITMQ:-} || $(broker_users_erl | sha256sum) == "$(cat "$run/rabbitmq/users-made" 2>/dev/null)" ]]
}

# One call, since each costs a second.
make_broker_users() {
  local program
  program=$(broker_users_erl)
  "$run/rabbitmqctl" eval "$program." >"$run/logs/broker-users.log" 2>&1 || die "the broker's users cannot be made, see $run/logs/broker-users.log"
  sha256sum <<<"$program" >"$run/rabbitmq/users-made"
}
