"""The questions deploy/try_caddy.sh asks: try_caddy_checks.py INNER_PORT OUTER_PORT FOLDER. The server listens on
INNER, Caddy with its own authority on OUTER. Standard library only; exits 1 and says which answer was wrong."""

import base64
import os
import re
import socket
import ssl
import sys
import time
from pathlib import Path

INNER, OUTER, FOLDER = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
AUTHORITY = FOLDER / "caddy/pki/authorities/local/root.crt"
PROXY, STRANGER = "127.0.0.1", "127.0.0.2"
BURST = 200                             # wrong codes an address may try before it has to wait (protocol/limits.hpp)


def secure(line):
    trust = ssl.create_default_context(cafile=str(AUTHORITY))
    return trust.wrap_socket(line, server_hostname="localhost")


def wait_for(what, is_there, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if is_there():
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(f"{what} did not come within {seconds} s")


def connect(port, source):
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(source, 0))


def ask(line, path, *fields):
    host = line.getpeername()[1]
    head = [f"GET {path} HTTP/1.1", f"Host: localhost:{host}", *fields, "", ""]
    line.sendall("\r\n".join(head).encode())


def read_head(line):
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(4096)
        if not more:
            break
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    return head.decode("latin-1"), rest


def status(head):
    return int(head.split(" ", 2)[1]) if " " in head else 0


def get(path, *fields, port=OUTER, source=PROXY):
    line = connect(port, source)
    if port == OUTER:
        line = secure(line)
    with line:
        ask(line, path, *(fields if "Upgrade: websocket" in fields else ("Connection: close", *fields)))
        return read_head(line)[0]


UPGRADE = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
           "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode(), "Sec-WebSocket-Protocol: plekberaad.v1")


def upgrade(code, *fields, port, source=PROXY):
    return get(f"/ws/{code}", *UPGRADE, *fields, port=port, source=source)


def masked(text):
    mask, data = os.urandom(4), text.encode()
    assert len(data) < 126
    return bytes([0x81, 0x80 | len(data)]) + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))


def check(sentence, is_true, seen=""):
    print(("ok    " if is_true else "WRONG ") + sentence)
    if not is_true:
        sys.exit(f"seen: {seen}")


def first_frame(line, rest):
    while len(rest) < 4:
        rest += line.recv(4096)
    return rest


def page_and_socket(code):
    head = get("/")
    check("the page comes over https", status(head) == 200 and "text/html" in head, head)
    check("it asks browsers to stay on https", "strict-transport-security" in head.lower(), head)
    check("it carries a policy for scripts", "content-security-policy" in head.lower(), head)
    with secure(connect(OUTER, PROXY)) as line:
        ask(line, f"/ws/{code}", *UPGRADE, f"Origin: https://localhost:{OUTER}")
        head, rest = read_head(line)
        check("a WebSocket goes through (101)", status(head) == 101, head)
        check("the subprotocol goes through", "plekberaad.v1" in head, head)
        line.sendall(masked('{"type":"hello","protocol":1}'))
        data = first_frame(line, rest)
        check("frames come back", data[0] & 0x0F == 1 and b"{" in data, data)
    with secure(connect(OUTER, PROXY)) as line:
        ask(line, f"/ws/{code}", *UPGRADE, "Origin: https://elsewhere.example")
        head, _ = read_head(line)
        check("another site's page may not open a WebSocket", status(head) == 403, head)


def knocks_until_429(port, source):
    """How many wrong codes are answered before 429, when each knock claims another address; none when never."""
    for knock in range(BURST + 10):
        claim = f"X-Forwarded-For: 203.0.113.{knock % 250}"
        if status(upgrade("WRNGCDEX", claim, f"Origin: https://localhost:{OUTER}", port=port, source=source)) == 429:
            return knock
    return None


def addresses():
    check("a stranger's own X-Forwarded-For changes nothing", knocks_until_429(INNER, STRANGER) is not None)
    time.sleep(2)  # wrong codes are counted over all addresses too: 400 at once, then 20 a second
    check("the proxy's X-Forwarded-For is believed", knocks_until_429(INNER, PROXY) is None)
    check("what a client sends through the proxy is dropped", knocks_until_429(OUTER, PROXY) is not None)


def main():
    wait_for("the server", lambda: status(get("/readyz", port=INNER)) == 200)
    wait_for("Caddy's authority", AUTHORITY.exists)
    wait_for("Caddy", lambda: status(get("/healthz")) == 200)
    code = re.search(r"/k/([A-Za-z0-9]+)", (FOLDER / "serve.log").read_text())
    if not code:
        sys.exit("the server printed no link to a demo room")
    page_and_socket(code.group(1))
    addresses()


if __name__ == "__main__":
    main()
