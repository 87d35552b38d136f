"""Prints "passed failed skipped" for one suite, from the report its runner left. Called by deploy/dev/test.sh:
count.py KIND REPORT EXIT_CODE, where KIND is junit (ctest), vitest (its JSON) or one (a suite that is one test).
A runner that failed without naming a failed test, or that left no report, counts as one failure.
count.py skips KIND REPORT prints instead one line for each reason for which tests of the suite were skipped.
count.py failures KIND REPORT prints each failed test and the beginning of what it said, so that the end of a long run
tells what to look at."""

import collections
import json
import re
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


def skips_of_junit(path):
    for case in xml.parse(path).getroot().iter("testcase"):
        if case.find("skipped") is None and case.get("status", "") not in ("notrun", "disabled"):
            continue
        said = re.search(r": Skipped\n(.+)", case.findtext("system-out") or "")
        yield case.get("name", "?"), said.group(1) if said else "no reason given"


def skips_of_vitest(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    for suite in report["testResults"]:
        for case in suite["assertionResults"]:
            if case["status"] in ("pending", "skipped", "todo"):
                yield case["fullName"], "left out in its file"


def skips(kind, path):
    """"N not run: REASON (first test, second test, ...)" for each reason."""
    by_reason = collections.defaultdict(list)
    try:
        for name, reason in [] if kind == "one" else skips_of_junit(path) if kind == "junit" else skips_of_vitest(path):
            by_reason[reason].append(name)
    except (OSError, ValueError, KeyError, xml.ParseError):
        return []  # count() has made a failure of it
    return [f"{len(names)} not run: {reason} ({', '.join(names[:3])}{', ...' if len(names) > 3 else ''})"
            for reason, names in by_reason.items()]


def failures_of_junit(path):
    for case in xml.parse(path).getroot().iter("testcase"):
        if case.find("failure") is None and case.find("error") is None and case.get("status", "") != "fail":
            continue
        lines = (case.findtext("system-out") or "").splitlines()
        told = [at for at, line in enumerate(lines) if "Failure" in line or "ERROR" in line or "FAILED" in line]
        yield case.get("name", "?"), lines[told[0]:] if told else lines[-LINES_TOLD:]


def failures_of_vitest(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    for suite in report["testResults"]:
        if suite["status"] == "failed" and not suite["assertionResults"]:
            yield suite["name"], (suite.get("message") or "").splitlines()
        for case in suite["assertionResults"]:
            if case["status"] == "failed":
                yield case["fullName"], "\n".join(case.get("failureMessages") or []).splitlines()


LINES_TOLD = 25


def failures(kind, path):
    """The lines to print: the name of each failed test, and under it what it said, cut short."""
    try:
        found = [] if kind == "one" else failures_of_junit(path) if kind == "junit" else failures_of_vitest(path)
        return [line for name, said in found
                for line in (name, *(f"    {told[:300]}" for told in said[:LINES_TOLD]))]
    except (OSError, ValueError, KeyError, xml.ParseError) as error:
        return [f"the report of this suite cannot be read: {error}"]


if __name__ == "__main__":
    if sys.argv[1] == "skips":
        print(*skips(sys.argv[2], sys.argv[3]), sep="\n")
    elif sys.argv[1] == "failures":
        print(*failures(sys.argv[2], sys.argv[3]), sep="\n")
    else:
        print(*count(sys.argv[1], sys.argv[2], int(sys.argv[3])))
