#!/usr/bin/env python3
"""Trains the small spiking networks that this repository ships, and writes them as .nir files.

    train_lif.py digits OUT_DIR               UCI digits (from scikit-learn): the demo's network and its held-out images
    train_lif.py digits-odin OUT_DIR          a smaller one whose inputs only excite, without biases: tests' network for ODIN
    train_lif.py digits-if OUT_DIR            the same with 64 IF neurons, no biases: for chips whose neurons do not decay
    train_lif.py mnist OUT_DIR --data MNIST   two idx files of MNIST images and labels: the regression tests' network

A network is Affine -> LIF -> Affine -> LIF, trained by backpropagation through time with a surrogate gradient. The update is
forward Euler with dt = 1 ms and a reset to zero (what `--dialect norse` means):

    v <- v (1 - dt/tau) + (dt/tau) r x,    spike where v > 1, then v = 0,    tau = 10 ms, r = tau/dt

so that a unit of input moves v by one; IF neurons keep v from tick to tick. Images become spikes by error diffusion
(`--encoder rate`): each pixel integrates its intensity and fires when it reaches one. The class is the output neuron with the
most spikes.

Needs numpy and h5py; `digits` needs scikit-learn (python3-sklearn) for the images. Seeded: a run gives the same file again on the
same machine and library versions.
"""

import argparse
import gzip
import os

import h5py
import numpy as np

TICKS = 25
DT = 1e-3
TAU = 10e-3
DECAY = 1 - DT / TAU
SURROGATE_SLOPE = 5.0


def encode(images):
    """Error diffusion: [sample, pixel] in 0..1 -> spikes [tick, sample, pixel]."""
    spikes = np.zeros((TICKS,) + images.shape, np.float32)
    charge = np.zeros(images.shape)
    for t in range(TICKS):
        charge += images
        spikes[t] = charge >= 1
        charge -= spikes[t]
    return spikes


def layer_forward(current, decay):
    """Membranes just before the reset, and spikes, of a layer driven by current [tick, sample, neuron]."""
    membrane = np.zeros_like(current)
    spikes = np.zeros_like(current)
    v = np.zeros_like(current[0])
    for t in range(TICKS):
        v = decay * v + current[t]
        membrane[t] = v
        spikes[t] = v > 1
        v = v * (1 - spikes[t])
    return membrane, spikes


def layer_backward(membrane, spikes, grad_spikes, decay):
    """Gradient of the current. The spike's derivative is a fast sigmoid's; the reset is taken as constant."""
    surrogate = 1 / (1 + SURROGATE_SLOPE * np.abs(membrane - 1)) ** 2
    grad_current = np.zeros_like(membrane)
    grad_v = np.zeros_like(membrane[0])
    for t in reversed(range(TICKS)):
        grad_v = grad_spikes[t] * surrogate[t] + decay * (1 - spikes[t]) * grad_v
        grad_current[t] = grad_v
    return grad_current


class Network:
    def __init__(self, inputs, hidden, outputs, rng, leaky):
        self.leaky, self.decay = leaky, DECAY if leaky else 1.0
        self.weights = {
            "fc1.weight": rng.normal(0, 1.0 / np.sqrt(inputs), (hidden, inputs)).astype(np.float32),
            "fc1.bias": np.zeros(hidden, np.float32),
            "fc2.weight": rng.normal(0, 1.0 / np.sqrt(hidden), (outputs, hidden)).astype(np.float32),
            "fc2.bias": np.zeros(outputs, np.float32),
        }
        self.moments = {k: (np.zeros_like(w), np.zeros_like(w)) for k, w in self.weights.items()}
        self.steps = 0
        self.excites = False
        self.excites = False

    def forward(self, x):
        w = self.weights
        m1, s1 = layer_forward(x @ w["fc1.weight"].T + w["fc1.bias"], self.decay)
        m2, s2 = layer_forward(s1 @ w["fc2.weight"].T + w["fc2.bias"], self.decay)
        return m1, s1, m2, s2

    def train_batch(self, x, labels, rate):
        m1, s1, m2, s2 = self.forward(x)
        logits = s2.sum(0) * (10.0 / TICKS)
        p = np.exp(logits - logits.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        grad = p.copy()
        grad[np.arange(len(labels)), labels] -= 1
        grad *= 10.0 / TICKS / len(labels)
        g2 = layer_backward(m2, s2, np.broadcast_to(grad, s2.shape), self.decay)
        g1 = layer_backward(m1, s1, g2 @ self.weights["fc2.weight"], self.decay)
        flat = lambda a: a.reshape(-1, a.shape[-1])
        self.adam({
            "fc1.weight": flat(g1).T @ flat(x), "fc1.bias": flat(g1).sum(0),
            "fc2.weight": flat(g2).T @ flat(s1), "fc2.bias": flat(g2).sum(0),
        }, rate)

    def excite(self):
        """Makes it a network whose inputs only excite and that has no biases, and keeps it one."""
        self.excites = True
        for k, w in self.weights.items():
            self.weights[k] = 0 * w if k.endswith("bias") else 0.4 * np.abs(w) if k == "fc1.weight" else w

    def adam(self, grads, rate):
        self.steps += 1
        for k, g in grads.items():
            m, v = self.moments[k]
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            if (self.excites or not self.leaky) and k.endswith("bias"):
                continue
            self.weights[k] -= rate * (m / (1 - 0.9 ** self.steps)) / (np.sqrt(v / (1 - 0.999 ** self.steps)) + 1e-8)
            if self.excites and k == "fc1.weight":
                np.maximum(self.weights[k], 0, out=self.weights[k])

    def accuracy(self, images, labels):
        right = 0
        for i in range(0, len(images), 500):
            counts = self.forward(encode(images[i:i + 500]))[3].sum(0)
            right += (counts.argmax(1) == labels[i:i + 500]).sum()
        return right / len(images)


def train(images, labels, hidden, epochs, seed, jitter, leaky=True, excites=False):
    """Trains on shifted copies of the images (by up to `jitter` pixels), so that few samples suffice."""
    rng = np.random.default_rng(seed)
    net = Network(images.shape[1], hidden, 10, rng, leaky)
    if excites:
        net.excite()
    side = int(np.sqrt(images.shape[1]))
    for epoch in range(epochs):
        rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        order = rng.permutation(len(images))
        for i in range(0, len(order), 64):
            pick = order[i:i + 64]
            batch = images[pick].reshape(-1, side, side)
            if jitter:
                dy, dx = rng.integers(-jitter, jitter + 1, 2)
                batch = np.roll(batch, (dy, dx), (1, 2))
            net.train_batch(encode(batch.reshape(len(pick), -1)), labels[pick], rate)
    return net


def write_nir(path, net):
    """The layout that nir.read expects (NIR 1.0): /version and one NIRGraph under /node."""
    w = net.weights
    nodes = {
        "input": ("Input", {"shape": np.array([w["fc1.weight"].shape[1]])}),
        "fc1": ("Affine", {"weight": w["fc1.weight"], "bias": w["fc1.bias"]}),
        "lif1": neurons(net, len(w["fc1.bias"])),
        "fc2": ("Affine", {"weight": w["fc2.weight"], "bias": w["fc2.bias"]}),
        "lif2": neurons(net, len(w["fc2.bias"])),
        "output": ("Output", {"shape": np.array([len(w["fc2.bias"])])}),
    }
    if not net.leaky:
        nodes = {name.replace("lif", "if"): node for name, node in nodes.items()}
        for name in ("fc1", "fc2"):
            nodes[name] = ("Linear", {"weight": w[f"{name}.weight"]})
    names = list(nodes)
    with h5py.File(path, "w") as file:
        file.create_dataset("version", data="1.0", dtype=h5py.string_dtype())
        graph = file.create_group("node")
        graph.create_dataset("type", data="NIRGraph", dtype=h5py.string_dtype())
        graph.create_dataset("edges", data=list(zip(names, names[1:])), dtype=h5py.string_dtype())
        group = graph.create_group("nodes")
        for name, (kind, arrays) in nodes.items():
            node = group.create_group(name)
            node.create_dataset("type", data=kind, dtype=h5py.string_dtype())
            for key, value in arrays.items():
                node.create_dataset(key, data=value, compression="gzip" if value.size > 64 else None)


def neurons(net, n):
    full = lambda x: np.full(n, x, np.float32)
    if not net.leaky:
        return "IF", {"r": full(1), "v_threshold": full(1), "v_reset": full(0)}
    return "LIF", {"tau": full(TAU), "r": full(TAU / DT), "v_leak": full(0), "v_threshold": full(1), "v_reset": full(0)}


def digits(out, leaky):
    from sklearn.datasets import load_digits
    data = load_digits()
    images, labels = (data.data / 16).astype(np.float32), data.target
    held_out = np.arange(len(images)) % 5 == 0
    net = train(images[~held_out], labels[~held_out], hidden=96 if leaky else 64, epochs=60, seed=1, jitter=0, leaky=leaky)
    print(f"digits: float accuracy {net.accuracy(images[held_out], labels[held_out]):.4f} on {held_out.sum()} held-out images")
    write_nir(os.path.join(out, "digits.nir" if leaky else "digits-if.nir"), net)
    if not leaky:
        return
    np.savez_compressed(os.path.join(out, "digits-test.npz"), x=images[held_out], labels=labels[held_out].astype(np.uint8))


def digits_odin(out):
    from sklearn.datasets import load_digits
    data = load_digits()
    images, labels = (data.data / 16).astype(np.float32), data.target
    held_out = np.arange(len(images)) % 5 == 0
    net = train(images[~held_out], labels[~held_out], hidden=80, epochs=60, seed=1, jitter=0, excites=True)
    accuracy = net.accuracy(images[held_out], labels[held_out])
    print(f"digits-odin: float accuracy {accuracy:.4f} on {held_out.sum()} held-out images")
    write_nir(os.path.join(out, "digits-odin.nir"), net)


def digits_odin(out):
    from sklearn.datasets import load_digits
    data = load_digits()
    images, labels = (data.data / 16).astype(np.float32), data.target
    held_out = np.arange(len(images)) % 5 == 0
    net = train(images[~held_out], labels[~held_out], hidden=80, epochs=60, seed=1, jitter=0, excites=True)
    accuracy = net.accuracy(images[held_out], labels[held_out])
    print(f"digits-odin: float accuracy {accuracy:.4f} on {held_out.sum()} held-out images")
    write_nir(os.path.join(out, "digits-odin.nir"), net)


def read_idx(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        data = file.read()
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def mnist(out, folder):
    images, labels = (read_idx(os.path.join(folder, f"train3750-{k}-ubyte.gz")) for k in ("images-idx3", "labels-idx1"))
    images = (images.reshape(len(images), -1) / 255.0).astype(np.float32)
    net = train(images, labels.astype(int), hidden=128, epochs=40, seed=1, jitter=1)
    write_nir(os.path.join(out, "mnist.nir"), net)
    print(f"mnist: float accuracy {net.accuracy(images, labels):.4f} on the {len(images)} training images")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["digits", "digits-odin", "digits-if", "mnist"])
    parser.add_argument("out")
    parser.add_argument("--data", help="folder with train3750-images-idx3-ubyte.gz and train3750-labels-idx1-ubyte.gz")
    arguments = parser.parse_args()
    os.makedirs(arguments.out, exist_ok=True)
    if arguments.what == "digits-odin":
        digits_odin(arguments.out)
    elif arguments.what.startswith("digits"):
        digits(arguments.out, leaky=arguments.what == "digits")
    else:
        mnist(arguments.out, arguments.data)
