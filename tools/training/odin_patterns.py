#!/usr/bin/env python3
"""Writes an image for ODIN that knows nothing, and what it is to learn, as the README of targets/Neuro.Targets/Odin goes through.

    odin_patterns.py OUT_DIR    blank.cmds.hex  the image: neurons 200 and 201, 16 rows of weight 3, everything else off
                                patterns.npz    each pattern with its teacher, one sample each
                                recall.npz      each pattern twice in a row without a teacher; the label is its neuron

Rows 0 to 7 are the pattern of neuron 200, rows 8 to 15 that of neuron 201. A teacher's three virtual events lift v above
theta_mem, so that synapses of rows that then spike go up (spike-driven synaptic plasticity); without it they go down. Samples are
lists of events on ODIN's input AER bus, one a tick. Needs numpy.
"""

import os
import sys

import numpy as np

WRITE, RESET = 1, 5
GATE_ACTIVITY, OPEN_LOOP, REGISTERS = 0, 1, 26
NEURONS, ROWS, WEIGHT = (200, 201), 8, 3
MAPPED = 8


def command(operation, address=0, data=0):
    """48 bits in hexadecimal: {operation 8, a 20, b 20}."""
    return f"{operation << 40 | address << 20 | data:012x}"


def neuron(on):
    """128 bits; a neuron that is off is a LIF neuron whose spikes stay inside."""
    lif, disabled = 1, 1 << 127
    if not on:
        return lif | disabled
    threshold, calcium, theta_mem, thetas = 80 << 9, 1 << 17, 20 << 18, 0 << 26 | 7 << 29 | 7 << 32
    return lif | threshold | calcium | theta_mem | thetas


def image():
    """Commands that program the chip: gate and loop open first, the gate shut last."""
    synapses = np.zeros((256, 256), int)
    for n in NEURONS:
        synapses[: ROWS * len(NEURONS), n] = MAPPED | WEIGHT
    yield command(WRITE, GATE_ACTIVITY, 1)
    yield command(WRITE, OPEN_LOOP, 1)
    for register in range(OPEN_LOOP + 1, REGISTERS):
        yield command(WRITE, register, 0)
    yield command(RESET)
    for n in range(256):
        word = neuron(n in NEURONS)
        # A write sets the neuron's flags from the word as it was before it: the last byte twice leaves those of the whole word.
        for byte in [*range(16), 15]:
            yield command(WRITE, 1 << 18 | 1 << 16 | byte << 8 | n, word >> 8 * byte & 0xFF)
    for row in range(256):
        for pair in range(128):
            low, high = synapses[row, 2 * pair], synapses[row, 2 * pair + 1]
            yield command(WRITE, 1 << 18 | 2 << 16 | (pair & 3) << 13 | row << 5 | pair >> 2, int(high << 4 | low))
    yield command(WRITE, GATE_ACTIVITY, 0)


def spike(row):
    """AER address of a spike of a row."""
    return row << 8 | 0x07


def teacher(n):
    """AER address of a virtual event that excites a neuron by 7: {n, w3, s = 0, l = 0, 001}."""
    return n << 8 | 7 << 5 | 1


def save(path, samples, labels):
    """A list of events: t, i, sample."""
    columns = [(t, address, s) for s, events in enumerate(samples) for t, address in enumerate(events)]
    t, i, sample = np.array(columns, np.int32).T
    np.savez(path, t=t, i=i, sample=sample, labels=np.array(labels, np.int32))


def main(out):
    patterns = [[spike(ROWS * k + r) for r in range(ROWS)] for k in range(len(NEURONS))]
    with open(os.path.join(out, "blank.cmds.hex"), "w", encoding="ascii") as file:
        file.writelines(line + "\n" for line in image())
    save(os.path.join(out, "patterns.npz"), [3 * [teacher(n)] + p for n, p in zip(NEURONS, patterns)], NEURONS)
    save(os.path.join(out, "recall.npz"), [2 * p for p in patterns], NEURONS)


if __name__ == "__main__":
    main(sys.argv[1])
