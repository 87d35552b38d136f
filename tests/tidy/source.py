"""One committed file as the tidy rules see it, and the small tools the rules share. Pure but for `committed`."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

CPP = (".cpp", ".hpp")
WEB = (".ts", ".svelte")
SCRIPTS = (".py", ".sh")
CODE = CPP + WEB + SCRIPTS + (".css",)
NOT_OURS = re.compile(r"(^|/)package-lock\.json$|^LICENSE$|^tests/data/|^clients/web/public/|\.svg$|\.room$|/lists/")
GENERATED = re.compile(r"\.gen\.|^protocol/(golden/|asyncapi|openapi)|^tests/golden/")


@dataclass(frozen=True)
class Source:
    path: str
    text: str

    @property
    def suffix(self):
        return ".sh" if self.path in ("dev", ".ci/run") else Path(self.path).suffix

    @property
    def name(self):
        return Path(self.path).name

    @property
    def lines(self):
        return self.text.splitlines()

    @property
    def is_generated(self):
        return bool(GENERATED.search(self.path))

    @property
    def is_code(self):
        return self.suffix in CODE and not self.is_generated

    def within(self, *folders):
        return any(self.path.startswith(folder) for folder in folders)

    def found(self, pattern):
        """(line number, match) of every hit, line by line."""
        for number, line in enumerate(self.lines, 1):
            for hit in re.finditer(pattern, line):
                yield number, hit


def without_comments(source):
    """The text with comments and texts blanked, line numbers kept. Good enough for C++ and TypeScript."""
    pattern = re.compile(
        r"""//[^\n]*|/\*.*?\*/|<!--.*?-->|R"(\w*)\(.*?\)\1"|"""
        r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.S)

    def blank(hit):
        return re.sub(r"[^\n]", " ", hit.group(0))

    # A sign between digits is a separator in C++ (5'000), not the start of a text.
    return pattern.sub(blank, re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", source.text))


def committed(root):
    """Every file git knows here and that still stands, as text; pictures and other bytes are left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
    for path in sorted(filter(None, listed.decode().split("\0"))):
        if NOT_OURS.search(path) and not path.endswith("package-lock.json"):
            continue
        try:
            yield Source(path, (root / path).read_text(encoding="utf-8"))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
