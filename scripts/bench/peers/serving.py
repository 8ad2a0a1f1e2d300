"""What the twins of serve.ts in Python do when a model is there."""

import json
import sys
import time


def serve(facts, works):
    """Says the facts, and from then on does what a line of standard input names, for so many seconds as it says."""
    print(json.dumps(facts), flush=True)
    for line in sys.stdin:
        what, least = line.split()
        start, done, took = time.perf_counter(), 0, 0.0
        while done == 0 or took < float(least):
            done += works[what]()
            took = time.perf_counter() - start
        print(json.dumps({"rate": done / took}), flush=True)
