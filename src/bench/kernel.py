"""Starts a Jupyter kernel as a client does and measures, in seconds from its start: its first kernel_info_reply, its first result.

Called by kernel.ts as: python kernel.py NAME ROUNDS, with JUPYTER_PATH naming the folder of the kernelspec. Prints one JSON object.
"""

import json
import sys
import time

from jupyter_client import KernelManager


def once(name):
    manager = KernelManager(kernel_name=name)
    started = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.kernel_info()
        client.get_shell_msg(timeout=120)
        info = time.perf_counter() - started
        client.execute("1 + 1")
        while client.get_shell_msg(timeout=120)["msg_type"] != "execute_reply":
            pass
        return info, time.perf_counter() - started
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


name, rounds = sys.argv[1], int(sys.argv[2])
times = [once(name) for _ in range(rounds)]
print(json.dumps({"info": [t[0] for t in times], "result": [t[1] for t in times]}))
