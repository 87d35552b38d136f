"""Rules of the boxes: which box may include what, and where the clock and dice may be (guide architecture, Parts and
direction). CMake links each box to what it may use; this catches what headers alone would let through."""

import re

from tidy.source import CPP, Source, without_comments

# Box -> folders its quoted includes may name. The most exact box wins.
MAY_INCLUDE = {
    "protocol/": ("protocol/",),
    "moderation/": ("protocol/", "server/text/", "moderation/"),
    "server/text/": ("protocol/", "server/text/"),
    "server/insight/": ("server/insight/",),
    "server/exchange/": ("server/insight/", "server/exchange/"),
    "server/room/": ("protocol/", "server/room/"),
    "server/journal/": ("protocol/", "server/journal/"),
    "server/engine/": ("protocol/", "moderation/", "server/text/", "server/room/", "server/journal/",
                       "server/engine/"),
    "server/net/": ("protocol/", "server/text/", "server/room/", "server/journal/", "server/engine/",
                    "server/net/"),
    "clients/rehearsal/": ("protocol/", "clients/rehearsal/"),
}

# Library -> where it may be named.
LIBRARIES = [
    (re.compile(r"^simdjson"),
     re.compile(r"^(protocol/[^/]*|server/exchange/(polis_json|utf8)|tests/unit/insight/published)\.cpp$"),
     "only protocol/*.cpp reads JSON, and exchange that of other programs"),
    (re.compile(r"^Eigen"), re.compile(r"^(server/insight/|tests/)"), "only insight knows linear algebra"),
    (re.compile(r"^(sqlite3|SQLiteCpp)"), re.compile(r"^(server/journal/|tests/)"), "only journal knows SQL"),
    (re.compile(r"^boost/(asio|beast)"),
     re.compile(r"^(server/(net|engine)/|clients/rehearsal/|tests/|server/[^/]*$)"),
     "only net, engine and the rehearsal know sockets"),
    (re.compile(r"^boost/beast"), re.compile(r"^(server/net/|clients/rehearsal/|tests/)"), "only net speaks HTTP"),
    (re.compile(r"^spdlog/"), re.compile(r"^server/(engine/log\.hpp|main\.cpp)$"), "log through server/engine/log.hpp"),
    (re.compile(r"^unicode/"), re.compile(r"^(server/text/|moderation/|tests/)"), "only text and moderation know ICU"),
    (re.compile(r"^(re2|toml\+\+)/"), re.compile(r"^(moderation/|tests/)"), "only moderation knows RE2 and toml++"),
]
# What the room may take from outside: std, and Boost's hash tables, which only hold what they are given.
VALUES = re.compile(r"^(c?[a-z_0-9]+|boost/unordered/[a-z_]+\.hpp)$")
# And insight: std, and Eigen's matrices.
NUMBERS = re.compile(r"^(c?[a-z_0-9]+|Eigen/\w+)$")

NOW = re.compile(r"\b(?:system_clock|steady_clock|high_resolution_clock|clock_type|Clock)::now\b|"
                 r"\b(?:gettimeofday|clock_gettime)\s*\(|(?<![\w.>:])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)")
DICE = re.compile(r"\brandom_device\b|\bstd::(?:rand|mt19937)\b|\brandombytes")


def box_of(path):
    fitting = [box for box in MAY_INCLUDE if path.startswith(box)]
    return max(fitting, key=len) if fitting else None


def includes(source):
    if source.suffix not in CPP:
        return
    box = box_of(source.path)
    for number, hit in source.found(r'^\s*#\s*include\s*(["<])([^">]+)[">]'):
        quoted, target = hit.group(1) == '"', hit.group(2)
        if quoted and box and not target.startswith(MAY_INCLUDE[box]):
            yield number, f"{box} may not include {target}"
        if not quoted and box == "server/room/" and not VALUES.match(target):
            yield number, f"server/room knows std, hash tables and protocol only, not <{target}>"
        if not quoted and box == "server/insight/" and not NUMBERS.match(target):
            yield number, f"server/insight knows std and Eigen only, not <{target}>"
        for library, allowed, why in LIBRARIES:
            if not quoted and library.match(target) and not allowed.match(source.path):
                yield number, f"<{target}> here: {why}"


def clocks(source):
    """Time comes in from outside, so that a test can move it and replay reads none. The journal measures its own slices
    of work, which are never stored; the rehearsal is a client with a clock of its own."""
    if source.suffix not in CPP or source.within("server/engine/clock.", "server/journal/store",
                                                 "server/journal/copying.", "tests/", "clients/rehearsal/"):
        return
    for number, line in enumerate(without_comments(source).splitlines(), 1):
        for hit in NOW.finditer(line):
            yield number, f"{hit.group(0)} outside server/engine/clock"


def dice(source):
    if source.suffix in CPP and source.within("server/room/", "server/insight/", "protocol/", "moderation/"):
        for number, line in enumerate(without_comments(source).splitlines(), 1):
            for hit in DICE.finditer(line):
                yield number, f"{hit.group(0)}: chance comes in with the context"


def file(path, text):
    return Source(path, text)


RULES = [
    (includes,
     [file("server/room/a.cpp", "#include <boost/asio.hpp>"),
      file("server/room/a.cpp", '#include "server/net/a.hpp"'),
      file("server/room/a.cpp", "#include <nlohmann/json.hpp>"),
      file("server/engine/a.cpp", "#include <simdjson.h>"),
      file("server/exchange/a.cpp", "#include <simdjson.h>"),
      file("server/insight/a.cpp", "#include <boost/asio.hpp>"),
      file("server/insight/a.cpp", '#include "protocol/ids.hpp"'),
      file("server/exchange/a.cpp", '#include "server/room/room.hpp"'),
      file("server/room/a.cpp", "#include <Eigen/Core>"),
      file("server/engine/a.cpp", "#include <Eigen/Core>"),
      file("server/engine/a.cpp", "#include <SQLiteCpp/SQLiteCpp.h>"),
      file("server/engine/a.cpp", "#include <boost/beast.hpp>"),
      file("server/engine/a.cpp", '#include "server/net/a.hpp"'),
      file("server/text/a.cpp", "#include <boost/asio.hpp>"),
      file("server/net/a.cpp", "#include <sqlite3.h>"),
      file("server/journal/a.cpp", '#include "server/room/a.hpp"'),
      file("server/net/a.cpp", "#include <spdlog/spdlog.h>"),
      file("server/engine/a.cpp", "#include <re2/re2.h>"),
      file("moderation/a.cpp", '#include "server/room/room.hpp"'),
      file("clients/rehearsal/a.cpp", '#include "server/room/room.hpp"')],
     [Source("server/room/a.cpp", '#include <map>\n#include "protocol/ids.hpp"\n#include "server/room/b.hpp"'),
      file("server/room/a.cpp", "#include <boost/unordered/unordered_flat_map.hpp>"),
      file("protocol/json.cpp", "#include <simdjson.h>"),
      file("server/exchange/polis_json.cpp", "#include <simdjson.h>"),
      file("server/insight/a.hpp", "#include <Eigen/Core>"),
      file("server/exchange/a.hpp", '#include "server/insight/votes.hpp"'),
      file("server/engine/log.hpp", "#include <spdlog/spdlog.h>"),
      file("server/net/a.cpp", "#include <boost/beast.hpp>"),
      file("tests/unit/room/a.cpp", '#include "server/room/b.hpp"')]),
    (clocks,
     [file("server/net/a.cpp", "auto t = std::chrono::steady_clock::now();"),
      file("server/room/a.cpp", "auto t = time(nullptr);")],
     [file("server/engine/clock.cpp", "return std::chrono::system_clock::now();"),
      Source("server/net/a.cpp", "// not system_clock::now()\nauto t = clock.now();")]),
    (dice,
     [file("server/room/a.cpp", "std::random_device d;"),
      file("server/insight/a.cpp", "std::mt19937 d;")],
     [file("server/engine/a.cpp", "std::random_device d;")]),
]
