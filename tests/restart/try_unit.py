"""The real unit under a real systemd: it is installed as deploy/README.md says, in a small Debian
of its own (systemd-nspawn), sixty rehearsed people and who leads them come in, the server gets SIGKILL, and systemd
brings it back. Prints how long that took; ends with 0 when it was below the goals and nothing was lost.

Run as root by `./dev kill --unit [--times N]`. Uses ports 8080 and 9090 of loopback. Takes some minutes the first time.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

PAGES = "http://127.0.0.1:8080/readyz"
METRICS = "http://127.0.0.1:9090/metrics"
READY_GOAL, BACK_GOAL = 2.0, 5.0  # seconds after the kill
EVERYBODY = 61
# Only what a rehearsal needs more than the unit gives: rooms without a password, and figures to count lines by.
ALSO = "--limits relaxed --admin-listen 127.0.0.1:9090"


def libraries(program):
    """The Debian packages that hold the shared libraries of the program."""
    listed = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    paths = [os.path.realpath(path) for path in re.findall(r"=> (/\S+)", listed)]
    found = [path if known(path) else path.removeprefix("/usr") for path in paths]
    said = subprocess.run(["dpkg-query", "-S", *found], check=True, capture_output=True, text=True).stdout
    return sorted({line.split(":")[0] for line in said.splitlines()})


def known(path):
    return subprocess.run(["dpkg-query", "-S", path], capture_output=True).returncode == 0


def make_root(root, program):
    if not os.path.exists(f"{root}/usr/lib/systemd/systemd"):
        shutil.rmtree(root, ignore_errors=True)
        packages = ["systemd", "systemd-sysv", "dbus", *libraries(program)]
        subprocess.run(["debootstrap", "--variant=minbase", "--include=" + ",".join(packages), "bookworm", root],
                       check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["chroot", root, "useradd", "--system", "--home-dir", "/var/lib/plekberaad", "--shell",
                        "/usr/sbin/nologin", "plekberaad"], check=True)
    shutil.rmtree(f"{root}/var/lib/plekberaad", ignore_errors=True)
    subprocess.run(["install", "-m", "755", program, f"{root}/usr/local/bin/plekberaad"], check=True)


def install_unit(root, house):
    with open(f"{house}/deploy/plekberaad.service", encoding="utf-8") as file:
        unit = file.read()
    start, found = re.subn(r"(--trusted-proxy \S+)", rf"\1 {ALSO}", unit)
    if found != 1:
        sys.exit("the unit's ExecStart is not as this test knows it")
    with open(f"{root}/etc/systemd/system/plekberaad.service", "w", encoding="utf-8") as file:
        file.write(start)


def answer(url):
    try:
        with urllib.request.urlopen(url, timeout=1) as page:
            return page.read().decode()
    except (urllib.error.URLError, OSError):
        return None


def are_all_back():
    """In the room and up to date again, and not a line alone that is open. Each process counts from nothing."""
    metrics = answer(METRICS) or ""
    def count(name):
        return sum(int(value) for value in re.findall(rf"\n{name}(?:\{{[^}}]*\}})? (\d+)", metrics))
    return min(count("plekberaad_lines"), count("plekberaad_catch_ups_total")) >= EVERYBODY


def seconds_until(since, is_so):
    while not is_so():
        if time.monotonic() - since > 60:
            sys.exit("waited 60 s in vain")
        time.sleep(0.01)
    return time.monotonic() - since


class Machine:
    """A booted Debian; it shares the network of this one."""

    def __init__(self, root):
        self.nspawn = subprocess.Popen(["systemd-nspawn", "-q", "-D", root, "--register=no", "--keep-unit", "--boot"],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        seconds_until(time.monotonic(), lambda: self.init() and self.systemctl("is-system-running").stdout.strip()
                      in ("running", "degraded"))

    def init(self):
        """The process that is number 1 inside, by its number outside."""
        with open(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children", encoding="utf-8") as file:
            return file.read().split()[0:1]

    def systemctl(self, *words):
        return subprocess.run(["nsenter", "-t", self.init()[0], "-m", "-p", "-u", "-i", "--", "systemctl", *words],
                              capture_output=True, text=True)

    def end(self):
        self.nspawn.send_signal(signal.SIGTERM)
        self.nspawn.wait()


def crash_times(machine, program, times):
    if (started := machine.systemctl("restart", "plekberaad")).returncode != 0:
        sys.exit(f"systemd does not start the unit: {started.stderr}")
    seconds_until(time.monotonic(), lambda: answer(PAGES) is not None)
    minutes = str((10 + 8 * times) / 60)
    evening = subprocess.Popen([program, "rehearse", "--server", "ws://127.0.0.1:8080", "--people", "60",
                                "--minutes", minutes])
    seconds_until(time.monotonic(), are_all_back)
    good = True
    for crash in range(1, times + 1):
        time.sleep(2)  # the evening goes on
        died = time.monotonic()
        machine.systemctl("kill", "--signal=KILL", "plekberaad")
        seconds_until(died, lambda: answer(PAGES) is None)
        ready = seconds_until(died, lambda: answer(PAGES) is not None)
        back = seconds_until(died, are_all_back)
        good = good and ready < READY_GOAL and back < BACK_GOAL
        print(f"crash {crash}: systemd brought it back in {ready:.2f} s, all {EVERYBODY} people after {back:.2f} s",
              flush=True)
    return evening.wait() == 0 and good


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--program", required=True)
    asked.add_argument("--house", required=True, help="the checkout")
    asked.add_argument("--root", required=True, help="folder for the small Debian, kept for the next time")
    asked.add_argument("--times", type=int, default=3)
    given = asked.parse_args()
    make_root(given.root, given.program)
    install_unit(given.root, given.house)
    machine = Machine(given.root)
    try:
        good = crash_times(machine, given.program, given.times)
    finally:
        machine.end()
    print("good" if good else "NOT GOOD")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
