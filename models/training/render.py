# SPDX-License-Identifier: Apache-2.0
"""Plays random pieces with fluidsynth: sound at 24 kHz and the notes in it, one file a worker."""
import os
import subprocess
import tempfile

import numpy as np

from pieces import CLASS_OF_DRUM, DRUMS, Composer, midi_bytes, ring_seconds

RATE = 24_000
BATCH = 10


def render(seed, minutes, fonts, folder, piece_seconds=30.0):
    """Writes FOLDER/SEED.npz: audio [pieces, samples] int16, notes, and how many each piece has.

    A row of notes is (start, end, class, key, velocity); class −1 is a note, else a drum's class.
    """
    rng = np.random.default_rng(seed)
    audio, rows, counts = [], [], []
    while len(counts) * piece_seconds < minutes * 60:
        pieces = []
        while len(pieces) < BATCH:
            notes = Composer(rng, piece_seconds - 1).write()
            if len(notes) >= 4:
                pieces.append(notes)
        font = fonts[int(rng.integers(len(fonts)))]
        audio.append(_play(midi_bytes(pieces, piece_seconds, rng), font, piece_seconds, rng))
        for notes in pieces:
            counts.append(len(notes))
            rows += [_row(note) for note in notes]
    path = os.path.join(folder, f"{seed}.npz")
    np.savez(path, audio=np.concatenate(audio), notes=np.array(rows, "f4"), counts=counts)
    return path


def _row(note):
    if note.program == DRUMS:
        return note.start, note.start + .05, CLASS_OF_DRUM.get(note.key, 5), note.key, note.velocity
    end = min(note.end + .02, note.start + ring_seconds(note.program, note.key))
    return note.start, end, -1, note.key, note.velocity


def _play(midi, font, piece_seconds, rng):
    samples = int(piece_seconds * RATE)
    with tempfile.TemporaryDirectory() as folder:
        source, raw = os.path.join(folder, "a.mid"), os.path.join(folder, "a.raw")
        with open(source, "wb") as file:
            file.write(midi)
        done = subprocess.run(
            ["fluidsynth", "-ni", "-q", "-r", str(RATE), "-O", "s16", "-T", "raw",
             "-g", f"{rng.uniform(.25, .7):.2f}", "-R", str(int(rng.random() < .6)), "-C", "0",
             "-o", "synth.cpu-cores=1", "-o", f"synth.reverb.room-size={rng.uniform(.1, .8):.2f}",
             "-F", raw, font, source],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0 or not os.path.exists(raw):
            raise SystemExit(f"fluidsynth could not play {font}: {done.stderr.decode()[-300:]}")
        stereo = np.fromfile(raw, "<i2").reshape(-1, 2).astype(np.int32)
    mono = (stereo[:samples * BATCH].sum(1) // 2).astype(np.int16)
    return np.pad(mono, (0, samples * BATCH - len(mono))).reshape(BATCH, samples)
