#!/usr/bin/env python3
"""The rules of the house as a test: lengths, boxes, clocks, names, words (CONTRIBUTING.md lists them). Reads every file
that git knows. First each rule has to catch its own bad examples and let its good ones pass, so that a rule that has
gone blind turns red; then the tree. Run by ctest and by `./dev lint`; needs Python 3 and nothing else."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.dont_write_bytecode = True

from tidy import rules_cpp, rules_text, rules_whole  # noqa: E402
from tidy.source import committed  # noqa: E402


def blind_rules():
    for rule, bad, good in rules_text.RULES + rules_cpp.RULES + rules_whole.RULES:
        for example in bad:
            if not list(rule(example)):
                yield f"rule {rule.__name__} does not catch {example!r}"
        for example in good:
            if complaints := list(rule(example)):
                yield f"rule {rule.__name__} complains about {example!r}: {complaints}"


def complaints_about(files):
    for source in files.values():
        for rule, _, _ in rules_text.RULES + rules_cpp.RULES:
            for line, complaint in rule(source):
                yield f"{source.path}:{line}: {complaint} [{rule.__name__}]"
    for rule, _, _ in rules_whole.RULES:
        for path, line, complaint in rule(files):
            yield f"{path}:{line}: {complaint} [{rule.__name__}]"


def main():
    blind = list(blind_rules())
    files = {source.path: source for source in committed(ROOT)}
    complaints = list(complaints_about(files))
    print("\n".join(blind + complaints))
    print(f"tidy: {len(files)} files, {len(complaints)} complaints, {len(blind)} blind rules")
    return 1 if blind or complaints or not files else 0


if __name__ == "__main__":
    sys.exit(main())
