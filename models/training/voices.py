# SPDX-License-Identifier: Apache-2.0
"""Instruments that nobody built: harmonics, breath and bows, another for every part."""
import numpy as np

RATE = 24_000
HIGHEST = 11_000
AUDIBLE_DB = 22


class Voice:
    """An instrument drawn at random: struck or plucked, or held as long as its key."""

    def __init__(self, rng):
        self.rng, self.struck = rng, rng.random() < .45
        count = int(rng.integers(3, 25))
        self.levels = np.arange(1, count + 1) ** -rng.uniform(.2, 2.2) * np.exp(
            rng.normal(0, .7, count))
        self.levels[1::2] *= rng.choice((1, 1, 1, .1, .35))
        self.bumps = [(self._log(250, 3500), rng.uniform(-10, 14), rng.uniform(.15, .6))
                      for _ in range(rng.integers(0, 4))]
        self.stretch = self._log(1e-5, 8e-4) if self.struck and rng.random() < .6 else 0
        self.attack = self._log(.0015, .015) if self.struck else self._log(.008, .25)
        self.release = self._log(.02, .25)
        self.fall, self.faster = self._log(.5, 9), rng.uniform(0, .5)
        self.vibrato = rng.choice((0, self._log(4, 60))), rng.uniform(4, 7.5), rng.uniform(0, .4)
        self.slide = rng.choice((0, 0, rng.normal(-60, 60))), rng.uniform(.01, .05)
        self.breath = rng.choice((0, 10 ** rng.uniform(-2.5, -.7)))
        self.beside = rng.choice((0, 0, rng.uniform(2, 14)))
        self.tuning = rng.normal(0, 6)

    def seconds(self, key):
        """How long a note is heard at most, however long it is held."""
        return self._fall(key) * AUDIBLE_DB / 60 if self.struck else 99.0

    def play(self, notes, seconds):
        """Sound of notes, its loudest sample 1."""
        sound = np.zeros(int((seconds + 2) * RATE))
        for note in notes:
            tone = self._tone(note.key, note.end - note.start) * (note.velocity / 100) ** 1.5
            at = int(note.start * RATE)
            sound[at:at + len(tone)] += tone[:len(sound) - at]
        sound = sound[:int(seconds * RATE)]
        return sound / max(1e-9, np.abs(sound).max())

    def _fall(self, key):
        return self.fall * 2 ** ((60 - key) / 30)

    def _tone(self, key, held):
        t = np.arange(int((held + 2.5 * self.release) * RATE)) / RATE
        depth, hertz, delay = self.vibrato
        cents = self.tuning + self.slide[0] * np.exp(-t / self.slide[1])
        cents = cents + depth * np.clip((t - delay) / .2, 0, 1) * np.sin(2 * np.pi * hertz * t)
        lowest = 440 * 2 ** ((key - 69) / 12)
        envelope = np.minimum(1, t / self.attack) ** 2 * np.exp(
            -np.maximum(0, t - held) / (self.release / 4))
        sound = self._harmonics(lowest, cents, key, t)
        if self.beside:
            sound = sound + .7 * self._harmonics(lowest, cents + self.beside, key, t)
        if self.breath:
            hiss = np.convolve(self.rng.standard_normal(len(t)), np.full(3, .5), "same")
            decay = np.exp(-t / .08) if self.struck else 1
            sound = sound + hiss * decay * self.breath * np.sqrt(np.mean(sound ** 2))
        return sound * envelope

    def _harmonics(self, lowest, cents, key, t):
        phase = 2 * np.pi * np.cumsum(lowest * 2 ** (cents / 1200)) / RATE + self.rng.uniform(0, 6)
        sound = np.zeros(len(t))
        for number, level in enumerate(self.levels, 1):
            ratio = number * np.sqrt(1 + self.stretch * number ** 2)
            hertz = lowest * ratio
            if hertz > HIGHEST:
                break
            level = level * 10 ** (sum(
                gain * np.exp(-(np.log2(hertz / centre) / width) ** 2)
                for centre, gain, width in self.bumps) / 20)
            tone = level * np.sin(ratio * phase)
            if self.struck:
                fall = self._fall(key) / (1 + self.faster * (number - 1))
                tone *= np.exp(-t * 6.9 / fall)
            sound += tone
        return sound

    def _log(self, low, high):
        return float(np.exp(self.rng.uniform(np.log(low), np.log(high))))
