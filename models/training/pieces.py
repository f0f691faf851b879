# SPDX-License-Identifier: Apache-2.0
"""Random music that nobody wrote, to teach an ear: notes with their times, and MIDI bytes.

A piece is a list of Note. Everything is drawn from the generator that is given, so a seed gives
the same music again. No recording and no MIDI file of anybody is used.
"""
from dataclasses import dataclass

import numpy as np

DRUMS = -1
DRUM_CLASSES = ("kick", "snare", "hat", "tom", "cymbal", "other")
KICKS, SNARES, HATS = (35, 36), (38, 40, 37, 39), (42, 44, 46)
TOMS, CYMBALS = (41, 43, 45, 47, 48, 50), (51, 59, 53, 49, 57, 52, 55)
OTHERS = (54, 56, 60, 61, 62, 63, 64, 65, 66, 69, 70, 75, 76, 77)
CLASS_OF_DRUM = {
    key: index
    for index, keys in enumerate((KICKS, SNARES, HATS, TOMS, CYMBALS, OTHERS))
    for key in keys
}

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

# General MIDI programs by what they are good for, and the keys that they play.
LINES = (*range(0, 9), 9, *range(11, 15), *range(16, 32), 40, 41, 42, 45, 46, *range(56, 88),
         104, 105, 106, 107, 108, 109, 110, 111, 114)
CHORDAL = (*range(0, 8), *range(0, 8), *range(0, 8), 11, 12, 46, *range(16, 31),
           *range(24, 31), *range(48, 53), 61, 62, 88, 89, 90, 93, 95)
BASSES = (*range(32, 40), *range(32, 40), *range(32, 40), 42, 43, 57, 58, 0, 17, 87)
SUSTAINED = frozenset((*range(16, 24), *range(40, 45), *range(48, 55), *range(56, 96),
                       109, 110, 111))
COMPASS = {
    **{p: (21, 108) for p in range(8)}, **{p: (40, 88) for p in range(24, 32)},
    **{p: (24, 55) for p in range(32, 40)}, 8: (72, 105), 9: (76, 105), 10: (65, 100),
    13: (60, 100), 40: (55, 98), 41: (48, 84), 42: (36, 76), 43: (24, 55), 56: (54, 84),
    57: (40, 72), 58: (28, 60), 60: (40, 76), 64: (56, 88), 65: (49, 81), 66: (44, 76),
    67: (36, 69), 68: (58, 90), 70: (34, 72), 71: (50, 90), 72: (74, 108), 73: (60, 96),
    87: (24, 55),
}


@dataclass(frozen=True, order=True)
class Note:
    """A note: seconds, General MIDI program (or DRUMS), MIDI key and velocity."""

    start: float
    end: float
    program: int
    key: int
    velocity: int


def ring_seconds(program, key):
    """How long a struck or plucked note is heard at most, however long it is held."""
    if program in SUSTAINED:
        return 99.0
    longer = 2.0 ** ((60 - key) / 24.0)
    if program < 8:
        return 2.2 * longer
    if program in (9, 12, 13, 15, 108, 115):
        return .5 * longer
    if program in (8, 10, 11, 14):
        return 1.4 * longer
    if program < 40:
        return 1.6 * (longer if program < 32 else 1)
    return {45: .45, 46: 1.2 * longer, 47: .9, 55: .6}.get(program, .9 * longer)


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
            ("line", "chords", "duo", "band", "chaos"), p=(.17, .2, .18, .33, .12))
        getattr(self, "_" + str(kind))()
        if kind == "band" or self.rng.random() < .18:
            self._drums()
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
        loud, spread = self.rng.uniform(45, 115), self.rng.uniform(2, 22)
        while position < self.bars * self.meter:
            step = float(self.rng.choice(
                (.25, .5, 1, 1.5, 2, 3, 1 / 3), p=(.16, .32, .25, .08, .1, .04, .05))) / density
            if self.rng.random() >= rest:
                root, shape = self.chords[min(self.bars - 1, int(position // self.meter))]
                pool = (self.tones if self.rng.random() < .6
                        else [(root + i) % 12 for i in shape])
                leap = self.rng.choice((1, 2, 3, 5, 7, 12), p=(.3, .3, .18, .1, .08, .04))
                aim = key + leap * self.rng.choice((-1, 1))
                aim = min(range(int(aim) - 7, int(aim) + 8),
                          key=lambda k: (k % 12 not in pool, abs(k - aim)))
                key = aim if low <= aim <= high else key
                self._add(self._time(position),
                          step * self.beat * gate * self.rng.uniform(.7, 1.05), program, key,
                          loud + self.rng.normal(0, spread))
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
        keeper = self._one_of(HATS if rng.random() < .6 else CYMBALS[:3])
        every = int(rng.choice((1, grid // 2, grid)))
        kit[keeper] = (np.arange(places) % every == 0) & (rng.random(places) < .92)
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


def midi_bytes(pieces, seconds, rng):
    """A Standard MIDI File of pieces one after another, at 1,000 ticks a second."""
    events = [event for i, notes in enumerate(pieces)
              for event in _events(notes, int(i * seconds * 1000), rng)]
    body, now = bytearray(b"\x00\xff\x51\x03\x0f\x42\x40"), 0
    for at, _, message in sorted(events, key=lambda e: e[:2]):
        body += _variable(at - now) + message
        now = at
    body += b"\x00\xff\x2f\x00"
    head = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x03\xe8MTrk"
    return head + len(body).to_bytes(4, "big") + bytes(body)


def _events(notes, begin, rng):
    programs = sorted({n.program for n in notes if n.program != DRUMS})
    channels = {p: [c for c in range(16) if c != 9][i % 15] for i, p in enumerate(programs)}
    channels[DRUMS] = 9
    for program, channel in channels.items():
        kit = int(rng.choice((0, 0, 8, 16, 24, 25, 32, 40)))
        yield begin, 0, bytes((0xC0 | channel, kit if program == DRUMS else program))
        yield begin, 0, bytes((0xB0 | channel, 91, int(rng.choice((0, 20, 40, 80)))))
        yield begin, 0, bytes((0xB0 | channel, 7, int(rng.integers(60, 120))))
    for n in notes:
        channel = channels[n.program]
        yield begin + int(n.start * 1000), 2, bytes((0x90 | channel, n.key, n.velocity))
        yield begin + int(n.end * 1000), 1, bytes((0x80 | channel, n.key, 0))


def _variable(number):
    digits = [number & 127]
    while number := number >> 7:
        digits.append((number & 127) | 128)
    return bytes(digits[::-1])
