#!/usr/bin/env python3
"""How long a key typed in a draft of 2,000 characters waits for its diagnostics: keystroke.py PROGRAM [LIMIT IN MS].

A client types 200 characters one by one and waits for what is published after each. Prints the median, the 95th
percentile and the slowest in milliseconds; fails if the median is above the limit (20 where none is given). The others
are told and not judged: they speak of what else the machine is doing.
"""

import json
import statistics
import subprocess
import sys
import time

SENTENCES = [
    "6月3日7时20分，建设路与西山街路口塌陷一处，长约4米，没有人受伤。",
    "事件发生后，县领导高度重视，第一时间赶赴现场，全力以赴开展处置工作。",
    "县住建局正在对道路进行抢修，预计6月5日恢复通行，其间请走新华路。",
    "请广大市民不信谣、不传谣，相关情况正在进一步调查中。",
]


def main() -> int:
    limit = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    text = "\n".join(SENTENCES * 20)[:2000]
    server = subprocess.Popen([sys.argv[1], "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        body = json.dumps(message).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        server.stdin.flush()

    def read():
        length = 0
        while line := server.stdout.readline().strip():
            name, value = line.split(b": ")
            if name == b"Content-Length":
                length = int(value)
        return json.loads(server.stdout.read(length))

    def published(version):
        while True:
            message = read()
            if message.get("params", {}).get("version") == version:
                return message["params"]["diagnostics"]

    send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, 1)
    read()
    send("initialized", {})
    document = {"uri": "untitled:draft", "languageId": "plaintext", "version": 0, "text": text}
    send("textDocument/didOpen", {"textDocument": document})
    found = len(published(0))

    waited = []
    middle = text[:1000].count("\n")
    for version in range(1, 201):
        place = {"line": middle, "character": 5}
        change = {"range": {"start": place, "end": place}, "text": "字"}
        begun = time.perf_counter()
        identifier = {"uri": "untitled:draft", "version": version}
        send("textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]})
        published(version)
        waited.append((time.perf_counter() - begun) * 1000)
    send("shutdown", None, 2)
    read()
    send("exit", None)
    server.wait(timeout=10)

    waited.sort()
    median = statistics.median(waited)
    ninety_fifth = waited[len(waited) * 95 // 100]
    print(
        f"keystroke: 2,000 characters, {found} findings, 200 keys: median {median:.1f} ms, "
        f"95% below {ninety_fifth:.1f} ms, slowest {waited[-1]:.1f} ms"
    )
    return 0 if median <= limit else 1


sys.exit(main())
