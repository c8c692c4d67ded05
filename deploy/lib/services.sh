# shellcheck shell=bash
# The services and the gateway: what each is called, where it listens, how it is installed, started and stopped.

run=${MEDIATION_RUN_DIR:-$root/.run}
gateway_port=${MEDIATION_PORT:-8080}
services_base=${MEDIATION_SERVICE_PORTS_BASE:-8081}
postgres_port=${MEDIATION_POSTGRES_PORT:-24329}
# shellcheck disable=SC2034 # used by deploy/up
rabbitmq_port=${MEDIATION_RABBITMQ_PORT:-26729}

# Identity keeps users and programs: it has neither reference data nor a place on the broker.
case_services=(intake workflow roster reporting)
services=("${case_services[@]}" identity)

# What each is called and where it listens. Tables, since each answer of a function takes a process, and a deploy/up asks hundreds of times.
# Between the gateway and the services it is HTTP on loopback, always.
declare -A binary_of=([intake]=Mediation.Intake [workflow]=Mediation.Workflow [roster]=Mediation.Roster [reporting]=Mediation.Reporting
  [identity]=Mediation.Identity [gateway]=Mediation.Gateway)
declare -A port_of=([gateway]=$gateway_port) address_of
address_of[gateway]=$(http_or_https)://127.0.0.1:$gateway_port
for x in "${services[@]}"; do
  port_of[$x]=$((services_base + ${#port_of[@]} - 1))
  address_of[$x]=http://127.0.0.1:${port_of[$x]}
done

# ask <curl's arguments>: curl that knows who signed the gateway's certificate.
ask() {
  local trust=()
  ! tls_on || trust=(--cacert "$run/tls/ca.pem")
  curl -s --noproxy '*' "${trust[@]}" "$@"
}

# Services run from a copy: deploy/test may build anew while they run.
app_of() { say "$run/app/${binary_of[$1]}"; }

install_apps() {
  local x built folder
  built=$(cat "$root/artifacts/.built")
  [[ $built != "$(cat "$run/app/.built" 2>/dev/null)" ]] || return 0
  stop_services
  rm -rf "$run/app"
  mkdir -p "$run/app"
  for x in "${services[@]}" gateway; do
    folder=$(built "${binary_of[$x]}")
    cp -a --reflink=auto "$folder" "$(app_of "$x")"
  done
  printf '%s\n' "$built" >"$run/app/.built"
}

# What ends after seconds does not get back what it costs the runtime to compile well and to keep code pages from being written to.
quick_verb() { export DOTNET_TC_QuickJit=1 DOTNET_EnableWriteXorExecute=0; }

# run_service <service> <verb…>: in the foreground, to its end. Only what the service itself may not do learns the owner's password: to
# migrate, and to derive or compare all figures, which takes temporary tables.
run_service() {
  local x=$1
  shift
  (
    service_environment "$x"
    quick_verb
    case " $* " in
      *' migrate '*)
        ConnectionStrings__Owner=$(owner_of "$x")
        export ConnectionStrings__Owner
        ;;
      *-reports\ ) ConnectionStrings__Store=$(owner_of "$x") ;;
    esac
    cd "$(app_of "$x")" || exit 1
    exec dotnet "${binary_of[$x]}.dll" "$@" </dev/null 9>&-
  )
}

# every_service <verb…>: all that know the verb, at once; the log of one that fails is shown.
every_service() {
  local x asked=("${services[@]}")
  [[ $1 == rewrap-keys ]] || asked=("${case_services[@]}")
  for x in "${asked[@]}"; do launch "$x" "$1" "$@"; done
  finish "$1"
}

# launch <service> <log> <verb…>: runs it beside others; finish <log> waits for all of them.
launched=()
launch() {
  run_service "$1" "${@:3}" >"$run/logs/$1-$2.log" 2>&1 &
  launched+=("$! $1")
}

finish() {
  local one broken=()
  for one in "${launched[@]}"; do
    wait "${one% *}" || broken+=("${one#* }")
  done
  launched=()
  for one in "${broken[@]}"; do show_log "$run" "$one-$1"; done
  ((${#broken[@]} == 0)) || die "'$1' failed in: ${broken[*]}"
}

# What services need before they serve, as far as it is not there: their tables; reference data; the first people. One process each: one for each
# verb would cost seconds.
prepare() {
  local x stamp hash verbs
  stamp=$(cat "$run/app/.built" && for x in "${services[@]}"; do store_of "$x" && owner_of "$x"; done | sha256sum)
  stage_data
  hash=$(data_hash)
  for x in "${services[@]}"; do
    verbs=()
    [[ $stamp == "$(cat "$run/migrated" 2>/dev/null)" ]] || verbs+=(--and migrate)
    [[ $x == identity || $hash == "$(cat "$run/data-loaded" 2>/dev/null)" ]] || verbs+=(--and load-data "$run/data")
    [[ $x != identity || -e $run/sample-made ]] || { first_people && verbs+=(--and "${first[@]}"); }
    ((${#verbs[@]} == 0)) || launch "$x" prepare "${verbs[@]:1}"
  done
  close_passwords
  ((${#launched[@]} > 0)) || return 0
  say "preparing the services …"
  finish prepare
  (umask 077 && printf '%s\n' "$stamp" >"$run/migrated")
  printf '%s\n' "$hash" >"$run/data-loaded"
}

start_service() (
  x=$1
  service_environment "$x"
  fingerprint=$(environment_fingerprint)
  if is_running "$run" "$x"; then
    [[ $fingerprint != "$(cat "$run/$x.fingerprint" 2>/dev/null)" ]] || exit 0
    say "restarting $x: its settings changed"
    stop_process "$run" "$x"
  fi
  ! port_open "${port_of[$x]}" || die "port ${port_of[$x]} is taken: $x needs it (MEDIATION_PORT moves the gateway, MEDIATION_SERVICE_PORTS_BASE the services)"
  printf '%s\n' "$fingerprint" >"$run/$x.fingerprint"
  cd "$(app_of "$x")" || exit 1
  spawn "$run" "$x" dotnet "${binary_of[$x]}.dll"
)

health_of() { ask --max-time 5 -w '\n%{http_code}\n' "${address_of[$1]}/health/ready" 2>/dev/null || true; }

is_healthy() {
  local answer
  answer=$(health_of "$1")
  [[ ${answer##*$'\n'} == 200 && $answer == *Healthy* && $answer != *Unhealthy* && $answer != *Degraded* ]]
}

wait_healthy() {
  local x deadline=$((SECONDS + 90))
  for x in "$@"; do
    until is_healthy "$x"; do
      is_running "$run" "$x" || {
        show_log "$run" "$x"
        die "$x stopped while it started"
      }
      ((SECONDS < deadline)) || {
        show_log "$run" "$x"
        die "$x is not healthy after 90 s; it says: $(health_of "$x" | tr '\n' ' ')"
      }
      sleep 0.2
    done
  done
}

start_services() {
  local x
  for x in "$@"; do start_service "$x"; done
}

# The gateway first: no request reaches a service that is about to go.
stop_services() {
  local x
  stop_process "$run" gateway
  for x in "${services[@]}"; do stop_process "$run" "$x" & done
  wait
}
