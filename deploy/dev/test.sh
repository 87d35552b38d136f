# `./dev test`: every suite, then one line that sums them. A suite that fails does not hide the next; the exit code is
# 0 only when nothing failed. Sourced by ./dev.
# shellcheck shell=bash

PASSED=0
FAILED=0
SKIPPED=0
TABLE=""
SKIPS=""
FAILURES=""

# suite NAME KIND REPORT COMMAND...: runs, shows and keeps the output, counts. KIND: see deploy/dev/count.py.
suite() {
  local name="$1" kind="$2" report="$3" code=0 began=$SECONDS passed failed skipped
  shift 3
  step "Suite: $name"
  mkdir -p "$LOGS"
  rm -f "$report"
  "$@" 2>&1 | tee "$LOGS/${name//[ \/]/-}.log" || code=$?
  read -r passed failed skipped < <(python3 deploy/dev/count.py "$kind" "$report" "$code")
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SKIPPED=$((SKIPPED + skipped))
  TABLE+="$(printf '  %-28s %5d passed %4d failed %4d skipped %6d s' "$name" "$passed" "$failed" "$skipped" \
    $((SECONDS - began)))"$'\n'
  [ "$skipped" -eq 0 ] || SKIPS+="$(python3 deploy/dev/count.py skips "$kind" "$report" | sed "s/^/  $name: /")"$'\n'
  [ "$failed" -eq 0 ] || FAILURES+="$(told_of_failure "$kind" "$report" "$LOGS/${name//[ \/]/-}.log" |
    sed "s/^/  $name: /")"$'\n'
}

# What failed and what it said, short. A suite that is one test has no report: then the end of what it printed.
told_of_failure() {
  if [ "$1" = one ]; then tail -n 25 "$3"; else python3 deploy/dev/count.py failures "$1" "$2"; fi
}

# The last words of a run: what was skipped and why, then the counts. What was not run is never passed off as proved.
sum_up() {
  printf '\n%s' "$TABLE"
  printf '  %-28s %46d s\n' "in all, compilers too" "$SECONDS"
  [ "$SKIPPED" -eq 0 ] || printf '\nNOT PROVED in this run:\n%s' "$SKIPS"
  [ "$FAILED" -eq 0 ] || printf '\nFAILED in this run:\n%s' "$FAILURES"
  printf '\n%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  [ "$FAILED" -eq 0 ]
}

# What could not even be built or fetched is one failure, and the suites after it that do not need it still run.
broken() { FAILED=$((FAILED + 1)); TABLE+="$(printf '  %-28s could not be made' "$1")"$'\n'; }

# attempt COMMAND...: in a shell of its own, so that a failing step ends that step and not the whole run. The outcome
# is left in OK; never call this in a condition, for there bash would no longer stop at the first failure inside.
OK=yes
attempt() {
  local code=0
  set +e
  (set -e; "$@")
  code=$?
  set -e
  if [ "$code" -eq 0 ]; then OK=yes; else OK=no; fi
}

vitest() { node_run node_modules/vitest/vitest.mjs run --reporter=default --reporter=json "$@"; }

page_suites() {
  suite "page types" one - node_run node_modules/svelte-check/bin/svelte-check --tsconfig ./tsconfig.json \
    --fail-on-warnings --output human
  suite "page units" vitest "$LOGS/page-units.json" vitest "--outputFile.json=$LOGS/page-units.json"
  suite "page size" one - node_run scripts/size.ts
}

# cpp_suite NAME FOLDER [ctest options]
cpp_suite() {
  local name="$1" folder="$2" report="$LOGS/${1//[ \/]/-}.xml"
  shift 2
  suite "$name" junit "$report" ctest --test-dir "$folder" --parallel "$(nproc)" --output-on-failure --no-tests=error \
    --output-junit "$report" "$@"
}

# The sanitizers watch the tests that need no server process: those are many, quick, and reach every rule. And the
# conformance suite with a server that was built so as well: what strangers send.
sanitized_folders() {
  find tests/unit/* tests/scenarios tests/properties tests/wire tests/wire/conformance -maxdepth 1 \
    -name CMakeLists.txt -printf '%h\n' 2>/dev/null | sort -u
}

sanitized_build() {
  local folder targets=()
  while read -r folder; do targets+=("$folder/all"); done < <(sanitized_folders)
  configure asan
  compile build-asan "${targets[@]}"
}

# The browser tests wait more than they work. Meanwhile one compiler at the lowest priority makes what comes after them;
# the builds themselves follow in their turn, find most of it done, and tell what failed.
compile_beside() {
  # Two installers at once would be in each other's way, so this comes first. What fails to come is told where it is
  # needed.
  (set +e; need_fuzz; need_proxy; need_browser)
  # In a group of its own, so that it can be stopped with all that it started.
  set -m
  (
    renice -n 19 -p "$BASHPID"
    jobs_max() { echo 1; }
    attempt sanitized_build
    attempt build_fuzz
  ) >"$LOGS/compiled-beside.log" 2>&1 &
  BESIDE=$!
  set +m
  trap stop_beside EXIT
}

stop_beside() {
  [ -n "${BESIDE:-}" ] || return 0
  kill -- "-$BESIDE" 2>/dev/null || true
  wait "$BESIDE" 2>/dev/null || true
  BESIDE=""
}

sanitizer_suites() {
  local folder
  attempt sanitized_build
  if [ "$OK" = no ]; then broken "sanitizer build"; return; fi
  while read -r folder; do
    cpp_suite "sanitized ${folder#tests/}" "$ROOT/build-asan/$folder"
  done < <(sanitized_folders)
}

browser_suites() {
  need_browser
  suite "browser" vitest "$LOGS/browser.json" vitest --config tests/vitest.config.ts \
    "--outputFile.json=$LOGS/browser.json"
}

# The finished program seen from outside: behind the real proxy, and in a real browser.
outside_suites() {
  need_proxy
  suite "proxy" one - bash deploy/try_caddy.sh
  browser_suites
}

verb_test() {
  local quick=no
  while [ $# -gt 0 ]; do
    case "$1" in
      --quick) quick=yes; shift ;;
      *) say "./dev test does not know '$1'."; exit 2 ;;
    esac
  done
  need_build
  need_lint
  need_unit
  mkdir -p "$LOGS"
  suite "forms" one - forms
  attempt build_page
  if [ "$OK" = yes ]; then page_suites; else broken "page"; fi
  attempt build_program all
  if [ "$OK" = yes ]; then cpp_suite "server" "$BUILD"; else broken "server"; fi
  if [ "$quick" = no ]; then
    compile_beside
    [ "$OK" = no ] || outside_suites
    stop_beside
    sanitizer_suites
    fuzz_suites
  fi
  sum_up
}
