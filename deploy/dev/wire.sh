# What is tried on the wire beyond the ordinary tests: fuzz targets with clang, and everything under a sanitizer.
# Sourced by ./dev.
# shellcheck shell=bash

FUZZ_TARGETS=(frame message json command journal request gate polis moderation)
FUZZ_BUILD="$ROOT/build-fuzz"
FUZZ_FOUND="$ROOT/tests/wire/fuzz/found"
# In the test run those that read what strangers send get 20 s each, the others share what time is left.
FUZZ_AT_THE_DOOR=" frame message json command journal "
fuzz_seconds_in_test() { if [[ "$FUZZ_AT_THE_DOOR" == *" $1 "* ]]; then echo 20; else echo 10; fi; }

# Edges that each target must have reached at its end: some 15 % below what was reached in November 2026. With an empty
# corpus, or when it gives up at once, it stays far below. So do the runs: a tenth of what the slowest does.
declare -A FUZZ_EDGES_MIN=([frame]=290 [message]=1850 [json]=2450 [command]=3100 [journal]=4300 [request]=650 [gate]=455
  [polis]=3000 [moderation]=1600)
FUZZ_RUNS_A_SECOND_MIN=500

build_fuzz() {
  local targets=(fuzz_seeds) target
  need_fuzz
  for target in "${FUZZ_TARGETS[@]}"; do targets+=("fuzz_$target"); done
  configure fuzz
  compile "$FUZZ_BUILD" "${targets[@]}"
  "$FUZZ_BUILD/tests/wire/fuzz/fuzz_seeds" "$FUZZ_BUILD/corpus"
}

# fuzz_one TARGET SECONDS: first everything that ever failed, then new inputs. What the run learns stays in
# build-fuzz/corpus for the next; what breaks is written into tests/wire/fuzz/found, to be committed with its mend.
fuzz_one() {
  local program="$FUZZ_BUILD/tests/wire/fuzz/fuzz_$1" found=() said
  mapfile -t found < <(find "$FUZZ_FOUND" -type f -name "$1-*" | sort)
  # A suite runs this as part of a condition, where bash does not stop by itself.
  if [ "${#found[@]}" -gt 0 ]; then "$program" -timeout=10 "${found[@]}" || return 1; fi
  said="$(mktemp)"
  "$program" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 -verbosity=1 \
    -dict="$FUZZ_BUILD/corpus/words.dict" -artifact_prefix="$FUZZ_FOUND/$1-" "$FUZZ_BUILD/corpus/$1" 2>&1 |
    grep -vE '^(#[0-9]+[[:space:]]+(NEW|REDUCE)|"|###)' | tee "$said" || { rm -f "$said"; return 1; }
  fuzzed_enough "$1" "$2" "$said" || { rm -f "$said"; return 1; }
  rm -f "$said"
}

# fuzzed_enough TARGET SECONDS SAID
fuzzed_enough() {
  local runs edges
  read -r runs edges < <(sed -nE 's/^#([0-9]+)[[:space:]]+DONE[[:space:]]+cov: ([0-9]+) .*/\1 \2/p' "$3")
  [ "${runs:-0}" -ge $(($2 * FUZZ_RUNS_A_SECOND_MIN)) ] && [ "${edges:-0}" -ge "${FUZZ_EDGES_MIN[$1]}" ] && return
  say "$1: ${runs:-0} runs reached ${edges:-0} edges; at least $(($2 * FUZZ_RUNS_A_SECOND_MIN)) and" \
    "${FUZZ_EDGES_MIN[$1]} are wanted"
  return 1
}

# As many at a time as there are cores; then each is told as a suite of its own.
fuzz_suites() {
  local at target lanes
  attempt build_fuzz
  if [ "$OK" = no ]; then broken "fuzz build"; return; fi
  lanes="$(nproc)"
  for ((at = 0; at < ${#FUZZ_TARGETS[@]}; at += lanes)); do
    step "Fuzzing ${FUZZ_TARGETS[*]:at:lanes}"
    for target in "${FUZZ_TARGETS[@]:at:lanes}"; do
      fuzz_in_background "$target" &
    done
    wait
  done
  for target in "${FUZZ_TARGETS[@]}"; do suite "fuzz $target" one - fuzz_outcome "$target"; done
}

fuzz_in_background() {
  local outcome=1
  rm -f "$LOGS/fuzzed-$1".*
  if fuzz_one "$1" "$(fuzz_seconds_in_test "$1")" >"$LOGS/fuzzed-$1.said" 2>&1; then outcome=0; fi
  echo "$outcome" >"$LOGS/fuzzed-$1.outcome"
}

fuzz_outcome() {
  cat "$LOGS/fuzzed-$1.said"
  return "$(cat "$LOGS/fuzzed-$1.outcome")"
}

# ./dev fuzz [TARGET] [--seconds N]
verb_fuzz() {
  local seconds=60 wanted="" target known=no
  while [ $# -gt 0 ]; do
    case "$1" in
      --seconds) [ $# -ge 2 ] || fail "--seconds wants a number."; seconds="$2"; shift 2 ;;
      -*) say "./dev fuzz does not know '$1'."; exit 2 ;;
      *) wanted="$1"; shift ;;
    esac
  done
  for target in "${FUZZ_TARGETS[@]}"; do [ -n "$wanted" ] && [ "$target" != "$wanted" ] || known=yes; done
  [ "$known" = yes ] || fail "There is no target '$wanted'; there are: ${FUZZ_TARGETS[*]}"
  build_fuzz
  for target in "${FUZZ_TARGETS[@]}"; do
    [ -z "$wanted" ] || [ "$target" = "$wanted" ] || continue
    step "Fuzzing $target for $seconds s"
    fuzz_one "$target" "$seconds"
  done
}

# What a sanitizer cannot judge: "PATTERN REASON", one a line, told at the end of each run.
left_out() {
  cat <<'TEXT'
^Memory\.|^RealServer\.SomeAskings memory is refused in the place of malloc, where the sanitizer has its own
^Stalled\. counts the memory of the server, most of which would be the sanitizer's
^Neighbours\.AreAnswered|^RestartTime\.(ACrash|Stopping) judges milliseconds, most of which would be the sanitizer's
TEXT
}

# leave_out PRESET FOLDER: notes what will not be run; the patterns stand in LEFT_OUT, joined. A pattern that names
# nothing any more is a failure.
leave_out() {
  local pattern reason count
  LEFT_OUT=""
  while read -r pattern reason; do
    count="$(ctest --test-dir "$2" --show-only -R "$pattern" | sed -n 's/^Total Tests: //p')"
    LEFT_OUT+="${LEFT_OUT:+|}$pattern"
    SKIPPED=$((SKIPPED + count))
    SKIPS+="  $1: $count not run: $reason ($pattern)"$'\n'
    [ "$count" -gt 0 ] || broken "$1, nothing named $pattern:"
  done < <(left_out)
}

# Whatever a sanitizer says in any process, also in a server whose end no test looks at, is written into a file: each
# is a failure.
count_reports() {
  local found=()
  mapfile -t found < <(find "$2" -type f)
  [ "${#found[@]}" -gt 0 ] || return 0
  head -n 60 "${found[@]}"
  FAILED=$((FAILED + ${#found[@]}))
  TABLE+="$(printf '  %-28s %d reports in %s' "$1" "${#found[@]}" "$2")"$'\n'
}

# sanitized PRESET [ctest options]: every C++ test that was built so, with a server that was built so. `./dev test` has
# the sanitizers only on the tests that need no server; these two take long and run by command.
sanitized() {
  local preset="$1" folder="$ROOT/build-$1" reports="$ROOT/build-$1/reports"
  shift
  need_build
  need_unit
  build_page
  configure "$preset"
  compile "build-$preset" all
  rm -rf "$reports"
  mkdir -p "$LOGS" "$reports"
  leave_out "$preset" "$folder"
  export ASAN_OPTIONS="log_path=$reports/asan ${ASAN_OPTIONS:-}"
  export UBSAN_OPTIONS="log_path=$reports/ubsan print_stacktrace=1"
  export TSAN_OPTIONS="halt_on_error=1 second_deadlock_stack=1 log_path=$reports/tsan"
  TSAN_OPTIONS+=" suppressions=$ROOT/tests/tsan.supp"
  cpp_suite "$preset" "$folder" --exclude-regex "$LEFT_OUT" "$@"
  count_reports "$preset" "$reports"
  sum_up
}

# ./dev asan [ctest options], ./dev tsan [ctest options]
verb_asan() { sanitized asan "$@"; }
verb_tsan() { sanitized tsan "$@"; }
