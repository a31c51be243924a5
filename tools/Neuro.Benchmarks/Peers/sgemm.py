"""The product of a batch of inputs with a matrix, float32, by the BLAS behind numpy. Answers each line on stdin with "seconds sum":
the time of one product and the sum of its last row.

usage: sgemm.py DATA
"""
import sys
import time

import numpy as np

with open(sys.argv[1], "rb") as f:
    def read():
        count = int(np.fromfile(f, np.int64, 1)[0])
        return np.fromfile(f, np.int32, count)
    header, x, w = read(), read(), read()

size, batch, repetitions = (int(n) for n in header)
x = x.reshape(batch, size).astype(np.float32)
w = w.reshape(size, size).astype(np.float32)
y = np.empty((batch, size), np.float32)
np.dot(x, w, out=y)
# Debian's reference BLAS is several times slower than the ones that people use.
with open("/proc/self/maps") as maps:
    loaded = maps.read()
if not any(blas in loaded for blas in ("openblas", "mkl_rt", "blis")):
    sys.exit("numpy runs on the reference BLAS here: apt-get install libopenblas0-pthread")
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for _ in range(repetitions):
        np.dot(x, w, out=y)
    print((time.perf_counter() - start) / repetitions, float(y[-1].astype(np.float64).sum()), flush=True)
