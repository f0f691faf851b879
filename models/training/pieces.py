# SPDX-License-Identifier: Apache-2.0
"""Random music that nobody wrote, to teach an ear: notes with their times.

A piece is a list of Note. Everything is drawn from the generator that is given, so a seed gives
the same music again. No recording and no MIDI file of anybody is used.
"""
from dataclasses import dataclass

import numpy as np

from instruments import (BASSES, CHOIRS, CHORDAL, COMPASS, CYMBALS, DRUMS, HATS, KICKS, LINES,
                         OTHERS, RIDES, SNARES, TOMS)

SCALES = (
    (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10),
    (0, 2, 4, 5, 7, 9, 10), (0, 2, 3, 5, 7, 8, 11), (0, 3, 5, 6, 7, 10), (0, 2, 4, 7, 9),
    (0, 1, 4, 5, 7, 8, 10), (0, 2, 4, 6, 8, 10), tuple(range(12)),
)
SCALE_WEIGHTS = (.24, .14, .1, .1, .07, .07, .1, .04, .04, .1)
CHORDS = (
    (0, 4, 7), (0, 3, 7), (0, 4, 7, 11), (0, 3, 7, 10), (0, 4, 7, 10), (0, 3, 6, 10),
    (0, 3, 6, 9), (0, 5, 7), (0, 2, 7), (0, 4, 8), (0, 4, 7, 10, 14), (0, 3, 7, 10, 14), (0, 7),
)


@dataclass(frozen=True, order=True)
class Note:
    """A note: seconds, General MIDI program (or DRUMS), MIDI key and velocity."""

    start: float
    end: float
    program: int
    key: int
    velocity: int


class Composer:
    """Writes one piece: a key, a tempo, a loop of chords, and parts upon them."""

    def __init__(self, rng, seconds):
        self.rng, self.seconds, self.notes = rng, seconds, []
        self.beat = 60 / np.exp(rng.uniform(np.log(55), np.log(190)))
        self.meter = int(rng.choice((4, 4, 4, 3, 6)))
        self.bars = int(seconds / (self.beat * self.meter)) + 1
        self.jitter = float(rng.choice((0, .006, .015, .03)))
        self.swing = float(rng.choice((0, 0, .33)))
        tonic = int(rng.integers(12))
        scale = SCALES[rng.choice(len(SCALES), p=SCALE_WEIGHTS)]
        self.tones = sorted({(tonic + step) % 12 for step in scale})
        loop = [self._chord() for _ in range(int(rng.choice((1, 2, 4, 4, 8))))]
        self.chords = [loop[bar % len(loop)] for bar in range(self.bars)]

    def write(self):
        """The whole piece, its notes in order."""
        kind = self.rng.choice(
            ("line", "chords", "duo", "band", "chaos", "chorale", "drumming"),
            p=(.16, .18, .16, .3, .09, .08, .03))
        getattr(self, "_" + str(kind))()
        if kind == "band" or (kind != "drumming" and self.rng.random() < .15):
            self._drumming()
        return without_overlaps(self.notes)

    def _line(self):
        self._melody(self._one_of(LINES), self.rng.choice((.5, 1, 1, 2)),
                     self.rng.uniform(0, .3), self.rng.choice((.4, .9, 1.)))

    def _chords(self):
        program = self._one_of(CHORDAL)
        self._accompany(program)
        self._melody(program, 1, .2, .95)
        if self.rng.random() < .5:
            self._bass(program if COMPASS.get(program, (36, 96))[0] < 45 else 0)

    def _duo(self):
        self._melody(self._one_of(LINES), self.rng.choice((.5, 1, 2)), .2, .95)
        if self.rng.random() < .6:
            self._accompany(self._one_of(CHORDAL))
        else:
            self._melody(self._one_of(LINES), self.rng.choice((.5, 1)), .2, .95)

    def _band(self):
        self._melody(self._one_of(LINES), self.rng.choice((.5, 1, 1, 2)),
                     self.rng.uniform(.1, .5), .95)
        self._accompany(self._one_of(CHORDAL))
        self._bass(self._one_of(BASSES))

    def _chorale(self):
        """Four voices that move together, each to a tone of the chord that is near."""
        rng, program = self.rng, self._one_of(CHOIRS)
        loud, tied, steps = rng.uniform(50, 110), rng.uniform(0, .6), (.5, 1, 1, 2, 2, 2, 4)
        step, times = float(steps[rng.integers(len(steps))]), [0.0]
        while times[-1] < self.bars * self.meter:
            times.append(times[-1] + step * (2 if rng.random() < .15 else 1))
        mixed = rng.random() < .3
        for voice, low in enumerate((58, 50, 43, 30)):
            program = self._one_of(CHOIRS) if mixed else program
            key, begun = None, 0.0
            for at in times:
                root, shape = self._chord_at(at)
                pool = self.tones if voice == 0 and rng.random() < .3 else (
                    [root] if voice == 3 and rng.random() < .7 else [root + i for i in shape])
                aim = low + 8 + rng.integers(12) if key is None else key + rng.integers(-4, 5)
                after = nearest(pool, min(max(aim, low + 6), low + 22))
                if key is not None and not (after == key and rng.random() < tied):
                    self._add(self._time(begun), (at - begun) * self.beat * rng.uniform(.9, 1),
                              program, key, loud + rng.normal(0, 6))
                    begun = at
                key = after

    def _drumming(self):
        self._drums()
        # A pedal may keep time under a ride.
        if self.rng.random() < .6 and any(note.key in RIDES for note in self.notes):
            loud, every = self.rng.uniform(45, 105), int(self.rng.choice((1, 2, 2)))
            for beat in range(every - 1, self.bars * self.meter, every):
                at = self._time(beat)
                if at < self.seconds - .05:
                    self.notes.append(Note(at, at + .1, DRUMS, 44, int(np.clip(
                        loud + self.rng.normal(0, 10), 20, 127))))

    def _chaos(self):
        for _ in range(self.rng.integers(1, 5)):
            program, at = self._one_of(LINES + CHORDAL), 0.0
            low, high = COMPASS.get(program, (36, 96))
            pause = np.exp(self.rng.uniform(np.log(.06), 0))
            while at < self.seconds:
                length = np.exp(self.rng.uniform(np.log(.06), np.log(3)))
                self._add(at, length, program, self.rng.integers(low, high + 1),
                          self.rng.uniform(25, 127))
                at += self.rng.exponential(pause)

    def _one_of(self, pool):
        return int(pool[self.rng.integers(len(pool))])

    def _chord(self):
        root = int(self.rng.choice(self.tones))
        fitting = [c for c in CHORDS if all((root + i) % 12 in self.tones for i in c)]
        pool = fitting if fitting and self.rng.random() < .7 else CHORDS
        return root, pool[self.rng.integers(len(pool))]

    def _chord_at(self, position):
        return self.chords[min(self.bars - 1, int(position // self.meter))]

    def _time(self, position):
        """Seconds of a place in beats, with swing and unsteady hands."""
        if self.swing and abs(position % 1 - .5) < .01:
            position += self.swing / 4
        return max(0.0, position * self.beat + self.rng.normal(0, self.jitter + 1e-9))

    def _add(self, start, length, program, key, velocity):
        low, high = COMPASS.get(program, (36, 96))
        key = int(key)
        key += 12 * max(0, -((key - low) // 12))
        key -= 12 * max(0, -((high - key) // 12))
        if low <= key and start < self.seconds - .05:
            end = min(self.seconds, start + max(.04, length))
            self.notes.append(Note(start, end, program, key, int(np.clip(velocity, 12, 127))))

    def _melody(self, program, density, rest, gate):
        low, high = COMPASS.get(program, (36, 96))
        quarter = (high - low) // 4
        key, position = int(self.rng.integers(low + quarter, high - quarter + 1)), 0.0
        octave = self.rng.random() < .08
        loud, spread = self.rng.uniform(45, 115), self.rng.uniform(2, 22)
        while position < self.bars * self.meter:
            step = float(self.rng.choice(
                (.25, .5, 1, 1.5, 2, 3, 1 / 3), p=(.16, .32, .25, .08, .1, .04, .05))) / density
            if self.rng.random() >= rest:
                root, shape = self._chord_at(position)
                pool = (self.tones if self.rng.random() < .6
                        else [(root + i) % 12 for i in shape])
                leap = self.rng.choice((1, 2, 3, 5, 7, 12), p=(.3, .3, .18, .1, .08, .04))
                aim = nearest(pool, key + leap * self.rng.choice((-1, 1)))
                key = aim if low <= aim <= high else key
                at, length = self._time(position), step * self.beat * gate
                length *= self.rng.uniform(.7, 1.05)
                for one in (key, key + 12) if octave else (key,):
                    self._add(at, length, program, one, loud + self.rng.normal(0, spread))
            position += step

    def _accompany(self, program):
        rng, style = self.rng, self.rng.choice(("block", "pad", "arpeggio", "strum"))
        loud, centre, inversion = rng.uniform(35, 105), rng.integers(48, 72), rng.integers(0, 4)
        for bar, (root, shape) in enumerate(self.chords):
            voiced = [root + i + 12 * round((centre - root - i) / 12) for i in shape]
            keys = sorted({k + 12 * (j < inversion % len(shape)) for j, k in enumerate(voiced)})
            first = bar * self.meter
            if style == "pad":
                self._strike(first, self.meter * .98, program, keys, loud, 0)
            elif style == "arpeggio":
                rate = float(rng.choice((.25, .5, .5, 1 / 3)))
                for i in range(int(self.meter / rate)):
                    self._strike(first + i * rate, rate * rng.choice((.9, 2, 4)), program,
                                 [keys[i % len(keys)]], loud, 0)
            else:
                half = style == "strum"
                places = (np.arange(0, self.meter, .5) if half or rng.random() < .4
                          else (0, self.meter / 2))
                for place in places:
                    if not half or rng.random() < .55:
                        length = .5 if half else rng.choice((.4, .9, self.meter / 2))
                        self._strike(first + place, length, program, keys, loud,
                                     rng.uniform(.004, .03) if half else .002)

    def _strike(self, position, beats, program, keys, loud, apart):
        at = self._time(position)
        for i, key in enumerate(keys if self.rng.random() < .6 else keys[::-1]):
            self._add(at + i * apart, beats * self.beat, program, key,
                      loud + self.rng.normal(0, 8))

    def _bass(self, program):
        loud, style = self.rng.uniform(60, 115), self.rng.choice(("root", "walk", "octave"))
        for bar, (root, shape) in enumerate(self.chords):
            places = {"root": (0,), "walk": range(self.meter),
                      "octave": np.arange(0, self.meter, .5)}[style]
            for place in places:
                if style == "walk":
                    step = int(self.rng.choice((*shape, 12, -1, 1))) if place else 0
                else:
                    step = 12 * (int(place * 2) % 2)
                if place == 0 or self.rng.random() >= .12:
                    beats = {"root": self.meter * .9, "walk": .92, "octave": .45}[style]
                    self._add(self._time(bar * self.meter + place), beats * self.beat, program,
                              36 + root + step, loud + self.rng.normal(0, 8))

    def _drums(self):
        rng, loud = self.rng, self.rng.uniform(60, 120)
        grid = 4 if rng.random() < .7 else 3
        places = self.meter * grid

        def pattern(limit, share=1.0):
            return (rng.random(places) < limit) & (rng.random() < share)

        kit = {self._one_of(KICKS): pattern(.3), self._one_of(SNARES): pattern(.2)}
        kit[next(iter(kit))][0] = True

        # A ride may keep time in place of the hat: an ear must tell them apart.
        keeper = self._one_of(HATS if rng.random() < .55 else RIDES)
        every = int(rng.choice((1, max(1, grid // 2), grid)))
        kit[keeper] = (np.arange(places) % every == 0) & (rng.random(places) < .92)
        if grid == 3 and rng.random() < .5:
            kit[keeper] = np.isin(np.arange(places) % (2 * grid), (0, grid, 2 * grid - 1))
        kit.setdefault(self._one_of(CYMBALS), pattern(.12, .5))
        kit.setdefault(self._one_of(OTHERS), pattern(.3, .3))
        for bar in range(self.bars):
            fill = rng.random() < .12
            for place in range(places):
                at = self._time(bar * self.meter + place / grid)
                keys = [key for key, on in kit.items() if on[place] and rng.random() < .94]
                if fill and place >= places // 2 and rng.random() < .7:
                    keys.append(self._one_of(TOMS))
                for key in keys if at < self.seconds - .05 else ():
                    velocity = int(np.clip(loud + rng.normal(0, 14), 20, 127))
                    self.notes.append(Note(at, at + .1, DRUMS, key, velocity))


def nearest(pool, aim):
    """The key nearest to AIM whose pitch class is in the pool."""
    classes = {tone % 12 for tone in pool}
    return min(range(int(aim) - 7, int(aim) + 8),
               key=lambda key: (key % 12 not in classes, abs(key - aim)))


def without_overlaps(notes):
    """One note of a program and key at a time: the earlier one ends where the next begins."""
    last, kept = {}, []
    for note in sorted(notes):
        voice = (note.program, note.key)
        if voice in last and kept[last[voice]].end > note.start - .01:
            before = kept[last[voice]]
            if note.start - before.start < .03:
                continue
            kept[last[voice]] = Note(before.start, note.start - .01, *voice, before.velocity)
        last[voice] = len(kept)
        kept.append(note)
    return kept
