# SPDX-License-Identifier: Apache-2.0
"""General MIDI's instruments and drums: what they are good for, play, and how long they ring."""
DRUMS = -1
DRUM_CLASSES = ("kick", "snare", "hat", "tom", "cymbal", "other")
KICKS, SNARES, HATS, RIDES = (35, 36), (38, 40, 37, 39), (42, 44, 46), (51, 59, 53)
TOMS, CYMBALS = (41, 43, 45, 47, 48, 50), (51, 59, 53, 49, 57, 52, 55)
OTHERS = (54, 56, 60, 61, 62, 63, 64, 65, 66, 69, 70, 75, 76, 77)
CLASS_OF_DRUM = {
    key: index
    for index, keys in enumerate((KICKS, SNARES, HATS, TOMS, CYMBALS, OTHERS))
    for key in keys
}

# General MIDI programs by what they are good for, and the keys that they play.
LINES = (*range(0, 9), 9, *range(11, 15), *range(16, 32), 40, 41, 42, 45, 46, *range(56, 88),
         104, 105, 106, 107, 108, 109, 110, 111, 114)
CHORDAL = (*range(0, 8), *range(0, 8), *range(0, 8), 11, 12, 46, *range(16, 31),
           *range(24, 31), *range(48, 53), 61, 62, 88, 89, 90, 93, 95)
BASSES = (*range(32, 40), *range(32, 40), *range(32, 40), 42, 43, 57, 58, 0, 17, 87)
CHOIRS = (48, 48, 49, 49, 50, 51, 52, 52, 53, 54, *range(40, 45), 16, 19, 20, 21, 60, 61, 62, 65,
          68, 70, 71, 73, 89, 91, 92, 94, 95)
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
