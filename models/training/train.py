# SPDX-License-Identifier: Apache-2.0
"""Teaches an ear from rendered pieces: crops, made worse as rooms and microphones do it."""
import glob
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from ear_net import CONTEXT, DRUM_CLASSES, FIELD, HOP, KEYS, PAST, RATE, Ear

CROP = 96
CROP_SAMPLES = CONTEXT + FIELD + HOP * (CROP + 7)
LOWEST_KEY = 21
NOTE_WEIGHT, ONSET_WEIGHT, DRUM_WEIGHT = 1.5, 6.0, 3.0
THRESHOLDS = (-2, -1.5, -1, -.5, 0, .5, 1)


def labels(frames, notes):
    """What sounds, begins and is hit in each frame: [frames, 88], [frames, 88], [frames, 6]."""
    sounds, begins = np.zeros((2, frames, KEYS), bool)
    hits = np.zeros((frames, DRUM_CLASSES), bool)
    for start, end, drum, key, _ in notes:
        first, last = (int(round((t * RATE - 199.5) / HOP)) for t in (start, end))
        at = max(0, first)
        if drum >= 0:
            hits[at:first + 2, int(drum)] = True
        elif 0 <= key - LOWEST_KEY < KEYS:
            key = int(key) - LOWEST_KEY
            sounds[at:max(first + 2, last), key] = True
            begins[at:first + 2, key] = True
    return sounds, begins, hits


class Pieces:
    """All rendered pieces, on the device; one in 25 is kept back."""

    def __init__(self, folder, device, seed):
        audio, truth, self.device = [], [], device
        for path in sorted(glob.glob(os.path.join(folder, "*.npz"))):
            with np.load(path) as file:
                rows = np.split(file["notes"], np.cumsum(file["counts"])[:-1])
                truth += [labels(file["audio"].shape[1] // HOP, row) for row in rows]
                audio.append(file["audio"])
        self.audio = torch.from_numpy(np.concatenate(audio)).to(device)
        self.truth = [torch.from_numpy(np.stack(part)).to(device) for part in zip(*truth)]
        order = torch.randperm(len(self.audio), generator=torch.Generator().manual_seed(seed))
        kept = max(2, len(order) // 25)
        self.held_out, self.taught = order[:kept].to(device), order[kept:].to(device)
        self.last_crop = self.truth[0].shape[1] - CROP - 4

    def crops(self, pieces, first):
        """Sound and truth: output frame j of a crop is frame first + j of its piece."""
        at = ((first - PAST) * HOP - CONTEXT)[:, None]
        at = at + torch.arange(CROP_SAMPLES, device=self.device)
        inside = (at >= 0) & (at < self.audio.shape[1])
        sound = self.audio[pieces[:, None], at.clamp(0, self.audio.shape[1] - 1)].float() / 32768
        frames = first[:, None] + torch.arange(CROP, device=self.device)
        return sound * inside, [part[pieces[:, None], frames].float() for part in self.truth]


class Worse:
    """Another microphone, room, noise, amplifier and level for each crop."""

    def __init__(self, device, seed):
        self.device = device
        self.generator = torch.Generator(device=device).manual_seed(seed)

    def uniform(self, *shape):
        return torch.rand(*shape, device=self.device, generator=self.generator)

    def normal(self, *shape):
        return torch.randn(*shape, device=self.device, generator=self.generator)

    def __call__(self, sound):
        count, length = sound.shape
        some = self.uniform
        spectrum = torch.fft.rfft(sound, n=2 * length) * self._microphone(count, length + 1)
        room = torch.fft.rfft(self._room(count), n=2 * length)
        sound = torch.fft.irfft(spectrum * room, n=2 * length)[:, :length]
        loud = sound.pow(2).mean(1, keepdim=True).sqrt() + 1e-6
        noise = self._noise(count, length) * loud * 10 ** (-1 - 2 * some(count, 1))
        sound = sound + noise * (some(count, 1) < .8)
        drive = 10 ** some(count, 1) / (4 * loud)
        sound = torch.where(some(count, 1) < .15, torch.tanh(sound * drive) / drive, sound)
        peak = sound.abs().amax(1, keepdim=True) + 1e-6
        hiss = 10 ** -4.5 * self.normal(count, length) * some(count, 1) ** 4
        return sound / peak * 10 ** (-3 * some(count, 1)) + hiss

    def _microphone(self, count, bins):
        points = self.normal(count, 1, 9) * 4 * (self.uniform(count, 1, 1) < .8)
        curve = F.interpolate(points, size=1025, mode="linear", align_corners=True)[:, 0]
        share = torch.linspace(0, 1, bins, device=self.device).clamp(min=1e-3)
        place = (torch.log2(share * 1000) / math.log2(1000)).clamp(0, 1) * 1024
        return 10 ** (curve[:, place.long()] / 20)

    def _room(self, count):
        decay = RATE * (.03 + .25 * self.uniform(count, 1))
        tail = self.normal(count, RATE) * torch.exp(
            -torch.arange(RATE, device=self.device) / decay)
        tail = tail / tail.norm(dim=1, keepdim=True) * self.uniform(count, 1) ** 2 * .9
        tail = tail * (self.uniform(count, 1) < .5)
        tail[:, 0] += 1
        return tail

    def _noise(self, count, length):
        white = self.normal(count, length)
        bins = torch.arange(length // 2 + 1, device=self.device).clamp(min=20)
        pink = torch.fft.irfft(torch.fft.rfft(white) / bins ** .5, n=length)
        pink = pink / pink.std(1, keepdim=True)
        return torch.where(self.uniform(count, 1) < .5, white, pink)


def loss_of(heard, truth):
    weights = (NOTE_WEIGHT, ONSET_WEIGHT, DRUM_WEIGHT)
    parts = [F.binary_cross_entropy_with_logits(
        logits.float(), part, pos_weight=torch.tensor(weight, device=part.device))
        for logits, part, weight in zip(heard, truth, weights)]
    return parts[0] + .7 * parts[1] + .12 * parts[2]


@torch.no_grad()
def held_out_scores(ear, pieces):
    """Best F of frames for notes, onsets and drums, each with its threshold."""
    ear.eval()
    heard, truth = [[], [], []], [[], [], []]
    for first in range(10, pieces.last_crop, 4 * CROP):
        start = torch.full((len(pieces.held_out),), first, device=pieces.device)
        sound, parts = pieces.crops(pieces.held_out, start)
        sound = sound / (sound.abs().amax(1, keepdim=True) + 1e-6) / 2
        for i, logits in enumerate(ear(sound)):
            heard[i].append(logits.float().cpu())
            truth[i].append(parts[i].cpu() > .5)
    ear.train()

    def score(logits, part, threshold):
        said = logits > threshold
        both = (said & part).sum().item()
        return 2 * both / max(1, said.sum().item() + part.sum().item())

    return [max((round(score(torch.cat(h), torch.cat(t), at), 4), at) for at in THRESHOLDS)
            for h, t in zip(heard, truth)]


def teach(folder, out, seconds, first=32, channels=48, seed=1, say=print):
    """Trains for so many seconds and writes OUT; gives the held-out scores."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(seed)
    pieces, worse = Pieces(folder, device, seed + 1), Worse(device, seed)
    hours = pieces.audio.numel() / RATE / 3600
    say(f"{len(pieces.audio)} pieces, {hours:.1f} h, on {device}")
    ear = Ear(first, channels).to(device)
    batch = 128 if device == "cuda" else 4
    optimizer = torch.optim.AdamW(ear.parameters(), 3e-3, weight_decay=1e-4)
    begun, step = time.monotonic(), 0
    while (done := (time.monotonic() - begun) / seconds) < 1:
        warm, fall = min(1, (step + 1) / 200), .5 + .5 * math.cos(math.pi * done)
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * warm * fall + 1e-5
        sound, truth = _batch(pieces, worse, batch)
        with torch.no_grad():
            front = ear.front(sound)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            heard = ear.heads(front)
        loss = loss_of(heard, truth)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(ear.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % (500 if device == "cuda" else 20) == 0:
            say(f"step {step}, {done:.0%}: loss {loss.item():.4f}")
    scores = held_out_scores(ear, pieces)
    say(f"{step} steps; held out (F, threshold) of notes, onsets, drums: {scores}")
    ear.eval().save(out, licence="Apache-2.0", channels=f"{first},{channels}",
                    trained=f"{hours:.1f} h of random music, seed {seed}")
    return scores


def _batch(pieces, worse, count):
    with torch.no_grad():
        which = pieces.taught[(worse.uniform(count) * len(pieces.taught)).long()]
        sound, truth = pieces.crops(which, (worse.uniform(count) * pieces.last_crop).long())
        sound = worse(sound)

        # Now and then two pieces at once: more than any composer wrote.
        other = torch.randperm(count, device=sound.device, generator=worse.generator)
        mixed = worse.uniform(count, 1) < .12
        sound = torch.where(mixed, sound + sound[other] * 10 ** -worse.uniform(count, 1), sound)
        truth = [torch.where(mixed[:, :, None], torch.maximum(part, part[other]), part)
                 for part in truth]
    return sound, truth
