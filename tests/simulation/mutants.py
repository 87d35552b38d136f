#!/usr/bin/env python3
"""Breaks the product on purpose, one fault at a time, in a copy of the last commit, and counts how many seeds the
simulator needs to notice. By command: `./dev sim --mutants [words of a mutant's name]`. Ends with 1 when
one was not noticed."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "build" / "mutants"
SEEDS_MAX = 20

# (what is broken, file, text, what stands there instead)
MUTANTS = [
    ("told before it is durable", "server/engine/room_actor.cpp",
     "if (!has_undurable()) {\n      of_view.log.release", "{\n      of_view.log.release"),
    ("presence does not wait", "server/engine/room_actor_members.cpp",
     "hold(std::move(held));\n}\n\nvoid RoomActor::typing", "held.then(true);\n}\n\nvoid RoomActor::typing"),
    ("presence comes before the room", "server/engine/room_actor_members.cpp",
     "if (member.is_live && !member.is_closing)", "if (member.kind != Kind::silent && !member.is_closing)"),
    ("a repeat acts again", "server/engine/room_actor_answers.cpp",
     "if (auto const before = repeat(seat, ask.id, ask.body)) {",
     "if (auto const before = repeat(seat, ask.id, ask.body); before && ask.id.empty()) {"),
    ("hiding leaves the logs", "server/engine/room_actor_snapshots.cpp",
     "of_view.log.forget();\n    of_view.snapshot = {};", "(void)of_view;"),
    ("resume is one off", "server/engine/view_log.cpp",
     "(n - marks_.front().n)].end", "(n - marks_.front().n + 1)].end"),
    ("a cursor that fell off goes on", "server/net/pen.cpp",
     "if (log_ && !log_->reaches(cursor_)) return too_slow();",
     "if (log_ && !log_->reaches(cursor_)) cursor_ = log_->begin();"),
    ("drafts are shown", "server/room/view_board.cpp",
     "if (card.is_draft || ((card.is_hidden || card.held) && eyes.view != View::staff)) return false;",
     "if ((card.is_hidden || card.held) && eyes.view != View::staff) return false;"),
    ("private answers do not wait", "server/engine/room_actor_answers.cpp",
     "if (has_undurable()) {", "if (has_undurable() && !held.id) {"),
    ("a join repeated takes another seat", "server/engine/room_actor_answers.cpp",
     "joined != room_.joined.end()) {\n    return seat_member",
     "joined != room_.joined.end() && ask.id.empty()) {\n    return seat_member"),
    ("the rest of a half-sent frame is dropped", "server/net/pen.cpp",
     "consume(parts, static_cast<std::size_t>(sent));", "consume(parts, parts.bytes);"),
    ("what was not kept stays in memory", "server/engine/room_actor.cpp",
     "room_ = std::move(state);\n  is_reloading_", "(void)state;\n  is_reloading_"),
    ("the epoch stays after reading again", "server/engine/room_actor.cpp",
     "is_reloading_ = false;\n  epoch_ = random_signs(10);", "is_reloading_ = false;"),
    ("breaks count as speaking", "server/room/turn_clock.cpp",
     "std::max<std::int64_t>(0, until - turn.started_at - turn.paused_ms)",
     "std::max<std::int64_t>(0, until - turn.started_at)"),
    ("a phase starts from any other", "server/room/script.cpp",
     "!= ask.from)\n    return refuse(Refusal::phase_moved_on, \"from\");",
     "!= ask.from && ask.phase.empty())\n    return refuse(Refusal::phase_moved_on, \"from\");"),
    ("the client forgets what was not answered", "clients/rehearsal/person.cpp",
     "if (heard.is_ready && line_) resend_open();", ""),
    ("erasing leaves words of turns", "server/room/evolve_erasing.cpp",
     "if (turn.seat == seat) turn.words.clear();", ""),
    ("erasing leaves the logs", "server/engine/room_actor.cpp",
     "std::holds_alternative<SeatErased>(event) || std::holds_alternative<RoomErased>(event);", "false;"),
    ("lines of a table are shown before the hall reads them", "server/room/view_board.cpp",
     "return !card.is_kept || may_see(card.table, eyes);", "return true;"),
    ("what is said at a table is for everybody", "server/room/view_board.cpp",
     "return !table || eyes.view == View::staff || eyes.table == table; }", "return (void)table, (void)eyes, true; }"),
    ("answers to a proposal are shown before all have answered", "server/room/consent.cpp",
     "if (!proposal.is_open) return thing;", ""),
    ("looking back shows what is hidden", "server/room/view.cpp",
     "if (!sees_turn(room, before, eyes)) return earlier;",
     "if (!sees_turn(room, before, eyes)) return earlier;\n  eyes.view = View::staff;"),
    ("erasing leaves reasons", "server/room/evolve_erasing.cpp",
     "if (item.hidden_by == seat) item.hidden_because.clear();", "(void)item, (void)seat;"),
    ("dots are shown before they are counted", "server/room/view_board.cpp",
     "(ballot.is_closed ? thing.results : thing.stickers) =", "thing.results ="),
    ("more dots than everybody has", "server/room/dots.cpp",
     "if (elsewhere + wanted > ballot->budget)", "if (wanted > ballot->budget)"),
    ("who got no dots puts some", "server/room/dots.cpp",
     "if (!has_dots(*ballot, *whose.seat)) return",
     "if (!has_dots(*ballot, *whose.seat) && ask.ballot.value < 0) return"),
    ("cards that wait for a look are shown", "server/room/view_board.cpp",
     "((card.is_hidden || card.held) && eyes.view", "(card.is_hidden && eyes.view"),
    ("the staff are not told that a card waits", "server/room/view_board.cpp",
     "thing.held_because = card.held->because;", ""),
    ("an author is not told that a card waits", "server/room/own_cards.cpp",
     "if (card.held) own.held_because = card.held->because;", ""),
    ("hidden cards come back when they are mended", "server/room/view_board.cpp",
     "((card.is_hidden || card.held) && eyes.view",
     "(((card.is_hidden && card.edition == 0) || card.held) && eyes.view"),
    ("hidden turns come back", "server/room/view.cpp",
     "(!turn.is_hidden || eyes.view == View::staff)",
     "(!turn.is_hidden || !turn.words.empty() || eyes.view == View::staff)"),
    ("who was removed keeps a name", "server/room/view.cpp", "if (for_staff || !seat.was_removed) {",
     "if (for_staff || !seat.id.empty()) {"),
    ("answers of who has left count", "server/room/evolve_forms.cpp",
     "return seat.has_ended || !goes_round(seat.role);", "return (void)seat, false;"),
    ("objections count as agreeing", "server/room/consent.cpp", ": count.object);", ": count.agree);"),
    ("erasing leaves the names of themes", "server/room/evolve_erasing.cpp",
     "if (theme.title_by == seat) theme.title.clear();", "(void)theme, (void)seat;"),
    ("erasing leaves notes on cards", "server/room/evolve_erasing.cpp",
     "if (card.held && (card.held->returned_by == seat || card.author == seat)) card.held->note.clear();", ""),
    ("a phase is started while it runs", "server/room/script.cpp",
     "if (ask.phase == ask.from) return refuse", "if (ask.phase == ask.from && ask.phase.empty()) return refuse"),
    ("a running phase ends at another time than the script says", "server/room/script.cpp",
     "now + minute_ms * phase.plan.minutes.value,", "now + minute_ms * (phase.plan.minutes.value + 1),"),
    ("hardly anybody is let in", "server/room/seats.cpp",
     "if (asking.room.joins_are_frozen) return refuse(Refusal::joins_frozen);\n  if (is_full",
     "if (asking.room.seats_taken > 4) return refuse(Refusal::joins_frozen);\n  if (is_full"),
]


def run(*words, **options):
    return subprocess.run(words, cwd=COPY, **options)


def prepare():
    if not COPY.exists():
        subprocess.run(["git", "clone", "-q", str(ROOT), str(COPY)], check=True)
    run("git", "fetch", "-q", "origin", check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True)
    run("git", "reset", "-q", "--hard", head.stdout.strip(), check=True)
    options = [f"-DPLEKBERAAD_WEB_DIST={ROOT}/clients/web/dist"]
    if subprocess.run(["which", "ccache"], capture_output=True).returncode == 0:
        options.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
    run("cmake", "--preset", "release", *options, check=True, stdout=subprocess.DEVNULL)


def build():
    jobs = os.environ.get("PLEKBERAAD_JOBS", "2")
    return run("ninja", "-C", "build", "-j", jobs, "simulate", capture_output=True, text=True)


def seeds_to_notice():
    for seed in range(1, SEEDS_MAX + 1):
        played = run("build/tests/simulation/simulate", "--seeds", "1", "--first", str(seed), "--shrink", "0",
                     capture_output=True, text=True)
        if played.returncode in (1, 3, -6, -11):
            lines = [line.strip() for line in played.stdout.splitlines() if line.startswith("  ")]
            return seed, lines[0] if lines else "ended by an assertion"
    return None, ""


def cannot_be_planted():
    """Mutants whose text does not stand in its file, or more than once: each would break nothing, or anything."""
    return [name for name, path, text, _ in MUTANTS if (ROOT / path).read_text().count(text) != 1]


def main():
    if sys.argv[1:] == ["--check"]:
        lost = cannot_be_planted()
        print(*(f"{name}: its text does not stand there exactly once" for name in lost), sep="\n")
        return 1 if lost else 0
    wanted = " ".join(sys.argv[1:])
    prepare()
    missed = 0
    for name, path, text, instead in MUTANTS:
        if wanted not in name:
            continue
        place = COPY / path
        whole = place.read_text()
        if whole.count(text) < 1:
            print(f"| {name} | cannot be planted any more: mend this list |", flush=True)
            missed += 1
            continue
        place.write_text(whole.replace(text, instead, 1))
        built = build()
        if built.returncode != 0:
            print(f"| {name} | does not build |\n{built.stdout[-2000:]}", flush=True)
            missed += 1
        else:
            seed, what = seeds_to_notice()
            missed += seed is None
            print(f"| {name} | {seed or 'not in ' + str(SEEDS_MAX)} | {what} |", flush=True)
        place.write_text(whole)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
