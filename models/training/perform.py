# SPDX-License-Identifier: Apache-2.0
"""Random pieces as MIDI bytes: who plays, how loud, how far out of tune, how unsteadily."""
import numpy as np

from instruments import DRUMS, SUSTAINED

STEP = .012
BEND_SEMITONES = 12
KITS = (0, 0, 8, 16, 24, 25, 32, 40)
BANK, MODULATION, DATA, VOLUME, EXPRESSION, DATA_FINE = 0, 1, 6, 7, 11, 38
REVERB, CHORUS, REGISTERED_FINE, REGISTERED = 91, 93, 100, 101


def midi_bytes(pieces, seconds, rng):
    """A Standard MIDI File of pieces one after another, at 1,000 ticks a second."""
    events = [event for i, notes in enumerate(pieces)
              for event in _events(notes, int(i * seconds * 1000), rng)]
    body, now = bytearray(b"\x00\xff\x51\x03\x0f\x42\x40"), 0
    for at, _, message in sorted(events, key=lambda e: e[:2]):
        body += _variable(max(0, at - now)) + message
        now = max(at, now)
    body += b"\x00\xff\x2f\x00"
    head = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x03\xe8MTrk"
    return head + len(body).to_bytes(4, "big") + bytes(body)


def _events(notes, begin, rng):
    programs = sorted({n.program for n in notes if n.program != DRUMS})
    channels = {p: [c for c in range(16) if c != 9][i % 15] for i, p in enumerate(programs)}
    channels[DRUMS] = 9
    tuning = rng.choice((0., rng.normal(0, 7), rng.uniform(-30, 30)), p=(.35, .4, .25))
    for program, channel in channels.items():
        for controller, value in _settings(program, tuning + rng.normal(0, 2), rng):
            yield begin, 0, bytes((0xB0 | channel, controller, value))
        kit = int(rng.choice(KITS))
        yield begin, 1, bytes((0xC0 | channel, kit if program == DRUMS else program))
        yield begin, 1, _bend(channel, 0)
    for n in notes:
        channel = channels[n.program]
        yield begin + int(n.start * 1000), 4, bytes((0x90 | channel, n.key, n.velocity))
        yield begin + int(n.end * 1000), 3, bytes((0x80 | channel, n.key, 0))
    for program in programs:
        part = sorted(n for n in notes if n.program == program)
        for at, message in _unsteady(program, channels[program], part, rng):
            yield begin + int(at * 1000), 2, message


def _settings(program, cents, rng):
    yield 121, 0
    yield BANK, 0
    yield REVERB, int(rng.choice((0, 20, 40, 80)))
    yield CHORUS, int(rng.choice((0, 0, 30, 80)))
    yield VOLUME, int(rng.integers(60, 120))
    yield EXPRESSION, 127
    if program != DRUMS:
        fine = 8192 + int(np.clip(cents, -60, 60) * 81.92)
        for number, value in ((1, fine), (0, BEND_SEMITONES << 7)):
            yield REGISTERED, 0
            yield REGISTERED_FINE, number
            yield DATA, value >> 7
            yield DATA_FINE, value & 127
        yield MODULATION, int(rng.choice((0, 0, 0, rng.integers(128))))


def _unsteady(program, channel, part, rng):
    """Vibrato, slides and swells of one part: (seconds, message)."""
    alone = all(b.start > a.end - .06 for a, b in zip(part, part[1:]))
    if alone and rng.random() < .45:
        kinds = rng.random(3) < (.6, .35, .15)
        depth, hertz = np.exp(rng.uniform(np.log(5), np.log(60))), rng.uniform(4, 7.5)
        delay = rng.uniform(0, .4)
        for before, note in zip((None, *part), part):
            yield from _bends(channel, before, note, kinds, (depth, hertz, delay), rng)
    if program in SUSTAINED and rng.random() < .3:
        lowest, seconds = rng.uniform(50, 110), rng.uniform(.08, .8)
        for note in part:
            for at in np.arange(0, min(seconds, note.end - note.start), 4 * STEP):
                loud = lowest + (127 - lowest) * at / seconds
                yield note.start + at, bytes((0xB0 | channel, EXPRESSION, int(loud)))


def _bends(channel, before, note, kinds, vibrato, rng):
    depth, hertz, delay = vibrato
    from_cents, fall = 0., rng.uniform(.012, .05)
    if kinds[1] and rng.random() < .7:
        from_cents = rng.normal(-60, 60)
    if kinds[2] and before and note.start - before.end < .1 and abs(before.key - note.key) < 8:
        from_cents = 100. * (before.key - note.key)
    last = None
    for t in np.arange(0, note.end - note.start, STEP):
        cents = from_cents * np.exp(-t / fall)
        if kinds[0] and t > delay:
            grown = min(1, (t - delay) / .2)
            cents += depth * grown * np.sin(2 * np.pi * hertz * (t - delay))
        if last is None or abs(cents - last) > 1:
            yield note.start + t, _bend(channel, cents)
            last = cents


def _bend(channel, cents):
    value = int(np.clip(8192 + cents / (100 * BEND_SEMITONES) * 8192, 0, 16383))
    return bytes((0xE0 | channel, value & 127, value >> 7))


def _variable(number):
    digits = [number & 127]
    while number := number >> 7:
        digits.append((number & 127) | 128)
    return bytes(digits[::-1])
