"""W2 as a step loop in PyTorch, dense float32 on the CPU: what one writes without Neuro. Answers each line on stdin with
"seconds spikes" of one run.

usage: torch_w2.py DATA THREADS
"""
import sys
import time

import numpy as np
import torch

path, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)

with open(path, "rb") as f:
    def read(dtype):
        count = int(np.fromfile(f, np.int64, 1)[0])
        return np.fromfile(f, dtype, count)
    header, w1, w2, offsets, indices = (read(t) for t in (np.int32, np.int8, np.int8, np.int32, np.int32))

batch, ticks, inputs, hidden, outputs, decay, threshold1, threshold2 = (int(x) for x in header)
w1 = torch.from_numpy(w1.reshape(inputs, hidden).astype(np.float32))
w2 = torch.from_numpy(w2.reshape(hidden, outputs).astype(np.float32))
x = np.zeros((ticks, batch, inputs), np.float32)
starts = offsets.reshape(batch, ticks + 1)
for sample in range(batch):
    for tick in range(ticks):
        x[tick, sample, indices[starts[sample, tick]:starts[sample, tick + 1]]] = 1
x = torch.from_numpy(x)
beta = decay / 65536


def run():
    v1, v2 = torch.zeros(batch, hidden), torch.zeros(batch, outputs)
    total = 0
    with torch.no_grad():
        for tick in range(ticks):
            v1 = beta * v1 + x[tick] @ w1
            s1 = (v1 > threshold1).float()
            v1 = v1 - s1 * threshold1
            v2 = beta * v2 + s1 @ w2
            s2 = (v2 > threshold2).float()
            v2 = v2 - s2 * threshold2
            total += s1.sum() + s2.sum()
    return int(total)


run()
# Debian's reference BLAS is several times slower than the ones that people run PyTorch with.
with open("/proc/self/maps") as maps:
    loaded = maps.read()
if not any(blas in loaded for blas in ("openblas", "mkl_rt", "blis")):
    sys.exit("PyTorch runs on the reference BLAS here: apt-get install libopenblas0-pthread")
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    total = run()
    print(time.perf_counter() - start, total, flush=True)
