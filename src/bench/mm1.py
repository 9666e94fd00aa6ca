"""M/M/1 in SimPy, in its two usual forms; prints seconds of real time and the mean time in the system as JSON.

resource: a process per customer that requests a Resource (SimPy's own bank example)
store: two processes, a source that puts into a Store and a server that gets from it
"""

import json
import random
import sys
import time

import simpy

ARRIVAL_RATE = 0.8
SERVICE_RATE = 1.0


def resource(customers, chance):
    env = simpy.Environment()
    server = simpy.Resource(env, capacity=1)
    total = 0.0

    def customer():
        nonlocal total
        arrived = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(chance.expovariate(SERVICE_RATE))
        total += env.now - arrived

    def source():
        for _ in range(customers):
            yield env.timeout(chance.expovariate(ARRIVAL_RATE))
            env.process(customer())

    env.process(source())
    env.run()
    return total / customers


def store(customers, chance):
    env = simpy.Environment()
    queue = simpy.Store(env)
    total = 0.0

    def source():
        for _ in range(customers):
            yield env.timeout(chance.expovariate(ARRIVAL_RATE))
            queue.put(env.now)

    def server():
        nonlocal total
        for _ in range(customers):
            arrived = yield queue.get()
            yield env.timeout(chance.expovariate(SERVICE_RATE))
            total += env.now - arrived

    env.process(source())
    env.process(server())
    env.run()
    return total / customers


form = {"resource": resource, "store": store}[sys.argv[1]]
customers = int(sys.argv[2])
cpu, began = time.process_time(), time.perf_counter()
mean = form(customers, random.Random(int(sys.argv[3])))
print(json.dumps({"seconds": time.perf_counter() - began, "cpuSeconds": time.process_time() - cpu, "count": customers, "meanSeconds": mean}))
