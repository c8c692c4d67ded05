# shellcheck shell=bash
# Facts of counties for a province, by RabbitMQ's federation plugin: the province's exchanges of facts draw from those of the same name
# on each county's broker. What a county sends while the line is down waits in a queue on the county's side.

facts_exchanges='^Mediation[.]Contracts[.][A-Za-z]+:[A-Za-z]+FactsChanged$'

# federate_from <rabbitmqctl> <vhost> <county> <amqp address>. A hop more would bring a county's facts round in a circle.
federate_from() {
  "$1" -q -p "$2" set_parameter federation-upstream "$3" \
    "{\"uri\":\"$4\",\"ack-mode\":\"on-confirm\",\"max-hops\":1,\"reconnect-delay\":1,\"trust-user-id\":false}"
  "$1" -q -p "$2" set_policy --apply-to exchanges facts-of-counties "$facts_exchanges" '{"federation-upstream-set":"all"}'
}

# federate_stop <rabbitmqctl> <vhost> <county>
federate_stop() { "$1" -q -p "$2" clear_parameter federation-upstream "$3"; }

# federate_grant <rabbitmqctl> <vhost> <user> <password>: a user who may read facts and keep a queue of its own for them, nothing else.
federate_grant() {
  local own='^federation: ' facts=${facts_exchanges#^}
  "$1" -q add_user "$3" "$4" >/dev/null 2>&1 || "$1" -q change_password "$3" "$4"
  "$1" -q -p "$2" set_permissions "$3" "$own" "$own" "^(federation: |$facts)"
}

# federate_list <rabbitmqctl> <vhost>: a line a link: county, exchange, status.
federate_list() {
  "$1" -q eval "[io:format(\"~ts ~ts ~ts~n\", [proplists:get_value(K, S) || K <- [upstream, exchange, status]])
    || S <- rabbit_federation_status:status(), proplists:get_value(vhost, S) =:= <<\"$2\">>], ok." | sed '/^ok$/d'
}
