"""`./dev bench peers`: this server beside a bare `ws` and a bare nginx + nchan room publisher, and beside plain writes.

Every round measures each of them in turn (A B C A B C ...), on a server pinned to core 0 with the generator (peer_load)
on the last one; figures are medians over the rounds, with the smallest and the largest. Plekberaad is the real program:
JSON, seat tokens, journal with synchronous=FULL unless its name says NORMAL, no rules for texts unless it says RULES (a
peer judges nothing), no limit on how fast people write. Each run is checked for loss, repeats and
order; one that is not whole is shown as broken and makes the exit code 1.

    peers.py --build build --node NODE [--rows w1,w2-4,...] [--rounds 5] [--seconds 3] [--alone] [--keep FILE]
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE / "peers"
RULES = HERE.parent.parent / "moderation" / "data" / "rules.example.toml"  # as a server has them when nothing is said
# Others may work on this machine: whoever is measured goes first, where we may say so (root).
FIRST = ["nice", "-n", "-15"] if os.geteuid() == 0 else []
ON_SERVER_CORE = [*FIRST, "taskset", "-c", "0"]

# name: (rooms, members, what peer_load is told, who takes part, sockets and frames per write of the floors)
RUNS = {
    "w1": ("1 room x 60, 60 in flight", 1, 60, ["--window", "60"], ["plekberaad", "plekberaad RULES", "ws", "nchan"],
           [(60, 1), (60, 16)]),
    "w2-4": ("100 x 60, 4 in flight per room", 100, 60, ["--window", "4"],
             ["plekberaad", "plekberaad RULES", "ws", "nchan"], [(6000, 1), (6000, 4)]),
    "w2-16": ("100 x 60, 16 in flight per room", 100, 60, ["--window", "16"],
              ["plekberaad", "plekberaad RULES", "ws", "nchan"], [(6000, 16)]),
    "w2-rate": ("100 x 60 at 1,000 messages/s", 100, 60, ["--rate", "1000"],
                ["plekberaad", "plekberaad NORMAL", "ws", "nchan"], [(6000, 1)]),
    "w4": ("1 x 2,000, 16 in flight", 1, 2000, ["--window", "16"], ["plekberaad", "ws", "nchan"], [(2000, 16)]),
    "hands": ("hands go up and down in 1 room x 60, 20 a second", 1, 60, ["--rate", "20", "--hands"], ["plekberaad"],
              []),
    "reactors": ("100 x 60, 4 in flight, one and two reactors", 100, 60, ["--window", "4"],
                 ["plekberaad", "plekberaad x2"], []),
}
OTHERS = {
    "idle": ("10,000 members, silent", 100, 100, ["plekberaad", "ws", "nchan"]),
    "storm": ("6,000 reconnects", 100, 60, ["plekberaad", "ws", "nchan"]),
}

# What each row is asked for, and what it aims at: (in words, figure, at least or at most, accept, aim). `of` are the
# medians by server; `more` those of this server by name of the figure. Printed with every run, met or not.
RATIO_TO = {name: (lambda of, more, name=name: of["plekberaad"] / of[name])
            for name in ("ws", "nchan", "floor 1", "floor 4", "plekberaad x2")}
GOALS = {
    "w1": [("times ws", RATIO_TO["ws"], "least", 12, 18), ("times nchan", RATIO_TO["nchan"], "least", 7, None)],
    "w2-4": [("of the floor at 4 frames", RATIO_TO["floor 4"], "least", 0.55, 0.7),
             ("times ws", RATIO_TO["ws"], "least", 5, None)],
    "w2-16": [("times ws", RATIO_TO["ws"], "least", 12, 20)],
    "w2-rate": [("of the floor at 1 frame", RATIO_TO["floor 1"], "least", 0.5, 0.6),
                ("ms p50 to the last member", lambda of, more: more["p50_ms"], "most", 1.2, None)],
    "w4": [("times ws", RATIO_TO["ws"], "least", 12, 18)],
    "hands": [("ms p99 to the last of 60 screens", lambda of, more: more["p99_ms"], "most", 50, None)],
    "reactors": [("of one reactor's", lambda of, more: 1 / RATIO_TO["plekberaad x2"](of, more), "least", 0.85, 1.0)],
    "idle": [("bytes each", lambda of, more: of["plekberaad"], "most", 8_000, 2_000)],
    "storm": [("s until all are ready", lambda of, more: of["plekberaad"], "most", 1, 0.4)],
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server does not listen")


def family(pid):
    """The process and its children: nginx works in a child."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [str(pid), *children]


class Server:
    """One server on core 0 in a folder of its own; gone at the end of the `with`."""

    def __init__(self, name, rooms, members, options):
        self.name, self.options, self.port = name, options, free_port()
        self.folder = options.folder / "run"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.speaks = name.split()[0]
        self.arguments = ["--speaks", self.speaks, "--port", str(self.port), "--members", str(members)]
        if self.speaks == "plekberaad":
            self.copy_rooms(rooms, members)
            self.arguments += ["--rooms-file", f"{self.folder}/out/rooms.txt", "--tokens-file",
                               f"{self.folder}/out/tokens.txt"]
        else:
            self.arguments += ["--rooms", str(rooms)]

    def copy_rooms(self, rooms, members):
        """Provisioned once for each shape and copied, so that each round begins with the same journal."""
        made = self.options.folder / f"made-{rooms}x{members}"
        if not made.exists():
            subprocess.run([self.options.program, "provision", "--data", made / "data", "--rooms", str(rooms),
                            "--members", str(members), "--out", made / "out"], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(made, self.folder, dirs_exist_ok=True)

    def words(self):
        if self.speaks == "ws":
            return [self.options.node, PEERS / "ws_room.mjs", str(self.port)]
        if self.speaks == "nchan":
            text = (PEERS / "nginx.conf.in").read_text()
            conf = self.folder / "nginx.conf"
            conf.write_text(text.replace("PORT", str(self.port)).replace("FOLDER", str(self.folder)))
            return ["nginx", "-p", self.folder, "-c", conf, "-e", self.folder / "error.log"]
        return [self.options.program, "serve", "--listen", f"127.0.0.1:{self.port}", "--data", self.folder / "data",
                "--limits", "relaxed", "--reactors", "2" if self.name.endswith("x2") else "1", "--synchronous",
                "normal" if self.name.endswith("NORMAL") else "full", "--rules",
                RULES if self.name.endswith("RULES") else "none"]

    def __enter__(self):
        log = open(self.folder / "log", "w")
        self.process = subprocess.Popen([*ON_SERVER_CORE, *self.words()], stdout=log, stderr=log)
        wait_for_port(self.port, self.process)
        self.pids = family(self.process.pid)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def measure(self, kind, more, options):
        words = [options.load, kind, *self.arguments, "--pid", ",".join(self.pids), *more]
        return figures_of(words, f"{kind} of {self.name}")


def figures_of(words, what):
    done = subprocess.run([*FIRST, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{what}: {done.stderr.strip()}")
    figures = json.loads(done.stdout)
    figures["is_whole"] = done.returncode == 0
    return figures


def present(who, options):
    return [name for name in who if name.startswith("plekberaad")] if options.alone else who


def one_round(row, options):
    """(who, figures) of everybody in this row, one after the other."""
    if row in OTHERS:
        _, rooms, members, who = OTHERS[row]
        for name in present(who, options):
            with Server(name, rooms, members, options) as server:
                yield name, server.measure(row, [], options)
        return
    _, rooms, members, more, who, floors = RUNS[row]
    for name in present(who, options):
        with Server(name, rooms, members, options) as server:
            yield name, server.measure("run", [*more, "--seconds", str(options.seconds)], options)
    for sockets, batch in floors:
        words = [options.load, "floor", "--members", str(sockets), "--batch", str(batch), "--seconds", "1.5"]
        yield f"floor {batch}", figures_of(words, "floor")


def spread(values, form):
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{form(middle)} ({form(low)}-{form(high)})"


def millions(value):
    return f"{value / 1e6:.3f} M"


def columns_of(row, runs):
    """What is printed of one server: (heading, text) pairs, and the figure that ratios are made of."""
    of = {key: [run[key] for run in runs] for key in runs[0]}
    if row == "idle":
        return [("bytes each", spread(of["bytes_each"], lambda v: f"{v:.0f}"))], statistics.median(of["bytes_each"])
    if row == "storm":
        return [("all ready, s", spread(of["seconds"], lambda v: f"{v:.2f}")),
                ("per CPU s", spread(of["per_cpu_s"], lambda v: f"{v:.0f}"))], statistics.median(of["seconds"])
    pairs = [("deliveries per CPU s", spread(of["per_cpu_s"], millions))]
    if "p50_ms" in of:
        pairs += [("wall/s", spread(of["per_s"], millions)), ("p50 ms", spread(of["p50_ms"], lambda v: f"{v:.2f}")),
                  ("p99 ms", spread(of["p99_ms"], lambda v: f"{v:.1f}")),
                  ("server's share", f"{statistics.median(of['server_share']):.2f}"),
                  ("generator's share", f"{statistics.median(of['own_share']):.2f}")]
    return pairs, statistics.median(of["per_cpu_s"])


def judge(row, of, rounds):
    """Says of each goal of the row whether it is met; what was not measured (--alone) is not judged."""
    ours = [figures["plekberaad"] for figures in rounds]
    more = {key: statistics.median(run[key] for run in ours) for key in ("p50_ms", "p99_ms") if key in ours[0]}
    for words, figure_of, how, accept, aim in GOALS[row]:
        try:
            figure = figure_of(of, more)
        except KeyError:
            continue
        meets = (lambda goal: figure >= goal) if how == "least" else (lambda goal: figure <= goal)
        aimed = "" if aim is None else f"; the aim of {aim:g}: {'met' if meets(aim) else 'NOT met'}"
        print(f"    {figure:.2f} {words}, asked at {how} {accept:g}: {'met' if meets(accept) else 'NOT MET'}{aimed}")


def show(row, rounds):
    title = (RUNS.get(row) or OTHERS[row])[0]
    print(f"\n{row}: {title}, {len(rounds)} rounds")
    main = {}
    for name in rounds[0]:
        runs = [figures[name] for figures in rounds]
        pairs, main[name] = columns_of(row, runs)
        broken = sum(not run.get("is_whole", True) for run in runs)
        print(f"  {name:<18}", "  ".join(f"{heading} {text}" for heading, text in pairs),
              f"  BROKEN in {broken} rounds: {runs}" if broken else "")
    ours = rounds[0] and main["plekberaad"]
    for name in main:
        if name == "plekberaad":
            continue
        ratios = [figures["plekberaad"] for figures in rounds], [figures[name] for figures in rounds]
        key = {"idle": "bytes_each", "storm": "seconds"}.get(row, "per_cpu_s")
        each = [a[key] / b[key] for a, b in zip(*ratios)]
        print(f"    plekberaad / {name}: {ours / main[name]:.2f}  (by round {min(each):.2f}-{max(each):.2f})")
    judge(row, main, rounds)
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--node", required=True)
    parser.add_argument("--rows", default=",".join([*RUNS, *OTHERS]))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--alone", action="store_true", help="this server and the floor only: no ws, no nchan")
    parser.add_argument("--keep", type=pathlib.Path, help="append every figure to this file, one line of JSON each")
    options = parser.parse_args()
    options.program = options.build / "plekberaad"
    options.load = options.build / "tests" / "bench" / "peer_load"
    options.folder = options.build / "bench-peers"
    shutil.rmtree(options.folder, ignore_errors=True)
    is_whole = True
    try:
        for row in options.rows.split(","):
            rounds = []
            for _ in range(options.rounds):
                rounds.append(dict(one_round(row, options)))
            show(row, rounds)
            is_whole &= all(run["is_whole"] for figures in rounds for run in figures.values())
            if options.keep:
                with open(options.keep, "a") as file:
                    file.write(json.dumps({"row": row, "rounds": rounds}) + "\n")
    finally:
        shutil.rmtree(options.folder, ignore_errors=True)
    return 0 if is_whole else 1


if __name__ == "__main__":
    os.environ.pop("NODE_OPTIONS", None)
    sys.exit(main())
