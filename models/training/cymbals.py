#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Teaches the judge that tells a hat from a cymbal by how it rings.

    cymbals.py [--pieces 400] [--font F.sf2]... [--seed 1]

Prints the rows of src/Actors/Transcription/RingJudge.cs. Its candidates are what the shipped ear
takes for a hat or a cymbal in random drumming under random music; its inputs are computed as there.
"""
import argparse
import os
import tempfile

import numpy as np
import torch

from drum_kit import RATE, Kit
from ear_net import CONTEXT, FIELD, HOP, PAST, Ear
from instruments import CLASS_OF_DRUM, HATS
from pieces import Composer, without_overlaps
from render import render

HERE = os.path.dirname(os.path.abspath(__file__))
KICK, SNARE, HAT, CYMBAL = 0, 1, 2, 4
OPEN_HAT = 46
SECONDS = 20.0
BLOCK, EDGE_HZ, QUALITIES = 160, 6500, (.54119610014619701, 1.3065629648763766)
PEAK, WINDOWS = (-7, 27), ((-40, -7), (33, 53), (53, 73), (73, 93), (93, 113))
FLOOR_END, FLOOR_BLOCKS, FLOOR_MEAN = 6, 148, 4
THRESHOLDS = {HAT: .4, CYMBAL: .5}
APART, NEAR = .04, .04
HIDDEN = 8


def shipped_ear():
    """The ear of models/ear.safetensors, its batch norms folded in."""
    from smoke_test import read_safetensors
    weights = read_safetensors(os.path.join(HERE, "..", "ear.safetensors"))
    ear = Ear(len(weights["c1.bias"]), len(weights["c2.bias"]), len(weights["d1.bias"])).eval()
    ear.norms = torch.nn.ModuleList(torch.nn.Identity() for _ in range(5))
    ear.drum_norms = torch.nn.ModuleList(torch.nn.Identity() for _ in range(2))
    ear.load_state_dict(weights, strict=False)
    return ear


def drum_logits(ear, sound):
    """Logits [T, 6] of a sound; row k is frame k, centred on sample 320 k + 199.5."""
    frames = (len(sound) - FIELD) // HOP - 2
    padded = np.concatenate((np.zeros(CONTEXT + PAST * HOP), sound)).astype("f4")
    with torch.no_grad():
        front = ear.front(torch.from_numpy(padded)[None])
        return ear._drums(front)[0, :frames].numpy()


def high_power(sound):
    """Power above 6.5 kHz in blocks of 160 samples, as HighBand hears it."""
    spectrum = np.fft.rfft(sound, 2 * len(sound))
    z = np.exp(-1j * np.pi * np.arange(len(spectrum)) / len(sound))
    omega = 2 * np.pi * EDGE_HZ / RATE
    for quality in QUALITIES:
        alpha, cosine = np.sin(omega) / (2 * quality), np.cos(omega)
        top = (1 + cosine) / 2 * (1 - z) ** 2
        spectrum *= top / (1 + alpha - 2 * cosine * z + (1 - alpha) * z ** 2)
    high = np.fft.irfft(spectrum)[:len(sound) // BLOCK * BLOCK]
    return (high.reshape(-1, BLOCK) ** 2).mean(1)


def inputs(power, logits, time):
    """The eight inputs of a hit at a time, in seconds."""
    block = time * RATE / BLOCK

    def window(begin, end):
        first = max(0, int(round(block + begin * .15)))
        return power[first:max(first + 1, int(round(block + end * .15)))]

    def below(value):
        return np.clip(10 * np.log10(value + 1e-12) - peak, -50, 10) / 10

    peak = 10 * np.log10(window(*PEAK).max() + 1e-12)
    end = int(round(block)) - FLOOR_END
    means = [power[at:at + FLOOR_MEAN].mean()
             for at in range(max(0, end - FLOOR_BLOCKS), end - FLOOR_MEAN + 1, FLOOR_MEAN)]
    frame = int(round((time * RATE - 199.5) / HOP))
    around = logits[max(0, frame - 1):frame + 2].max(0)
    return [*(below(window(*one).mean()) for one in WINDOWS), below(min(means, default=0)),
            around[KICK] / 3, around[SNARE] / 3]


def candidates(logits):
    """Times, in seconds, of what the ear takes for a hat or a cymbal."""
    found = []
    for drum, threshold in THRESHOLDS.items():
        row, least = logits[:, drum], np.log(threshold / (1 - threshold))
        peaks = (row[1:-1] > row[:-2]) & (row[1:-1] >= row[2:]) & (row[1:-1] >= least)
        found += [((k + 1) * HOP + 199.5) / RATE for k in np.flatnonzero(peaks)]
    apart = []
    for time in sorted(found):
        if not apart or time - apart[-1] >= APART:
            apart.append(time)
    return apart


def drumming(rng):
    """Random drumming, its notes in order."""
    composer = Composer(rng, SECONDS - 1)
    composer._drumming()
    return without_overlaps(composer.notes)


def played_by_fonts(fonts, minutes, seed):
    """Pieces by sound fonts, drums and all: (sound, (time, class, key) of its drums)."""
    with tempfile.TemporaryDirectory() as folder:
        with np.load(render(seed, minutes, fonts, folder, SECONDS)) as file:
            rows = np.split(file["notes"], np.cumsum(file["counts"])[:-1])
            return [(sound / 32768, [(row[0], int(row[2]), int(row[3])) for row in part
                                     if row[2] >= 0]) for sound, part in zip(file["audio"], rows)]


def played_by_a_kit(rng, music):
    notes = drumming(rng)
    sound = Kit(rng).play([(one.start, one.key, one.velocity) for one in notes], SECONDS)
    if music and rng.random() < .75:
        under = music[int(rng.integers(len(music)))][0]
        gain = np.std(sound) / max(1e-6, np.std(under)) * 10 ** (rng.uniform(-10, 12) / 20)
        sound = sound + under[:len(sound)] * gain
    return sound, [(one.start, CLASS_OF_DRUM.get(one.key, 5), one.key) for one in notes]


def recorded(rng, sound):
    """As a microphone hears it: other colours, a little noise, another level."""
    spectrum = np.fft.rfft(sound)
    octaves = np.log2(np.arange(len(spectrum)) / len(spectrum) * 1000 + 1)
    colour = np.interp(octaves, np.linspace(0, 10, 12), rng.normal(0, 4, 12))
    sound = np.fft.irfft(spectrum * 10 ** (colour / 20), len(sound))
    noise = rng.standard_normal(len(sound)) * np.std(sound) * 10 ** rng.uniform(-3.2, -1.6)
    sound = sound + noise
    return sound / np.abs(sound).max() * 10 ** rng.uniform(-1.5, -.1)


def examples(ear, rng, sound, truth):
    logits, power = drum_logits(ear, sound), high_power(sound)
    hats = [time for time, drum, _ in truth if drum == HAT]
    cymbals = [time for time, drum, _ in truth if drum == CYMBAL]
    opened = [time for time, _, key in truth if key == OPEN_HAT and key in HATS]

    def near(times, at):
        return any(abs(time - at) < NEAR for time in times)

    for at in candidates(logits):
        # An open hat rings as a cymbal does: few of them, or nothing is told from anything.
        if .5 <= at <= SECONDS - .5 and not (near(opened, at) and rng.random() < .7):
            yield inputs(power, logits, at), (near(hats, at), near(cymbals, at))


def teach(x, y, seed):
    """Rows of both layers, the standardising of the inputs folded in, and held-out accuracy."""
    torch.manual_seed(seed)
    mean, spread = x.mean(0), x.std(0) + 1e-3
    order = np.random.default_rng(seed).permutation(len(x))
    kept, taught = order[:len(x) // 6], order[len(x) // 6:]
    scaled, truth = torch.tensor((x - mean) / spread).float(), torch.tensor(y).float()
    net = torch.nn.Sequential(
        torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, 2))
    descent = torch.optim.AdamW(net.parameters(), .01, weight_decay=1e-3)
    for step in range(2000):
        if step == 1500:
            descent.param_groups[0]["lr"] = .002
        batch = torch.from_numpy(np.random.default_rng(step).choice(taught, 1024))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            net(scaled[batch]), truth[batch])
        descent.zero_grad()
        loss.backward()
        descent.step()
    with torch.no_grad():
        right = ((net(scaled[kept]) > 0) == (truth[kept] > .5)).float().mean(0).tolist()
    weight, bias = (part.detach().double().numpy() for part in net[0].parameters())
    first = np.column_stack((weight / spread, bias - (weight * mean / spread).sum(1)))
    weight, bias = (part.detach().double().numpy() for part in net[2].parameters())
    return first, np.column_stack((weight, bias)), right


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pieces", type=int, default=400, help="of 20 s")
    parser.add_argument("--font", action="append", default=[], help="a sound font; also plays")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng, ear, x, y = np.random.default_rng(given.seed), shipped_ear(), [], []
    music = played_by_fonts(given.font, given.pieces * SECONDS / 180, given.seed) \
        if given.font else []
    for piece in range(given.pieces):
        by_font = music and rng.random() < .38
        sound, truth = music[piece % len(music)] if by_font else played_by_a_kit(rng, music)
        for one, told in examples(ear, rng, recorded(rng, sound), truth):
            x.append(one)
            y.append(told)
    first, second, (hats, cymbals) = teach(np.array(x), np.array(y), given.seed)
    print(f"// {len(x)} hits; held out: hats right {hats:.3f}, cymbals {cymbals:.3f}")
    for layer in (first, second):
        for row in layer:
            print(" ".join(f"{value:.4g}f," for value in row))
        print()


if __name__ == "__main__":
    main()
