"""Prints "passed failed skipped" for one suite, from the report its runner left. Called by deploy/dev/test.sh:
count.py KIND REPORT EXIT_CODE, where KIND is junit (ctest), vitest (its JSON) or one (a suite that is one test).
A runner that failed without naming a failed test, or that left no report, counts as one failure."""

import json
import sys
import xml.etree.ElementTree as xml


def of_junit(path):
    passed = failed = skipped = 0
    for case in xml.parse(path).getroot().iter("testcase"):
        status = case.get("status", "")
        if case.find("failure") is not None or case.find("error") is not None or status == "fail":
            failed += 1
        elif case.find("skipped") is not None or status in ("notrun", "disabled"):
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def of_vitest(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    skipped = report.get("numPendingTests", 0) + report.get("numTodoTests", 0)
    return report["numPassedTests"], report["numFailedTests"], skipped


def count(kind, path, code):
    if kind == "one":
        return (1, 0, 0) if code == 0 else (0, 1, 0)
    try:
        passed, failed, skipped = of_junit(path) if kind == "junit" else of_vitest(path)
    except (OSError, ValueError, KeyError, xml.ParseError):
        return 0, 1, 0
    if code != 0 and failed == 0:
        failed = 1
    if passed + failed + skipped == 0:
        failed = 1
    return passed, failed, skipped


if __name__ == "__main__":
    print(*count(sys.argv[1], sys.argv[2], int(sys.argv[3])))
