"""W1 in Brian 2, C++ standalone: builds the program; the benchmark then runs it and reads the time that Brian itself reports
(results/last_run_info.txt: the simulation's loop alone, without compiling, loading or making synapses).

usage: brian_w1.py DATA DIRECTORY TICKS_PER_MILLISECOND THREADS
DATA is what the C loop reads (Workloads/PeerData.cs), so that the network is the same; arithmetic is Brian's own, in doubles.
"""
import sys

import numpy as np
from brian2 import (Network, NeuronGroup, SpikeMonitor, Synapses, defaultclock, device, mV, ms, prefs, set_device)

data, directory, per_ms, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def arrays(path):
    types = [np.int32, np.int32, np.int32, np.int32, np.uint16, np.int32, np.uint16]
    with open(path, "rb") as f:
        for t in types:
            count = int(np.fromfile(f, np.int64, 1)[0])
            yield np.fromfile(f, t, count)


_, parameters, v0, exc_rows, exc_targets, inh_rows, inh_targets = arrays(data)
neurons = len(v0)

set_device("cpp_standalone", build_on_run=False)
if threads > 1:
    prefs.devices.cpp_standalone.openmp_threads = threads
defaultclock.dt = 1 * ms / per_ms

El, Vt, Vr = -20 * mV, -50 * mV, -60 * mV
taum, taue, taui = 20 * ms, 5 * ms, 10 * ms
we, wi = 0.458 * mV, -2.546 * mV
equations = """
dv/dt = (ge + gi - (v - El)) / taum : volt (unless refractory)
dge/dt = -ge / taue : volt
dgi/dt = -gi / taui : volt
"""
group = NeuronGroup(neurons, equations, threshold="v > Vt", reset="v = Vr", refractory=5 * ms, method="exact")
group.v = v0 / 16384.0 * mV + El


def connect(rows, targets, on_pre):
    synapses = Synapses(group, group, on_pre=on_pre, delay=defaultclock.dt)
    synapses.connect(i=np.repeat(np.arange(neurons), np.diff(rows)), j=targets.astype(np.int32))
    return synapses


network = Network(group, connect(exc_rows, exc_targets, "ge += we"), connect(inh_rows, inh_targets, "gi += wi"))
spikes = SpikeMonitor(group, record=False)
network.add(spikes)
network.run(1000 * ms)
device.build(directory=directory, compile=True, run=False, debug=False)
