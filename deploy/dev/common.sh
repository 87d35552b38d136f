# Words, limits and children shared by the parts of ./dev. Sourced by ./dev only; ROOT is set and the current folder.
# shellcheck shell=bash

WEB="$ROOT/clients/web"
BUILD="$ROOT/build"
DIST="$WEB/dist"
PROGRAM="$BUILD/plekberaad"
LOGS="$BUILD/logs"

say() { printf '%s\n' "dev: $*" >&2; }
step() { printf '\n== %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# What belongs to a later issue or has no target yet: said in a sentence, never passed off as done.
not_yet() { say "$*"; exit 2; }

# A g++ that compiles this code takes up to about 2 GB; more at once makes a small machine swap or kill one.
jobs_max() {
  if [ -n "${PLEKBERAAD_JOBS:-}" ]; then echo "$PLEKBERAAD_JOBS"; return; fi
  local cores kilobytes by_memory
  cores="$(nproc)"
  kilobytes="$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)"
  by_memory=$((kilobytes / 2000000))
  [ "$by_memory" -lt 1 ] && by_memory=1
  [ "$by_memory" -lt "$cores" ] && echo "$by_memory" || echo "$cores"
}

# Children are ended by their own number, newest first, whatever way ./dev ends.
CHILDREN=()
remember_child() { CHILDREN+=("$1"); }
end_children() {
  local at pid
  for ((at = ${#CHILDREN[@]} - 1; at >= 0; at--)); do
    pid="${CHILDREN[$at]}"
    kill -TERM "$pid" 2>/dev/null || continue
    wait "$pid" 2>/dev/null || true
  done
  CHILDREN=()
}

# Asks http://HOST:PORT/PATH and tells whether the answer begins with 200. No curl needed.
answers() {
  local host="$1" port="$2" path="$3" first
  exec 9<>"/dev/tcp/$host/$port" || return 1
  printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$path" "$host" "$port" >&9
  IFS= read -r -t 5 first <&9 || first=""
  exec 9<&- 9>&-
  [[ "$first" == *" 200 "* ]]
} 2>/dev/null
