"""Rules that need more than one file: every message has its place in protocol/README.md, every language of the pages
says the same things, and every test that tests/README.md names is there. A rule takes {path: Source} and yields
(path, line, complaint)."""

import re

from tidy.source import Source

TYPE = re.compile(r'static constexpr std::string_view type = "(\w+)"')
WORDS = "clients/web/src/words/"
# A key in quotes has a colon; only a bare name may stand alone (shorthand). A quoted line in a list is no key.
KEY = re.compile(r"""^\s+(?:(?:'([^']+)'|"([^"]+)")\s*:|(?!default:|case )([A-Za-z_]\w*)\s*(?::|,$))""")


def messages_are_written_up(files):
    readme = files.get("protocol/README.md")
    text = readme.text if readme else ""
    named = set(re.findall(r"`(\w+)`", text)) | set(re.findall(r'"type"\s*:\s*"(\w+)"', text))
    for path in ("protocol/commands.hpp", "protocol/pushes.hpp"):
        for number, hit in files[path].found(TYPE) if path in files else ():
            if hit.group(1) not in named:
                yield path, number, f"`{hit.group(1)}` is not in protocol/README.md"


def keys_of(source):
    """Keys of a file of words, nested ones with their parent's name, by indentation and braces."""
    keys, parents = set(), []
    for line in source.lines:
        hit = KEY.match(line)
        if hit:
            name = next(filter(None, hit.groups()))
            keys.add(".".join([*parents, name]))
            if line.rstrip().endswith("{"):
                parents.append(name)
                continue
        if re.match(r"^\s*\}", line) and parents:
            parents.pop()
    return keys


def languages_say_the_same(files):
    words = {path: keys_of(files[path]) for path in files
             if re.match(WORDS + r"(?:\w+[./])?(?:nl|en|fy)(?:[./_-]\w+)*\.ts$", path)}
    by_part = {}
    for path, keys in words.items():
        part = re.sub(r"\b(nl|en|fy)\b", "*", path[len(WORDS):])
        by_part.setdefault(part, {})[path] = keys
    for part, of_language in by_part.items():
        if len(of_language) != 3:
            yield next(iter(of_language)), 1, f"{part} does not exist in nl, en and fy"
        everything = set().union(*of_language.values())
        for path, keys in of_language.items():
            for key in sorted(everything - keys):
                yield path, 1, f"the words have no '{key}', another language has"


TEST = re.compile(r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\((\w+), (\w+)")
GROUP = re.compile(r"^INSTANTIATE_TEST_SUITE_P\((\w+), (\w+)")
NAMED = re.compile(r"`(?:(\w+)/)?([A-Z]\w+)(?:\.(\w*))?`|`(\w+\.test\.ts)`")


def named_tests_exist(files):
    tests, groups = set(), set()
    for path, source in files.items():
        if path.startswith("tests/") and path.endswith(".cpp"):
            tests |= {hit.groups() for _, hit in source.found(TEST)}
            groups |= {hit.groups() for _, hit in source.found(GROUP)}
    for number, line in enumerate(files["tests/README.md"].lines if "tests/README.md" in files else (), 1):
        cells = line.split("|")
        for hit in NAMED.finditer(cells[2] if len(cells) == 6 else ""):
            group, suite, name, page = hit.groups()
            if page:
                is_there = f"clients/web/tests/{page}" in files
            else:
                is_there = any(suite == one and test.startswith(name or "") for one, test in tests)
                is_there = is_there and (not group or (group, suite) in groups)
            if not is_there:
                yield "tests/README.md", number, f"there is no test called {hit.group(0)}"


def files_of(texts):
    return {path: Source(path, text) for path, text in texts.items()}


A_TEST = "TEST(Kill, FiftyKills) {\nTEST_P(Sweep, EachCall) {\nINSTANTIATE_TEST_SUITE_P(Calls, Sweep,\n"
COMMAND = '  static constexpr std::string_view type = "say";'
NL, EN, FY = WORDS + "nl.ts", WORDS + "en.ts", WORDS + "fy.ts"
RULES = [
    (named_tests_exist,
     [files_of({"tests/a.cpp": A_TEST, "tests/README.md": f"| lost | {name} | | |"})
      for name in ("`Kills`", "`Kill.Sixty`", "`Other/Sweep`", "`gone.test.ts`")],
     [files_of({"tests/a.cpp": A_TEST, "clients/web/tests/x.test.ts": "",
                "tests/README.md": "| lost | `Kill.Fifty`, `Calls/Sweep`, `x.test.ts` | `RC_PARAMS` | |"})]),
    (messages_are_written_up, [files_of({"protocol/commands.hpp": COMMAND, "protocol/README.md": "say it"})],
     [files_of({"protocol/commands.hpp": COMMAND, "protocol/README.md": "| `say` | words |"})]),
    (languages_say_the_same,
     [files_of({NL: "x = {\n  a: 'A',\n  b: {\n    c: 'C',\n  },\n};", EN: "x = {\n  a: 'A',\n  b: {\n  },\n};",
                FY: "x = {\n  a: 'A',\n  b: {\n    c: 'C',\n  },\n};"}),
      files_of({NL: " a: 'A'", EN: " a: 'A'"})],
     [files_of({NL: " a: 'A'", EN: " a: 'B'", FY: " a: 'C'"})]),
]
