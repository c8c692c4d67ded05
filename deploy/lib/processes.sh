# shellcheck shell=bash
# Background processes, each known by <run dir>/<name>.pid and the time it started (<name>.pid.started):
# the pid alone may by now belong to a stranger.

# Sets started to the clock ticks from boot to the start of a process; fails for one that is gone or only a zombie. What waits asks
# this ten times a second: it starts no process for it.
process_started() {
  local stat fields
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  read -ra fields <<<"${stat##*) }"
  started=${fields[19]}
  [[ ${fields[0]} != [ZX] ]]
}

pid_of() { cat "$1/$2.pid" 2>/dev/null; }

is_running() {
  local pid started known
  read -r pid 2>/dev/null <"$1/$2.pid" && process_started "$pid" || return 1
  read -r known 2>/dev/null <"$1/$2.pid.started" && [[ $started == "$known" ]]
}

# remember <run dir> <name> <pid>
remember() {
  local started=
  process_started "$3" || true
  printf '%s\n' "$started" >"$1/$2.pid.started"
  printf '%s\n' "$3" >"$1/$2.pid"
}

forget() { rm -f "$1/$2.pid" "$1/$2.pid.started"; }

# spawn <run dir> <name> <command…>: in a session of its own, output to <run dir>/logs/<name>.log.
# Descriptor 9 is the lock of deploy/up, which must not live on in what it starts.
spawn() {
  local run=$1 name=$2 log=$1/logs/$2.log
  shift 2
  [[ ! -f $log || $(stat -c %s "$log") -lt 20000000 ]] || mv -f "$log" "$log.1"
  setsid "$@" </dev/null >>"$log" 2>&1 9>&- &
  remember "$run" "$name" $!
  disown $!
}

not_running() { ! is_running "$@"; }

# stop_process <run dir> <name> [signal] [seconds]: then SIGKILL. What left no pid file or is gone needs nothing.
stop_process() {
  local pid
  if is_running "$1" "$2"; then
    pid=$(pid_of "$1" "$2")
    kill "-${3:-TERM}" "$pid" 2>/dev/null || true
    if ! wait_for "${4:-15}" not_running "$1" "$2"; then
      say "$2 (pid $pid) did not stop within ${4:-15} s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      wait_for 5 not_running "$1" "$2" || true
    fi
  fi
  forget "$1" "$2"
}

show_log() {
  printf -- '--- last 30 lines of %s\n' "$1/logs/$2.log" >&2
  tail -n 30 "$1/logs/$2.log" >&2 || true
}
