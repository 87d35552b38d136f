"""Rules for every kind of file: lengths, signs, opening paragraph, unfinished work, names, places. A rule takes a
Source and yields (line, complaint); beside it stand examples that must be caught (guide style 4.e.1)."""

import ast
import re

from tidy.source import CPP, SCRIPTS, WEB, Source, without_comments

COLUMNS_MAX = 120
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70


def columns(source):
    prose = source.suffix == ".md"
    if not (source.is_code or prose):
        return
    for number, line in enumerate(source.lines, 1):
        if len(line) > COLUMNS_MAX and not (prose and (line.lstrip().startswith("|") or "](" in line)):
            yield number, f"{len(line)} columns, at most {COLUMNS_MAX}"


def file_length(source):
    if source.is_code and len(source.lines) > FILE_LINES_MAX:
        yield len(source.lines), f"{len(source.lines)} lines, at most {FILE_LINES_MAX}: split by idea"


def signs(source):
    if not source.is_code:
        return
    for number, line in enumerate(source.lines, 1):
        if "\t" in line:
            yield number, "a tab"
        if line != line.rstrip():
            yield number, "space at the end of the line"
    if source.text and not source.text.endswith("\n"):
        yield len(source.lines), "no newline at the end"


def opening(source):
    """Each file says what it is before anything else."""
    if not source.is_code or source.suffix == ".css" or source.name == "__init__.py":
        return
    head = "\n".join(source.lines[:6])
    own_header = source.path.removesuffix(".cpp") + ".hpp"
    if source.suffix == ".cpp" and f'#include "{own_header}"' in head:
        return                          # its header says it
    if not re.search(r"^\s*(//|/\*|#(?!!|include|pragma)|\"\"\"|<!--)", head, re.M):
        yield 1, "no opening paragraph: what is it, who may call it"


def merge_marks(source):
    """What git leaves where two changes met must not be committed."""
    for number, line in enumerate(source.lines, 1):
        if re.match(r"(<{7}|>{7}) \S", line):
            yield number, "the mark of a merge"


CONTROL = re.compile(r"^\s*(?:\}\s*)?(?:else\s+)?(?:if|for|while|switch|catch|do|else|try)\b")
NOT_A_FUNCTION = re.compile(r"\b(namespace|struct|class|enum|union|interface|extern)\b|^\s*(describe|suite)\b|[=,]\s*$")


def braced_functions(source):
    """(first line, lines) of everything that looks like a function body between braces."""
    text = without_comments(source)
    stack, begin, line = [], 0, 1
    for at, sign in enumerate(text):
        if sign == "\n":
            line += 1
        elif sign == "{":
            head = text[begin:at]
            is_body = ("(" in head or head.rstrip().endswith("=>")) and not CONTROL.search(head) \
                and not NOT_A_FUNCTION.search(head)
            stack.append((line, is_body))
            begin = at + 1
        elif sign == "}":
            first, is_body = stack.pop() if stack else (line, False)
            if is_body:
                yield first, line - first + 1
            begin = at + 1
        elif sign == ";":
            begin = at + 1


def python_functions(source):
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def shell_functions(source):
    first = 0
    for number, line in enumerate(source.lines, 1):
        if re.match(r"\w+\(\) [{(]", line):
            first = number
        elif first and re.match(r"[})]", line):
            yield first, number - first + 1
            first = 0


def function_length(source):
    if not source.is_code or source.suffix == ".css":
        return
    find = {".py": python_functions, ".sh": shell_functions}.get(source.suffix, braced_functions)
    for first, lines in find(source):
        if lines > FUNCTION_LINES_MAX:
            yield first, f"a function of {lines} lines, at most {FUNCTION_LINES_MAX}"


# Written with a gap so that this file does not find itself.
MARKERS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b(?!\(#\d+\))")


def unfinished(source):
    for number, hit in source.found(MARKERS):
        yield number, f"{hit.group(0)} without the number of an issue"


FORBIDDEN = re.compile(r"(manager|helper|util|handler)", re.I)


def names(source):
    """Words that say nothing about what a thing is (protocol/GLOSSARY.md)."""
    if source.suffix not in CPP + WEB + SCRIPTS:
        return
    hit = FORBIDDEN.search(source.path)
    if hit:
        yield 1, f"'{hit.group(0)}' in a file's name: name the noun it holds"
    if source.suffix in CPP + WEB:
        for number, hit in source.found(r"(?<![<,] )(?<!<)\b(?:class|struct|interface|enum(?: class)?)\s+(\w+)"):
            if FORBIDDEN.search(hit.group(1)):
                yield number, f"{hit.group(1)}: name what it is, not that it handles"


PLACES = re.compile(r"(?<![A-Za-z.}$\w])/(?:wor[k]|far[m]|roo[t]|hom[e])/|https?://(?:deb|registry|security)\.|"
                    r"\bfar[m]-(?:studio|bench)\b")


def places(source):
    """Nothing here knows the machine it was written on or where its packages came from."""
    for number, hit in source.found(PLACES):
        yield number, f"{hit.group(0)} is a place on somebody's machine or a registry's address"


def lock_file(source):
    if source.name == "package-lock.json":
        for number, _ in source.found(r'"resolved":\s*"https?:'):
            yield number, "names a registry; npm's omit-lockfile-registry-resolved keeps it out"


def many(line, times):
    return (line + "\n") * times


# (rule, examples that it must catch, examples that it must let pass)
RULES = [
    (columns, [Source("a/b.cpp", "// " + "x" * 118), Source("README.md", "y" * 121)],
     [Source("a/b.cpp", "x" * 120), Source("README.md", "| " + "y" * 130 + " |"), Source("a.gen.ts", "z" * 200)]),
    (file_length, [Source("a/b.cpp", many("x", 401))],
     [Source("a/b.cpp", many("x", 400)), Source("a.json", many("x", 999))]),
    (signs, [Source("a.cpp", "x \n"), Source("a.ts", "\tx\n"), Source("a.py", "x")], [Source("a.cpp", "x\n")]),
    (merge_marks, [Source("a.md", "<<<<" "<<< HEAD\n"), Source("a.json", ">>>>" ">>> 1a2b3c (x)\n")],
     [Source("a.md", "<<<\n"), Source("a.cpp", "a >> b;\n")]),
    (opening, [Source("a.cpp", "#include <map>\nint x;\n"), Source("a.ts", "export const a = 1;\n")],
     [Source("a.hpp", "#pragma once\n// What it is.\n"), Source("a/b.cpp", '#include "a/b.hpp"\n'),
      Source("a.svelte", "<!-- What it is. -->\n"),
      Source("x.sh", "#!/bin/bash\n# What it is.\n")]),
    (function_length,
     [Source("a.cpp", "void f() {\n" + many("  g();", 70) + "}\n"),
      Source("a.cpp", "int f(int a) const {\n  if (a) {\n" + many("    g();", 69) + "  }\n}\n"),
      Source("a.ts", "const f = (a) => {\n" + many("g();", 70) + "};\n"),
      Source("a.py", "def f():\n" + many("    pass", 70)),
      Source("a.sh", "f() {\n" + many("  :", 70) + "}\n")],
     [Source("a.cpp", "void f() {\n" + many("  g();", 68) + "}\n"),
      Source("a.cpp", "namespace a {\n" + many("void f();", 90) + "}\n"),
      Source("a.cpp", "void f() {\n  auto s = \"{\";\n}\n" + many("int x;", 80)),
      Source("a.ts", "describe('x', () => {\n" + many("it();", 90) + "});\n")]),
    (unfinished, [Source("a.md", "TO" "DO later"), Source("a.cpp", "// FIX" "ME")],
     [Source("a.cpp", "// TO" "DO(#7) x")]),
    (names, [Source("server/net/socket_util.hpp", "// x"), Source("a.cpp", "class RoomManager {")],
     [Source("a.cpp", "class RoomActor {"), Source("a.cpp", "template <class T, class Handler>"),
      Source("a.md", "helper")]),
    (places, [Source("a.md", "see /wor" "k/main/x"), Source("a.json", '"https://registry' '.example"')],
     [Source("a.md", "clients/work/ and ${HOME}/work/")]),
    (lock_file, [Source("clients/web/package-lock.json", '  "resolved": "https:' '//x.example/a.tgz",')],
     [Source("clients/web/package-lock.json", '  "resolved": "node_modules/a",')]),
]
