# shellcheck shell=bash
# Runs test projects and counts from their .trx files, so that a project that crashed or ran nothing is never a success.

# Set by the script that sources this.
: "${test_run:=}" "${project_timeout:=15m}"

result_of() { say "$test_run/results/$1.trx"; }

# One project to its end; its exit code goes to a file, since projects run in the background.
run_project() {
  local name=$1 started=$SECONDS code=0 dir pid
  dir=$(built "$name")
  # Not by way of the project file: MSBuild would spend seconds on every project to find the same binary.
  timeout -k 20 "$project_timeout" dotnet test "$dir/$name.dll" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=normal' \
    --results-directory "$test_run/results" --blame-hang-timeout 10m --blame-hang-dump-type none </dev/null >"$test_run/logs/$name.log" 2>&1 9>&- &
  pid=$!
  trap 'kill -TERM "$pid" 2>/dev/null' TERM
  wait "$pid" || code=$?
  printf '%s %s\n' "$code" $((SECONDS - started)) >"$test_run/results/$name.exit"
  say "finished $name in $((SECONDS - started)) s"
}

# VSTest leaves the skipped ones out of its counters, so the results themselves are counted.
count_outcome() {
  local file
  file=$(result_of "$1")
  [[ -f $file ]] || { say 0 && return; }
  { grep -oE "<UnitTestResult [^>]*outcome=\"($2)\"" "$file" || true; } | wc -l
}

# The names alone, for the end of the report: a reader may have only that.
name_failures() {
  local file
  file=$(result_of "$1")
  [[ ! -f $file ]] || grep -oE '<UnitTestResult [^>]*outcome="(Failed|Error|Timeout|Aborted)"' "$file" | sed -E 's/.*testName="([^"]*)".*/failed: \1/' || true
}

# The failed tests with message and stack, from the console log.
show_failures() {
  printf -- '--- failed in %s (all of it: %s)\n' "$1" "$test_run/logs/$1.log"
  awk '/^ *(\[xUnit|Passed |Skipped )|^(Total tests|Test Run)/ { on = 0 } /^  Failed / { on = 1 } on && shown++ < 250' "$test_run/logs/$1.log"
}

# report_project <name>: adds to passed, failed, skipped. A crash, a hang or no test at all counts as one failure.
report_project() {
  local name=$1 code=1 seconds=0 ok bad skip note=
  [[ ! -f $test_run/results/$name.exit ]] || read -r code seconds <"$test_run/results/$name.exit"
  ok=$(count_outcome "$name" Passed)
  bad=$(count_outcome "$name" 'Failed|Error|Timeout|Aborted')
  skip=$(count_outcome "$name" NotExecuted)
  ((bad == 0)) || show_failures "$name"
  if ((code == 124 || code == 137)); then
    note="stopped: longer than $project_timeout"
  elif ((bad == 0 && code != 0)); then
    note="ended with exit code $code"
  elif ((ok + bad + skip == 0)); then
    note="ran no test"
  fi
  if [[ -n $note ]]; then
    bad=$((bad + 1))
    printf -- '--- %s %s; from %s:\n' "$name" "$note" "$test_run/logs/$name.log"
    grep -m 5 -E 'Process terminated|aborted|Unhandled exception|^error' "$test_run/logs/$name.log" || true
    tail -n 30 "$test_run/logs/$name.log" || true
  fi
  printf '%s: passed %d, failed %d, skipped %d, %d s%s\n' "$name" "$ok" "$bad" "$skip" "$seconds" "${note:+ ($note)}"
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + skip))
}

# run_projects <at most at once> <project>…
run_projects() {
  local most=$1 name
  shift
  for name in "$@"; do
    while (($(jobs -rp | wc -l) >= most)); do wait -n || true; done
    run_project "$name" &
  done
  wait
}

# One vhost for each test class that needs a broker: t1, t2 …, handed out by the tests themselves. One call, since each costs a second.
make_test_vhosts() {
  "$1/rabbitmqctl" eval "[begin V = list_to_binary(\"t\" ++ integer_to_list(N)), rabbit_vhost:add(V, <<\"test\">>),
    rabbit_auth_backend_internal:set_permissions(<<\"mediation\">>, V, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>) end || N <- lists:seq(1, $2)], ok." >/dev/null
}
