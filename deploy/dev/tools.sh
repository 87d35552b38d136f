# The smaller verbs: lint, e2e, shots, bench, kill, sim. A verb whose target is not there says so and ends with 2.
# Sourced by ./dev.
# shellcheck shell=bash

# Is all C++ laid out as .clang-format says, and does shellcheck find nothing?
forms() {
  local bad=0
  git ls-files '*.cpp' '*.hpp' | grep -v '\.gen\.' | xargs -r clang-format --dry-run --Werror || bad=1
  # The parts of ./dev use each other's names, which shellcheck sees one file at a time.
  shellcheck --severity=warning --exclude=SC2034,SC2120 dev .ci/run deploy/dev/*.sh deploy/*.sh || bad=1
  return "$bad"
}

verb_lint() {
  need_build
  need_lint
  local bad=0
  step "clang-format and shellcheck"
  forms || bad=1
  step "The rules of the house"
  python3 tests/tidy_test.py || bad=1
  step "Page"
  need_page
  node_run node_modules/svelte-check/bin/svelte-check --tsconfig ./tsconfig.json --fail-on-warnings || bad=1
  [ "$bad" -eq 0 ] || fail "Lint found something."
  say "Lint found nothing."
}

verb_e2e() {
  build_program
  browser_suites
  sum_up
}

verb_shots() {
  build_program
  need_browser
  step "Taking pictures of every screen"
  node_run tools/shots.ts "$@"
  say "The pictures stand in clients/web/shots."
}

# Every program in tests/bench prints its own figures; run one by name with `./dev bench NAME [options]`. `fanout` is
# the running server by itself, `peers` the same next to others, see tests/bench/README.md.
verb_bench() {
  local wanted="${1:-}" program
  build_program all
  # The room once more, with everything counted: some minutes of compiling.
  [ "$wanted" != growth ] || build_program bench_growth
  [ $# -eq 0 ] || shift
  if [ "$wanted" = peers ]; then bench_peers "$@"; return; fi
  if [ -z "$wanted" ] || [ "$wanted" = fanout ]; then bench_fanout "$@"; fi
  if [ "$wanted" = fanout ]; then return; fi
  for program in "$BUILD"/tests/bench/bench_*; do
    [ -x "$program" ] && [ ! -d "$program" ] || continue
    [ -z "$wanted" ] || [ "$(basename "$program")" = "bench_${wanted#bench_}" ] || continue
    step "$(basename "$program")"
    "$program" "$@"
  done
}

# Deliveries per server CPU second, p50 and p99 from a command to its last receiver, bytes of an idle connection.
bench_fanout() {
  need_page
  step "Fan-out of the running server, and an idle connection"
  python3 tests/bench/peers.py --build "$BUILD" --node "$(pinned_node)" --alone --rows w2-rate,w2-16,idle --rounds 1 \
    --seconds 2 "$@"
}

bench_peers() {
  need_page
  need_peers
  step "This server beside others (some minutes; leave the machine alone meanwhile)"
  python3 tests/bench/peers.py --build "$BUILD" --node "$(pinned_node)" "$@"
}

# kill -9 under load, as often as asked: `./dev kill --times 1000`. With --power: power cuts made up from the calls of a
# real run, `./dev kill --power --runs 5 --seed 1`. With --faults: each call of a real run fails once. With --unit: the
# unit of deploy/ under a real systemd, in a small Debian of its own (as root).
verb_kill() {
  build_program all
  if [ "${1:-}" = --unit ]; then
    shift
    need_container
    step "Killing the server under systemd ($*)"
    python3 tests/restart/try_unit.py --program "$PROGRAM" --house "$ROOT" --root "$BUILD/unit-root" "$@"
    return
  fi
  if [ "${1:-}" = --power ]; then
    shift
    step "Cutting the power at every sync ($*)"
    "$BUILD"/tests/faults/power_times "$@"
    return
  fi
  if [ "${1:-}" = --faults ]; then
    shift
    step "Letting calls of the real server fail ($*)"
    "$BUILD"/tests/faults/fault_times "$@"
    return
  fi
  [ $# -gt 0 ] || set -- --times 50
  step "Killing the server under load ($*)"
  "$BUILD"/tests/live/kill_times "$@"
}

# Lines cut at any byte, as often as asked: `./dev cut --times 10000`.
verb_cut() {
  build_program all
  step "Cutting lines ($*)"
  "$BUILD"/tests/resume/resume_times "$@"
}

# Simulated evenings: `./dev sim --seeds 1000 --first 1`. A seed that breaks a promise prints its shortest story, which
# is kept in tests/simulation/stories for ever. `./dev sim --mutants [NAME]` breaks the product on purpose, one by one,
# in a copy, and counts the seeds until the simulator sees it.
verb_sim() {
  if [ "${1:-}" = --mutants ]; then
    shift
    need_build
    build_page
    step "Breaking the product on purpose at $(git rev-parse --short HEAD)"
    python3 tests/simulation/mutants.py "$@"
    return
  fi
  build_program simulate
  step "Simulating ($*) at $(git rev-parse --short HEAD)"
  "$BUILD"/tests/simulation/simulate --keep tests/simulation/stories "$@"
}
