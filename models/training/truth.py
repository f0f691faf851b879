# SPDX-License-Identifier: Apache-2.0
"""What sounds, begins and is hit in each frame of a piece, from its notes; a bit each."""
import numpy as np

RATE, HOP = 24_000, 320
KEYS, DRUM_CLASSES, LOWEST_KEY = 88, 6, 21
PARTS = (KEYS, KEYS, DRUM_CLASSES)
BYTES = -(-sum(PARTS) // 8)


def bits(frames, rows):
    """Bytes [frames, 23]: a bit for each of 88 keys that sounds, 88 that begin, 6 drums hit.

    Rows are those of render.py: (start, end, class, key, velocity).
    """
    told = np.zeros((frames, sum(PARTS)), bool)
    for start, end, drum, key, _ in rows:
        first, last = (int(round((t * RATE - 199.5) / HOP)) for t in (start, end))
        at = max(0, first)
        if drum >= 0:
            told[at:first + 2, 2 * KEYS + int(drum)] = True
        elif 0 <= key - LOWEST_KEY < KEYS:
            key = int(key) - LOWEST_KEY
            told[at:max(first + 2, last), key] = True
            told[at:first + 2, KEYS + key] = True
    return np.packbits(told, axis=1)
