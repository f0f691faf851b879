# SPDX-License-Identifier: Apache-2.0
"""Teaches an ear from rendered pieces, while more of them are still being rendered."""
import copy
import glob
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from ear_net import CONTEXT, FIELD, HOP, PAST, RATE, Ear
from truth import BYTES, PARTS
from worse import Worse

CROP = 96
CROP_SAMPLES = CONTEXT + FIELD + HOP * (CROP + 7)
NOTE_WEIGHT, ONSET_WEIGHT, DRUM_WEIGHT = 1.5, 6.0, 3.0
THRESHOLDS = (-2, -1.5, -1, -.5, 0, .5, 1)
LOOK_EVERY = 50
KEPT_BACK, KEPT_OF_LITTLE, LITTLE_HOURS = 25, 4, 2
REMEMBERED = .9995
ENOUGH = .02


class Pieces:
    """The rendered pieces on the device; one in 25 is kept back, one in 4 of little
    music. More are taken as they come."""

    def __init__(self, folder, device, hours):
        self.folder, self.device, self.hours, self.files = folder, device, hours, set()
        self.every = KEPT_BACK if hours > LITTLE_HOURS else KEPT_OF_LITTLE
        self.audio = self.truth = None
        self.count, self.offsets = 0, torch.arange(CROP_SAMPLES, device=device)
        self.frames = torch.arange(CROP, device=device)
        self.shifts = torch.arange(7, -1, -1, device=device, dtype=torch.uint8)

    def take(self, most=2):
        """Takes what was rendered since, a few files at a time; says whether there was any."""
        fresh = sorted(set(glob.glob(os.path.join(self.folder, "*.npz"))) - self.files)
        fresh = [path for path in fresh if ".part." not in path][:most]
        for path in fresh:
            with np.load(path) as file:
                self._add(torch.from_numpy(file["audio"]), torch.from_numpy(file["truth"]))
            self.files.add(path)
        return bool(fresh)

    def _add(self, audio, truth):
        if self.audio is None:
            room = len(audio) + int(self.hours * 3600 * RATE / audio.shape[1] * 1.1)
            self.audio = torch.zeros(room, audio.shape[1], dtype=torch.int16, device=self.device)
            self.truth = torch.zeros(
                room, *truth.shape[1:], dtype=torch.uint8, device=self.device)
            self.last_crop = truth.shape[1] - CROP - 4
        end = min(len(self.audio), self.count + len(audio))
        self.audio[self.count:end] = audio[:end - self.count]
        self.truth[self.count:end] = truth[:end - self.count]
        self.count = end

    @property
    def held_out(self):
        return torch.arange(0, self.count, self.every, device=self.device)

    def taught(self, some):
        """Places of pieces to learn from, of numbers 0…1."""
        rest = (some * (self.count - len(self.held_out))).long()
        return rest + rest // (self.every - 1) + 1

    def crops(self, pieces, first):
        """Sound and truth: output frame j of a crop is frame first + j of its piece."""
        at = ((first - PAST) * HOP - CONTEXT)[:, None] + self.offsets
        inside = (at >= 0) & (at < self.audio.shape[1])
        sound = self.audio[pieces[:, None], at.clamp(0, self.audio.shape[1] - 1)].float() / 32768
        packed = self.truth[pieces[:, None], first[:, None] + self.frames]
        told = (packed[..., None] >> self.shifts) & 1
        told = told.reshape(*packed.shape[:2], 8 * BYTES)[..., :sum(PARTS)].float()
        return sound * inside, told


def loss_of(heard, told):
    weights = (NOTE_WEIGHT, ONSET_WEIGHT, DRUM_WEIGHT)
    parts = [F.binary_cross_entropy_with_logits(
        logits.float(), part, pos_weight=part.new_full((1,), weight))
        for logits, part, weight in zip(heard, told.split(PARTS, 2), weights)]
    return parts[0] + .7 * parts[1] + .12 * parts[2]


@torch.no_grad()
def held_out_scores(ear, pieces):
    """Best F of frames for notes, onsets and drums, each with its threshold."""
    heard, truth = [[], [], []], [[], [], []]
    for some in pieces.held_out.split(128):
        for first in range(10, pieces.last_crop, 8 * CROP):
            sound, told = pieces.crops(some, torch.full_like(some, first))
            sound = sound / (sound.abs().amax(1, keepdim=True) + 1e-6) / 2
            for i, (logits, part) in enumerate(zip(ear(sound), told.split(PARTS, 2))):
                heard[i].append(logits.float())
                truth[i].append(part > .5)

    def score(logits, part, threshold):
        said = logits > threshold
        both = (said & part).sum().item()
        return 2 * both / max(1, said.sum().item() + part.sum().item())

    return [max((round(score(torch.cat(h), torch.cat(t), at), 4), at) for at in THRESHOLDS)
            for h, t in zip(heard, truth)]


class Remembered:
    """A network whose weights are the mean of those of the last steps."""

    def __init__(self, ear):
        self.ear, self.steps = copy.deepcopy(ear).eval(), 0
        now, mean = ear.state_dict(), self.ear.state_dict()
        names = [name for name, tensor in now.items()
                 if tensor.is_floating_point() and not name.startswith("front.")]
        self.means, self.nows = [mean[name] for name in names], [now[name] for name in names]

    @torch.no_grad()
    def step(self):
        self.steps += 1
        share = max(1 - REMEMBERED, 1 / (1 + self.steps / 4))
        torch._foreach_mul_(self.means, 1 - share)
        torch._foreach_add_(self.means, self.nows, alpha=share)


def teach(folder, out, seconds, first=32, channels=48, seed=1, hours=17, say=print,
          rendering=lambda: False):
    """Trains for so many seconds and writes OUT, every minute too; gives the held-out scores.

    Begins when a fiftieth of the music is there; RENDERING says whether more is to come, and
    raises what went wrong there.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(seed)
    begun = time.monotonic()
    pieces, worse = Pieces(folder, device, hours), Worse(device, seed)
    while pieces.take(1) or (rendering() and _hours(pieces) < ENOUGH * hours):
        time.sleep(.1)
    if not pieces.count:
        raise SystemExit(f"no music was rendered in {folder}")
    ear = Ear(first, channels).to(device)
    if device == "cuda":
        ear = ear.to(memory_format=torch.channels_last)
        torch.backends.cudnn.benchmark = True
    batch = 256 if device == "cuda" else 4
    mean, step, saved = Remembered(ear), 0, time.monotonic()
    optimizer = torch.optim.AdamW(ear.parameters(), 3e-3, weight_decay=1e-4)
    say(f"{pieces.count} pieces on {device} after {time.monotonic() - begun:.0f} s")
    about = {"licence": "Apache-2.0", "channels": f"{first},{channels}"}
    while (done := (time.monotonic() - begun) / seconds) < 1:
        warm, fall = min(1, (step + 1) / 200), .5 + .5 * math.cos(math.pi * done)
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * warm * fall + 1e-5
        sound, told = _batch(pieces, worse, batch)
        with torch.no_grad():
            front = ear.front(sound)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            heard = ear.heads(front)
        loss = loss_of(heard, told)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(ear.parameters(), 1.0)
        optimizer.step()
        mean.step()
        step += 1
        if step % LOOK_EVERY == 0 and not pieces.take():
            rendering()
        if step % (500 if device == "cuda" else 20) == 0:
            say(f"step {step}, {done:.0%}: loss {loss.item():.4f}, {_hours(pieces):.1f} h")
        if time.monotonic() - saved > 60:
            saved = time.monotonic()
            mean.ear.save(out, trained=f"{_hours(pieces):.1f} h, unfinished", **about)
    mean.ear.save(out, trained=f"{_hours(pieces):.1f} h of random music, seed {seed}", **about)
    scores = held_out_scores(mean.ear, pieces)
    say(f"{step} steps, {_hours(pieces):.1f} h; held out (F, threshold) of notes, onsets, drums: "
        f"{scores}")
    return scores


def _hours(pieces):
    return pieces.count * pieces.audio.shape[1] / RATE / 3600 if pieces.count else 0


def _batch(pieces, worse, count):
    with torch.no_grad():
        which = pieces.taught(worse.uniform(count))
        sound, told = pieces.crops(which, (worse.uniform(count) * pieces.last_crop).long())
        sound = worse(sound)

        # Now and then two pieces at once: more than any composer wrote, or somebody speaks.
        other = torch.randperm(count, device=sound.device, generator=worse.generator)
        mixed = worse.uniform(count, 1) < .12
        sound = torch.where(mixed, sound + sound[other] * 10 ** -worse.uniform(count, 1), sound)
        told = torch.where(mixed[:, :, None], torch.maximum(told, told[other]), told)
    return sound, told
