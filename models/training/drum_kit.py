# SPDX-License-Identifier: Apache-2.0
"""Drums made of noise and sines: a kit of its own for every piece, for no sound font holds all."""
import numpy as np

from instruments import CYMBALS, HATS, KICKS, SNARES, TOMS

RATE = 24_000
RIDES, BELL, OPEN_HAT, PEDAL_HAT, STICK = (51, 59, 53), 53, 46, 44, 37
SECONDS = 1.6


class Kit:
    """The sounds of a kit, each made when it is first asked for."""

    def __init__(self, rng):
        self.rng, self.sounds = rng, {}

    def play(self, notes, seconds):
        """notes of (start, key, velocity) gives samples −1…1."""
        sound = np.zeros(int((seconds + SECONDS + 1) * RATE))
        for start, key, velocity in notes:
            hit, at = self._sound(key), int(start * RATE)
            sound[at:at + len(hit)] += hit * (velocity / 100) ** 1.6
        sound = sound[:int(seconds * RATE)]
        return sound / max(1e-9, np.abs(sound).max())

    def _sound(self, key):
        if key not in self.sounds:
            level = 10 ** (self.rng.uniform(-8, 4) / 20)
            self.sounds[key] = self._make(key) * level
        return self.sounds[key]

    def _make(self, key):
        if key in HATS:
            return .3 * self._hat(key)
        if key in RIDES:
            return .3 * self._ride(key)
        if key in CYMBALS:
            return .6 * self._crash()
        if key in KICKS:
            return .9 * self._skin(self._log(42, 70), self._log(.05, .2))
        if key in TOMS:
            return .9 * self._skin(self._log(75, 260), self._log(.08, .3))
        if key in SNARES:
            return .7 * self._snare(key)
        return .5 * _unit(self._partials(
            self._log(200, 1500), 4000, int(self.rng.integers(1, 6)), self._log(.02, .2)))

    def _hat(self, key):
        rng = self.rng
        fall = self._log(.12, .45) if key == OPEN_HAT else self._log(.006, .055)
        rise = rng.uniform(.005, .02) if key == PEDAL_HAT else rng.choice((0, .002, .012))
        low = self._log(2500, 7500)
        sound = _unit(self._band(low, low * rng.uniform(1.6, 4)))
        sound = sound + rng.uniform(0, .5) * _unit(self._band(800, 4000))
        if rng.random() < .5:
            sound = sound + rng.uniform(0, .7) * _unit(self._partials(2500, 11_000, 12, 9.))
        return _unit(sound * _falling(fall, rise))

    def _ride(self, key):
        rng, low = self.rng, self._log(1500, 5500)
        wash = _unit(self._band(low, low * rng.uniform(1.8, 5))) * _falling(self._log(.15, .8))
        stick = _unit(self._band(self._log(2500, 7000), 11_500)) * _falling(self._log(.008, .04))
        ping = _unit(self._partials(
            self._log(400, 2500), 9000, int(rng.integers(4, 16)), self._log(.08, .6)))
        bell = 3 if key == BELL else 1
        return _unit(wash * self._log(.15, 1) + stick * rng.uniform(0, 1)
                     + bell * ping * self._log(.05, 1))

    def _crash(self):
        fall, rise = self._log(.25, 1.2), self.rng.choice((0, .01, .04))
        wash = _unit(self._band(self._log(500, 3000), 11_500)) * _falling(fall, rise)
        return _unit(wash + .4 * _unit(self._partials(600, 9000, 14, fall)))

    def _skin(self, hertz, fall):
        rng, t = self.rng, _times()
        sweep = hertz * (1 + rng.uniform(.3, 3) * np.exp(-t / self._log(.01, .04)))
        body = np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * _falling(fall)
        click = _unit(self._band(500, self._log(1500, 9000))) * _falling(self._log(.003, .02))
        return _unit(body + rng.uniform(0, .4) * click)

    def _snare(self, key):
        if key == STICK:
            return _unit(self._partials(500, 3500, 5, .02)
                         + .5 * self._band(800, 6000) * _falling(.008))
        t, hertz = _times(), self._log(150, 300)
        body = np.sin(2 * np.pi * hertz * t * (1 + .2 * np.exp(-t / .01)))
        wires = _unit(self._band(self._log(500, 2000), self._log(5000, 11_500)))
        return _unit(body * _falling(self._log(.03, .12)) * self.rng.uniform(0, 1)
                     + wires * _falling(self._log(.03, .16)))

    def _band(self, low, high):
        spectrum = np.fft.rfft(self.rng.standard_normal(len(_times())))
        hertz = np.fft.rfftfreq(len(_times()), 1 / RATE) + 1e-9
        edges = 1 / np.sqrt((1 + (low / hertz) ** 4) * (1 + (hertz / min(high, 11_800)) ** 4))
        return np.fft.irfft(spectrum * edges, len(_times()))

    def _partials(self, low, high, count, fall):
        rng, t = self.rng, _times()
        hertz = np.exp(rng.uniform(np.log(low), np.log(high), count))
        return sum(
            rng.uniform(.3, 1) * np.sin(2 * np.pi * one * t + rng.uniform(0, 6))
            * np.exp(-t / (fall * rng.uniform(.5, 1.5))) for one in hertz)

    def _log(self, low, high):
        return float(np.exp(self.rng.uniform(np.log(low), np.log(high))))


def _times():
    return np.arange(int(SECONDS * RATE)) / RATE


def _falling(fall, rise=0.):
    t = _times()
    return np.exp(-t / fall) * (np.minimum(1, t / rise) if rise > 0 else 1)


def _unit(sound):
    return sound / max(1e-9, np.abs(sound).max())
