#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains a tiny ear for a minute and asks whether it has begun to hear.

    smoke_test.py [FONT]        needs PyTorch, numpy, fluidsynth; without PyTorch it says so

It also holds the code against the shipped weights: the network of this folder, with the weights
of models/ear.safetensors, must give the reference outputs of the rig's tests.
"""
import json
import os
import sys
import tempfile

import numpy as np

try:
    import torch
except ImportError:
    sys.exit("smoke test: PyTorch is not installed; nothing was tested")

import cymbals
import judges
from ear_net import Ear
from render import render
from train import teach

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
FONT = "/usr/share/sounds/sf2/default-GM.sf2"
SECONDS = 60


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    return {name: torch.from_numpy(np.frombuffer(
        data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy())
        for name, entry in header.items() if name != "__metadata__"}


def largest_error_of_the_shipped_ear():
    weights = read_safetensors(os.path.join(ROOT, "models", "ear.safetensors"))
    golden = read_safetensors(os.path.join(
        ROOT, "tests", "Actors.Tests", "ReferenceData", "ear", "golden.safetensors"))
    ear = Ear(len(weights["c1.bias"]), len(weights["c2.bias"]), len(weights["d1.bias"])).eval()
    ear.norms = torch.nn.ModuleList(torch.nn.Identity() for _ in range(5))
    ear.drum_norms = torch.nn.ModuleList(torch.nn.Identity() for _ in range(2))
    missing = ear.load_state_dict(weights, strict=False)
    assert not missing.unexpected_keys, missing
    with torch.no_grad():
        heard = ear(golden["samples"][None])
    names = ("note", "onset", "drums")
    return max((part[0] - golden[name]).abs().max().item() for part, name in zip(heard, names))


def judge_told_music_from_noise():
    """What teaches a judge finds a rule that is there, and the rows are that rule."""
    rng = np.random.default_rng(7)
    labels = rng.integers(0, 3, 4000)
    inputs = rng.standard_normal((4000, 23)) + 1.5 * (labels == 1)[:, None] * (np.arange(23) < 4)
    names = np.array([f"{label}-{one % 40}" for one, label in enumerate(labels)])
    first, second, passed = judges.teach("note", inputs, labels, names, .2, seed=7)
    hidden = np.tanh(inputs @ first[:, :-1].T + first[:, -1])
    sure = hidden @ second[0, :-1] + second[0, -1]
    lost = (sure[labels == 1] < 0).mean()
    print(f"of what is no music {passed:.2f} pass, of music {lost:.3f} is lost")
    assert passed < .35 and lost < .03, "it tells nothing from anything"
    truth = {("note", "60"): np.array([1.0, 2.0]), ("hit", "cymbal"): np.array([3.0])}
    assert judges.is_true(truth, "note", "60", 1.98)
    assert not judges.is_true(truth, "note", "61", 1.98)
    assert judges.is_true(truth, "hit", "hat", 3.04)


def main():
    error = largest_error_of_the_shipped_ear()
    print(f"the shipped ear, computed here: largest error {error:.1e}")
    assert error < 1e-4, error
    font = sys.argv[1] if len(sys.argv) > 1 else FONT
    with tempfile.TemporaryDirectory() as folder:
        render(7, 10, [font], folder, mixed=True)
        weights = os.path.join(folder, "tiny.safetensors")
        (notes, _), _, (drums, _) = teach(folder, weights, SECONDS, 8, 12, hours=.2)
        assert notes > .2 and drums > .1, "it has learned nothing in a minute"
        saved = read_safetensors(weights)
        assert saved["c1.weight"].shape == (8, 8, 3, 5)
        assert all(torch.isfinite(tensor).all() for tensor in saved.values())
    rng, ear, heard = np.random.default_rng(7), cymbals.shipped_ear(), []
    for _ in range(20):
        heard += cymbals.examples(ear, rng, *cymbals.played_by_a_kit(rng, []))
    inputs, truth = (np.array(part) for part in zip(*heard))
    right = cymbals.teach(inputs, truth, seed=7)[2]
    print(f"hats right {right[0]:.2f}, cymbals {right[1]:.2f}")
    assert min(right) > .65, "it tells no hat from a cymbal"
    judge_told_music_from_noise()
    print("the smoke test holds")


if __name__ == "__main__":
    main()
