"""moto's EventBridge matcher: events against 1,000 rules (those of events.ts); prints seconds and the number of events as JSON."""

import json
import sys
import time

from moto.events.models import EventPattern

RULES = 1_000
EVENTS = 1_000


def pattern(i):
    if i % 4 == 0:
        return {"source": ["shop.orders"], "detail-type": ["placed"], "detail": {"customer": [f"c-{i}"]}}
    if i % 4 == 1:
        return {"source": ["shop.orders"], "detail": {"total": [{"numeric": [">", i, "<=", i + 10]}]}}
    if i % 4 == 2:
        return {"detail": {"sku": [{"prefix": f"p{i}-"}]}}
    return {"detail-type": ["placed"], "detail": {"region": [f"r{i % 200}"], "customer": [{"anything-but": [f"c-{i}"]}]}}


def event(i):
    return {
        "version": "0",
        "id": f"00000000-0000-4000-8000-{i:012}",
        "detail-type": "cancelled" if i % 5 == 0 else "placed",
        "source": "shop.returns" if i % 3 == 0 else "shop.orders",
        "account": "123456789012",
        "time": "2026-01-05T00:00:00Z",
        "region": "us-east-1",
        "resources": [],
        "detail": {
            "customer": f"c-{i * 7 % RULES}",
            "total": i * 13 % RULES,
            "sku": f"p{i * 11 % RULES}-x",
            "region": f"r{i % 200}",
        },
    }


count = int(sys.argv[1])
patterns = [EventPattern.load(json.dumps(pattern(i))) for i in range(RULES)]
events = [event(i) for i in range(EVENTS)]
cpu, began = time.process_time(), time.perf_counter()
matches = 0
for i in range(count):
    matches += sum(each.matches_event(events[i % EVENTS]) for each in patterns)
seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "count": count, "matches": matches}))
