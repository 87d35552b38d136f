# `./dev run`: a server on this machine, with a demo room and rehearsed people in it, or empty. Sourced by ./dev.
# shellcheck shell=bash

# wait_until_ready HOST PORT PID: a minute at most.
wait_until_ready() {
  local tries
  for ((tries = 0; tries < 240; tries++)); do
    answers "$1" "$2" /readyz && return
    kill -0 "$3" 2>/dev/null || return 1
    sleep 0.25
  done
  return 1
}

# link KIND LOG: the first link of that kind which the server printed.
link() { grep -oE "https?://[^[:space:]]+/$1[^[:space:]]*" "$2" | head -n 1 || true; }

print_demo_links() {
  local log="$1"
  cat <<TEXT

  ------------------------------------------------------------------------
  The demo room is open. Three links:

    participant   $(link k/ "$log")
    facilitator   $(link leiding/ "$log")   $(grep -oE 'PIN [0-9A-Za-z-]+' "$log" | head -n 1)
    hall screen   $(link zaal/ "$log")

  Open each in its own window. Ctrl-C ends everything.
  ------------------------------------------------------------------------

TEXT
}

# The room is made just after the server is ready; ten seconds are plenty.
wait_for_links() {
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    [ -z "$(link zaal/ "$1")" ] || return 0
    sleep 0.1
  done
  fail "The server printed no links to a demo room; see build/run.log."
}

start_people() {
  local host="$1" port="$2" log="$3" code
  code="$(link k/ "$log" | sed -E 's#.*/k/([A-Za-z0-9]+).*#\1#')"
  "$PROGRAM" rehearse --server "ws://$host:$port" --room "$code" --minutes 0 >"$BUILD/rehearse.log" 2>&1 &
  remember_child $!
}

verb_run() {
  local listen=127.0.0.1:8080 empty=no keep=no
  while [ $# -gt 0 ]; do
    case "$1" in
      --listen) [ $# -ge 2 ] || fail "--listen wants ADDR:PORT."; listen="$2"; shift 2 ;;
      --listen=*) listen="${1#*=}"; shift ;;
      --empty) empty=yes; shift ;;
      --keep) keep=yes; shift ;;
      *) say "./dev run does not know '$1'."; exit 2 ;;
    esac
  done
  local host="${listen%:*}" port="${listen##*:}" data="$BUILD/demo" log="$BUILD/run.log" server
  case "$host" in 0.0.0.0 | '' | '[::]') host=127.0.0.1 ;; esac
  build_program
  [ "$empty" = yes ] && data="$BUILD/empty"
  [ "$keep" = yes ] || rm -rf "$data"
  mkdir -p "$data"

  local arguments=(serve --listen "$listen" --data "$data")
  [ "$empty" = yes ] || arguments+=(--demo)
  step "Starting the server on http://$host:$port"
  trap 'end_children' EXIT
  trap 'exit 130' INT TERM
  : >"$log"
  "$PROGRAM" "${arguments[@]}" > >(tee "$log") 2>&1 &
  server=$!
  remember_child "$server"
  wait_until_ready "$host" "$port" "$server" || fail "The server did not come up; its words stand in build/run.log."
  if [ "$empty" = yes ]; then
    say "The server is empty. Open the link above once to set the password. Ctrl-C ends it."
  else
    wait_for_links "$log"
    start_people "$host" "$port" "$log"
    print_demo_links "$log"
  fi
  local code=0
  wait "$server" || code=$?
  say "The server ended ($code)."
  exit "$code"
}
