#!/usr/bin/env python3
"""Trains the small conventional networks of the conversion tests on MNIST and writes them as .onnx files.

    train_ann.py OUT_DIR --train IMAGES LABELS [--only mlp,cnn,residual,quantised]
    train_ann.py OUT_DIR --only digits        the network of the README: UCI digits (python3-sklearn), 64-24-10

    mlp        784-32-10, ReLU                                                    opset 11, symbolic batch
    cnn        two convolutions with BatchNorm, MaxPool, ReLU; GlobalAveragePool  opset 13, BatchNorm as nodes of their own
    residual   a stem, two residual blocks, average pool                          opset 12, symbolic batch
    quantised  a CNN trained with fake quantisation to 8 bits: QDQ pairs          opset 13, weights per channel

The inputs are images / 255 of shape [batch, 1, 28, 28]. Everything goes through torch.onnx.export. Needs python3-torch and
python3-numpy; minutes on one core. Seeded: a run gives the same file again on the same machine and library versions.
"""

import argparse
import gzip
import os
import warnings

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")


def idx(path):
    """The array of an idx file, gzipped or not."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        content = file.read()
    axes = content[3]
    shape = np.frombuffer(content, ">i4", axes, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(784, 32), nn.Linear(32, 10)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 8, 5, padding=2), nn.BatchNorm2d(8)
        self.conv2, self.bn2 = nn.Conv2d(8, 16, 3, bias=False), nn.BatchNorm2d(16)
        self.drop, self.fc = nn.Dropout(0.25), nn.Linear(16 * 6 * 6, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        x = self.drop(x.view(x.size(0), -1))
        return F.log_softmax(self.fc(x), 1)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        self.skip = nn.Sequential() if inputs == outputs and stride == 1 else nn.Conv2d(inputs, outputs, 1, stride)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.skip(x))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 8, 3, 2, 1)
        self.block1, self.block2 = Block(8, 8, 1), Block(8, 16, 2)
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        x = self.block2(self.block1(F.relu(self.stem(x))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Quantised(nn.Module):
    """A CNN whose activations and weights pass fake quantisation: activations uint8, weights int8 per output channel."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 8, 5, 2, 2), nn.Conv2d(8, 16, 3, 2, 1)
        self.fc = nn.Linear(16 * 7 * 7, 10)
        self.scales = {}
        self.quantise = False

    def activation(self, x, name):
        if not self.quantise:
            self.scales[name] = max(self.scales.get(name, 0.0), float(x.max()))
            return x
        return torch.fake_quantize_per_tensor_affine(x, self.scales[name] / 255, 0, 0, 255)

    def weight(self, w, name):
        if not self.quantise:
            return w
        # While training goes on the scales follow the weights; afterwards they are constants of the model.
        if self.training:
            self.scales[name] = w.detach().flatten(1).abs().amax(1) / 127
        scale = self.scales[name]
        return torch.fake_quantize_per_channel_affine(w, scale, torch.zeros(len(scale), dtype=torch.int32), 0, -128, 127)

    def forward(self, x):
        x = self.activation(x, "input")
        x = self.activation(F.relu(F.conv2d(x, self.weight(self.conv1.weight, "w1"), self.conv1.bias, 2, 2)), "conv1")
        x = self.activation(F.relu(F.conv2d(x, self.weight(self.conv2.weight, "w2"), self.conv2.bias, 2, 1)), "conv2")
        return F.linear(torch.flatten(x, 1), self.weight(self.fc.weight, "w3"), self.fc.bias)


def train(model, images, labels, epochs, rate=2e-3, shift=2):
    optimiser = torch.optim.Adam(model.parameters(), rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    model.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(images)).split(64):
            # The same shift for a whole batch.
            dy, dx = torch.randint(-shift, shift + 1, (2,)).tolist()
            x = torch.roll(images[batch], (dy, dx), (2, 3))
            loss = F.cross_entropy(model(x), labels[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        schedule.step()
    return model.eval()


def export(model, path, opset, **options):
    torch.onnx.export(model, torch.zeros(1, 1, 28, 28), path, opset_version=opset, input_names=["image"],
                      output_names=["logits"], dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}}, **options)


def digits(out):
    """Trained on the digits that the demo's test file leaves out: every fifth is held out there."""
    from sklearn.datasets import load_digits
    torch.manual_seed(1)
    data = load_digits()
    kept = np.arange(len(data.target)) % 5 != 0
    images = torch.tensor((data.data[kept] / 16).astype(np.float32)).reshape(-1, 1, 8, 8)
    model = nn.Sequential(nn.Flatten(), nn.Linear(64, 24), nn.ReLU(), nn.Linear(24, 10))
    train(model, images, torch.tensor(data.target[kept]), 60, shift=0)
    path = os.path.join(out, "digits.onnx")
    torch.onnx.export(model, torch.zeros(1, 1, 8, 8), path, opset_version=13, input_names=["image"], output_names=["logits"],
                      dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
    print(path, os.path.getsize(path), "bytes")


def make(name, images, labels, out):
    torch.manual_seed(1)
    path = os.path.join(out, f"mnist-{name}.onnx")
    if name == "mlp":
        model = train(Mlp(), images, labels, 25, shift=0)
        export(model, path, 11)
    elif name == "cnn":
        model = train(Cnn(), images, labels, 12)
        export(model, path, 13, training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
    elif name == "residual":
        model = train(Residual(), images, labels, 20, 4e-3, shift=1)
        export(model, path, 12)
    else:
        model = train(Quantised(), images, labels, 10)
        model.scales = {}
        model(images)
        model.quantise = True
        model = train(model, images, labels, 3, 2e-4)
        model.train()
        model(images[:1])
        model.eval()
        export(model, path, 13, do_constant_folding=False)
    return model, path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--train", nargs=2, metavar=("IMAGES", "LABELS"))
    parser.add_argument("--test", nargs=2, metavar=("IMAGES", "LABELS"))
    parser.add_argument("--only", default="mlp,cnn,residual,quantised")
    arguments = parser.parse_args()

    def load(paths):
        images = torch.tensor(idx(paths[0]).astype(np.float32) / 255)[:, None]
        return images, torch.tensor(idx(paths[1]).astype(np.int64))

    torch.set_num_threads(1)
    if arguments.only == "digits":
        return digits(arguments.out)
    if not arguments.train:
        parser.error("--train names the images and labels to train on")
    images, labels = load(arguments.train)
    for name in arguments.only.split(","):
        model, path = make(name, images, labels, arguments.out)
        print(path, os.path.getsize(path), "bytes")
        if arguments.test:
            test, truth = load(arguments.test)
            with torch.no_grad():
                answers = model(test).argmax(1)
            print(f"  {int((answers == truth).sum())} of {len(truth)} right")


if __name__ == "__main__":
    main()
