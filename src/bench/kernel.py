"""Starts a Jupyter kernel as a client does and measures, in seconds: from its start, its first kernel_info_reply and its first result; then cells.

Called by kernel.ts as: python kernel.py NAME, with JUPYTER_PATH naming the folder of the kernelspec and, on standard input, a JSON list of
cells {name, code, expect, times}; TURN in a code stands for how often the cell has run. A cell counts when it succeeded and what it printed contains `expect`. Prints one JSON object {times: {info, result, NAME: [...]},
failed: {NAME: what it printed}}.
"""

import json
import queue
import re
import sys
import time

from jupyter_client import KernelManager

LIMIT_S = 60
LATE_S = 2  # for outputs that come after a kernel has called itself idle
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def shown(content):
    """The text of an output message, without colours."""
    text = content.get("text") or content.get("data", {}).get("text/plain") or "\n".join(content.get("traceback", []))
    return COLOUR.sub("", str(text))


def run(client, code, expect):
    """Seconds until the reply of a cell, whether it succeeded, and what it has printed: until it went idle, and a little longer for a kernel that says so too soon."""
    started = time.perf_counter()
    sent = client.execute(code)
    while True:
        reply = client.get_shell_msg(timeout=LIMIT_S)
        if reply["parent_header"].get("msg_id") == sent:
            break
    seconds = time.perf_counter() - started
    succeeded = reply["content"]["status"] == "ok"
    printed = ""
    limit = LIMIT_S
    while True:
        try:
            message = client.get_iopub_msg(timeout=limit)
        except queue.Empty:
            return seconds, succeeded, printed
        if message["parent_header"].get("msg_id") != sent:
            continue
        if message["msg_type"] in ("stream", "execute_result", "display_data", "error"):
            printed += shown(message["content"])
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            limit = LATE_S
        if limit == LATE_S and expect in printed:
            return seconds, succeeded, printed


def measure(client, started, cells):
    client.kernel_info()
    client.get_shell_msg(timeout=LIMIT_S)
    times = {"info": [time.perf_counter() - started], **{cell["name"]: [] for cell in cells}}
    failed = {}
    for cell in cells:
        taken = times[cell["name"]]
        for turn in range(cell["times"]):
            try:
                code = cell["code"].replace("TURN", str(turn))
                seconds, succeeded, printed = run(client, code, cell["expect"])
            except queue.Empty:
                failed[cell["name"]] = f"no answer in {LIMIT_S} s"
                return {"times": times, "failed": failed}  # a kernel that hangs is asked no more
            if cell["name"] == "result":
                seconds = time.perf_counter() - started
            if not succeeded or cell["expect"] not in printed:
                failed[cell["name"]] = printed.strip()[:300] or "printed nothing"
                break
            taken.append(seconds)
    return {"times": times, "failed": failed}


manager = KernelManager(kernel_name=sys.argv[1])
began = time.perf_counter()
manager.start_kernel()
kernel = manager.client()
kernel.start_channels()
try:
    print(json.dumps(measure(kernel, began, json.load(sys.stdin))))
finally:
    kernel.stop_channels()
    manager.shutdown_kernel(now=True)
