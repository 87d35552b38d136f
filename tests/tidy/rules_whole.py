"""Rules that need more than one file: every message has its place in protocol/README.md, and every language of the
pages says the same things. A rule takes {path: Source} and yields (path, line, complaint)."""

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


def files_of(texts):
    return {path: Source(path, text) for path, text in texts.items()}


COMMAND = '  static constexpr std::string_view type = "say";'
NL, EN, FY = WORDS + "nl.ts", WORDS + "en.ts", WORDS + "fy.ts"
RULES = [
    (messages_are_written_up, [files_of({"protocol/commands.hpp": COMMAND, "protocol/README.md": "say it"})],
     [files_of({"protocol/commands.hpp": COMMAND, "protocol/README.md": "| `say` | words |"})]),
    (languages_say_the_same,
     [files_of({NL: "x = {\n  a: 'A',\n  b: {\n    c: 'C',\n  },\n};", EN: "x = {\n  a: 'A',\n  b: {\n  },\n};",
                FY: "x = {\n  a: 'A',\n  b: {\n    c: 'C',\n  },\n};"}),
      files_of({NL: " a: 'A'", EN: " a: 'A'"})],
     [files_of({NL: " a: 'A'", EN: " a: 'B'", FY: " a: 'C'"})]),
]
