# shellcheck shell=bash
# A private RabbitMQ: data in <run dir>/rabbitmq, loopback only, with an Erlang port mapper (epmd) of its own,
# so that several run side by side and nothing is left after a stop. Takes three ports: AMQP, +1 distribution, +2 epmd.

rabbitmq_sbin() {
  local dir
  for dir in /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin; do
    [[ -x $dir/rabbitmq-server ]] && say "$dir" && return
  done
  return 1
}

rabbitmq_listener() {
  if tls_on; then
    printf '%s\n' "listeners.tcp = none" "listeners.ssl.1 = 127.0.0.1:$2" "ssl_options.cacertfile = $1/tls/ca.pem" \
      "ssl_options.certfile = $1/tls/rabbitmq.pem" "ssl_options.keyfile = $1/tls/rabbitmq.key" "ssl_options.verify = verify_none"
  else
    printf 'listeners.tcp.1 = 127.0.0.1:%s\n' "$2"
  fi
}

rabbitmq_configure() {
  local home=$1 port=$2 password=$3
  mkdir -p "$home/mnesia" "$home/log" "$home/config"
  secret "$home/.erlang.cookie" >/dev/null
  chmod 400 "$home/.erlang.cookie"
  printf '[rabbitmq_federation].\n' >"$home/enabled_plugins"
  : >"$home/env.conf"
  # default_user takes the place of guest, which is thus never made; no service works as this one. Definitions, if there are any, name it too.
  (umask 077 && cat >"$home/rabbitmq.conf") <<END
# Written by deploy/ at every start.
$(rabbitmq_listener "${home%/*}" "$port")
default_user = mediation
default_pass = $password
default_vhost = mediation
$([[ ! -e $home/definitions.json ]] || say "load_definitions = $home/definitions.json")
# A mediator's long transaction is no reason to close a channel: 6 hours.
consumer_timeout = 21600000
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 200MB
# Quorum queues keep their log's size in memory too: the default of 512 MB alone would reach the limit above.
raft.wal_max_size_bytes = 67108864
log.console = false
log.file = rabbitmq.log
log.file.level = info
log.file.rotation.size = 10485760
log.file.rotation.count = 3
END
}

# Sourced settings of rabbitmq-server and rabbitmqctl alike.
rabbitmq_environment() {
  local home port=$2
  home=$(printf '%q' "$1/rabbitmq")
  cat <<END
unset NOTIFY_SOCKET ERL_LIBS ERL_FLAGS ERL_AFLAGS
export HOME=$home LC_ALL=C.UTF-8
export ERL_EPMD_PORT=$((port + 2)) ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_NODENAME=mediation@localhost RABBITMQ_DIST_PORT=$((port + 1))
export RABBITMQ_CONF_ENV_FILE=$home/env.conf RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf
export RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config RABBITMQ_GENERATED_CONFIG_DIR=$home/config
export RABBITMQ_MNESIA_BASE=$home/mnesia RABBITMQ_LOG_BASE=$home/log
export RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
export RABBITMQ_CTL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
END
}

# For operators and tests: <run dir>/rabbitmqctl status
rabbitmq_write_ctl() {
  local run=$1 port=$2 sbin=$3
  {
    printf '#!/bin/bash\n'
    rabbitmq_environment "$run" "$port"
    printf 'exec %s/rabbitmqctl "$@"\n' "$sbin"
  } >"$run/rabbitmqctl"
  chmod 700 "$run/rabbitmqctl"
}

# rabbitmq_start <run dir> <port>: starts and returns; rabbitmq_wait tells when it answers.
rabbitmq_start() {
  local run=$1 port=$2 sbin taken
  if is_running "$run" rabbitmq; then
    [[ $(cat "$run/rabbitmq.port") == "$(port_and_kind "$port")" ]] ||
      die "RabbitMQ of $run runs on port $(cat "$run/rabbitmq.port"), not $(port_and_kind "$port"): stop it first"
    return
  fi
  sbin=$(rabbitmq_sbin) || die "no RabbitMQ is installed"
  for taken in "$port" $((port + 1)) $((port + 2)); do
    ((taken != port + 2)) || not_running "$run" epmd || continue
    ! port_open "$taken" || die "port $taken is taken: RabbitMQ needs $port to $((port + 2)) (MEDIATION_RABBITMQ_PORT names the first)"
  done
  rabbitmq_configure "$run/rabbitmq" "$port" "$(secret "$run/rabbitmq.password")"
  rabbitmq_write_ctl "$run" "$port" "$sbin"
  port_and_kind "$port" >"$run/rabbitmq.port"
  (
    eval "$(rabbitmq_environment "$run" "$port")"
    # Makes the script replace itself by the Erlang machine: the pid is then the broker's own.
    export RUNNING_UNDER_SYSTEMD=true
    cd "$run/rabbitmq" || exit 1
    is_running "$run" epmd || spawn "$run" epmd epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1
    wait_for 10 port_open "$ERL_EPMD_PORT" || die "epmd does not answer, see $run/logs/epmd.log"
    spawn "$run" rabbitmq "$sbin/rabbitmq-server"
  )
}

# An open port is not enough: the broker must speak AMQP.
rabbitmq_answers() {
  local run=$1 port=$2 first
  port_open "$port" || return 1
  if tls_on; then
    first=$({ printf 'AMQP\0\0\11\1' && sleep 0.3; } | timeout 3 openssl s_client -quiet -no_ign_eof -verify_return_error \
      -CAfile "$run/tls/ca.pem" -connect "127.0.0.1:$port" 2>/dev/null | head -c 1 | od -An -tx1) || true
  else
    # shellcheck disable=SC2016 # expanded by the inner shell
    first=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "AMQP\0\0\11\1" >&3 && head -c 1 <&3 | od -An -tx1' _ "$port" 2>/dev/null) || return 1
  fi
  [[ $first == *01* ]]
}

rabbitmq_wait() {
  local run=$1 port=$2 deadline=$((SECONDS + 120)) retries=3
  until rabbitmq_answers "$run" "$port"; do
    if not_running "$run" rabbitmq; then
      # The port mapper may not have noticed yet that the node of this name was killed.
      ((retries-- > 0)) || {
        show_log "$run" rabbitmq
        tail -n 30 "$run/rabbitmq/log/rabbitmq.log" >&2 || true
        die "RabbitMQ does not start"
      }
      sleep 0.5
      rabbitmq_start "$run" "$port"
    fi
    ((SECONDS < deadline)) || die "RabbitMQ does not answer on port $port after 120 s, see $run/rabbitmq/log"
    sleep 0.2
  done
}

rabbitmq_stop() {
  stop_process "$1" rabbitmq TERM 30
  stop_process "$1" epmd TERM 5
}

rabbitmq_purge() { rm -rf "$1/rabbitmq" "$1/rabbitmq.password" "$1/rabbitmq.port" "$1/rabbitmqctl"; }

rabbitmq_connection() { say "amqp$(tls_on && say s || true)://mediation:$(secret "$1/rabbitmq.password")@127.0.0.1:$2/mediation"; }
