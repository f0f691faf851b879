#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Teaches the judges that tell notes from syllables, and drums from claps and consonants.

    judges.py --music FOLDER... --other FOLDER... [--seed 1] [--kept 0.17]

Prints the rows of src/Actors/Transcription/NoteJudge.cs and HitJudge.cs. MUSIC holds WAV files of
music, each with a JSON file beside it: {"notes": [[start, end, key, ...], ...], "drums": [[start,
key, ...], ...]}, seconds and MIDI keys. OTHER holds WAV files in which there is no note and no
drum: speech, applause, noise, rooms. One channel, 16 bit. What a judge judges by is asked of the
rig itself (`tests/Benchmarks -- judged`), so training and playing are one code path.
"""
import argparse
import glob
import json
import os
import subprocess
import tempfile
import wave

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "..", "..", "tests", "Benchmarks")
NEAR = .05
SHORTEST, LONGEST, BEFORE = 3.0, 30.0, (1.0, 8.0)
BEHIND_ANOTHER = .6
PASSES = 3
HIDDEN = {"note": 10, "hit": 8}
EPOCHS, BATCH, RATE, DECAY = 16, 256, 3e-3, 2e-4

# How much an example counts: a true one, a false one in music, one of what is no music.
TRUE, FALSE_IN_MUSIC, NO_MUSIC = 1.0, .15, .6

# Of true ones that were kept back, the judge may lose this share.
LOST = {"note": .004, "hit": .004}

DRUM_OF_KEY = {35: "kick", 36: "kick", 37: "snare", 38: "snare", 39: "snare", 40: "snare",
               42: "hat", 44: "hat", 46: "hat", 49: "cymbal", 51: "cymbal", 52: "cymbal",
               53: "cymbal", 55: "cymbal", 57: "cymbal", 59: "cymbal"}
ALIKE = {"hat": {"hat", "cymbal"}, "cymbal": {"hat", "cymbal"}, "snare": {"snare", "other"},
         "tom": {"tom", "other"}}


class Sound:
    """A recording, and what is played in it: {name: times}; None where it is no music."""

    def __init__(self, path, truth=None):
        with wave.open(path) as file:
            self.rate, self.name = file.getframerate(), path
            assert file.getnchannels() == 1 and file.getsampwidth() == 2, path
            self.samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        self.truth = truth

    @property
    def seconds(self):
        return len(self.samples) / self.rate


def truth_of(path):
    with open(path) as file:
        score = json.load(file)
    times = {}
    for note in score["notes"]:
        times.setdefault(("note", str(note[2])), []).append(note[0])
    for hit in score["drums"]:
        times.setdefault(("hit", DRUM_OF_KEY.get(hit[1], "other")), []).append(hit[0])
    return {name: np.sort(found) for name, found in times.items()}


def sounds_of(folders, music):
    paths = sorted(path for folder in folders for path in glob.glob(os.path.join(folder, "*.wav")))
    return [Sound(path, truth_of(path[:-4] + ".json") if music else None) for path in paths]


def cuts(sounds, rng):
    """Each sound in pieces, most of them behind a piece of the other kind: (rows, piece, from).

    A judge hears the last seconds too; so it must not hold a note for a syllable because
    somebody spoke before it.
    """
    for one_pass in range(PASSES):
        for sound in sounds:
            at = 0.0
            while at < sound.seconds - 1:
                end = min(sound.seconds, at + rng.uniform(SHORTEST, LONGEST))
                parts, lead = [], 0
                others = [other for other in sounds if other.rate == sound.rate
                          and (other.truth is None) != (sound.truth is None)
                          and other.seconds > 2 * BEFORE[1]]
                if one_pass > 0 and others and rng.random() < BEHIND_ANOTHER:
                    other = others[int(rng.integers(len(others)))]
                    lead = int(rng.uniform(*BEFORE) * sound.rate)
                    first = int(rng.integers(len(other.samples) - lead))
                    parts.append(other.samples[first:first + lead])
                parts.append(sound.samples[int(at * sound.rate):int(end * sound.rate)])
                yield sound, np.concatenate(parts), at, lead / sound.rate
                at = end


def judged(folder, rig):
    """What the rig judged in the WAV files of a folder: (kind, file, seconds, name, inputs)."""
    files = sorted(glob.glob(os.path.join(folder, "*.wav")))
    said = subprocess.run([*rig, "judged", *files], check=True, capture_output=True, text=True)
    for line in said.stdout.splitlines():
        kind, file, seconds, name, *inputs = line.split("\t")
        yield kind, os.path.basename(file), float(seconds), name, [float(x) for x in inputs]


def is_true(truth, kind, name, time):
    for one in ALIKE.get(name, {name}) if kind == "hit" else {name}:
        times = truth.get((kind, one), ())
        at = np.searchsorted(times, time)
        if any(abs(near - time) <= NEAR for near in times[max(0, at - 1):at + 1]):
            return True
    return False


def examples(sounds, rng, rig):
    """{kind: (inputs [N, D], labels [N], the sound's name [N])}; a label is 1 for a true one,
    2 for a false one in music, 0 for what is no music."""
    rows = {"note": [], "hit": []}
    with tempfile.TemporaryDirectory() as folder:
        cut = {}
        for i, (sound, samples, at, lead) in enumerate(cuts(sounds, rng)):
            name = f"{i:06}.wav"
            cut[name] = sound, at, lead
            with wave.open(os.path.join(folder, name), "wb") as file:
                file.setparams((1, 2, sound.rate, len(samples), "NONE", ""))
                file.writeframes(samples.astype("<i2").tobytes())
        for kind, file, time, name, inputs in judged(folder, rig):
            sound, at, lead = cut[file]
            if time > lead + NEAR:
                label = 0 if sound.truth is None else \
                    1 if is_true(sound.truth, kind, name, time - lead + at) else 2
                rows[kind].append((inputs, label, sound.name))
    return {kind: tuple(map(np.array, zip(*found))) for kind, found in rows.items() if found}


def teach(kind, inputs, labels, names, kept, seed):
    """Rows of both layers, the standardising folded in, and what of the kept sounds passes."""
    if not (labels == 1).any():
        raise SystemExit(f"no {kind} of the music was heard: nothing can be taught")
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    unique = np.unique(names)
    back = np.isin(names, rng.permutation(unique)[:max(1, round(kept * len(unique)))])
    mean, spread = inputs[~back].mean(0), inputs[~back].std(0) + 1e-6
    scaled = torch.tensor((inputs - mean) / spread).float()
    truth = torch.tensor(labels == 1).float()
    weight = torch.tensor(np.choose(labels, (NO_MUSIC, TRUE, FALSE_IN_MUSIC))).float()
    net = torch.nn.Sequential(torch.nn.Linear(inputs.shape[1], HIDDEN[kind]), torch.nn.Tanh(),
                              torch.nn.Linear(HIDDEN[kind], 1))
    descent = torch.optim.Adam(net.parameters(), RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        descent.param_groups[0]["lr"] = RATE * (1 - epoch / EPOCHS) + DECAY
        order = np.random.default_rng(epoch).permutation(np.flatnonzero(~back))
        for at in range(0, len(order), BATCH):
            batch = order[at:at + BATCH]
            loss = (torch.nn.functional.binary_cross_entropy_with_logits(
                net(scaled[batch])[:, 0], truth[batch], reduction="none") * weight[batch]).mean()
            descent.zero_grad()
            loss.backward()
            descent.step()
    with torch.no_grad():
        sure = net(scaled)[:, 0].numpy()
    asked = back if (back & (labels == 1)).any() else np.ones_like(back)
    limit = np.quantile(sure[asked & (labels == 1)], LOST[kind])
    others = asked & (labels == 0)
    passed = float((sure[others] >= limit).mean()) if others.any() else float("nan")
    first, second = ([part.detach().double().numpy() for part in net[layer].parameters()]
                     for layer in (0, 2))
    rows = np.column_stack((first[0] / spread, first[1] - (first[0] * mean / spread).sum(1)))
    return rows, np.append(second[0][0], second[1][0] - limit)[None], passed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--music", nargs="+", required=True, help="folders of WAV and JSON")
    parser.add_argument("--other", nargs="+", required=True, help="folders of WAV")
    parser.add_argument("--kept", type=float, default=.17, help="share of the sounds kept back")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rig = ["dotnet", "run", "-c", "Release", "--project", PROJECT, "--"]
    sounds = sounds_of(given.music, True) + sounds_of(given.other, False)
    found = examples(sounds, np.random.default_rng(given.seed), rig)
    for kind, (inputs, labels, names) in found.items():
        *layers, passed = teach(kind, inputs, labels, names, given.kept, given.seed)
        print(f"// {kind}s: {(labels == 1).sum()} true, {(labels == 2).sum()} false in music, "
              f"{(labels == 0).sum()} in no music; of those kept back {passed:.3f} pass")
        for layer in layers:
            for row in layer:
                print(" ".join(f"{value:.4g}f," for value in row))
            print()


if __name__ == "__main__":
    main()
