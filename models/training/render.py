# SPDX-License-Identifier: Apache-2.0
"""Plays random pieces: sound at 24 kHz and the notes in it, some files a worker."""
import os
import subprocess
import tempfile

import numpy as np

from drum_kit import Kit
from instruments import CLASS_OF_DRUM, DRUMS, ring_seconds
from noises import no_music
from perform import midi_bytes
from pieces import Composer
from truth import HOP, RATE, bits
from voices import Voice

BATCH = 10
BY_VOICES, BY_KIT, NO_MUSIC = .3, .35, .05


class FontRefused(Exception):
    """fluidsynth could not play a sound font; says which, and why."""


def render(seed, minutes, fonts, folder, piece_seconds=30.0, mixed=False):
    """Writes FOLDER/SEED.npz: audio [pieces, samples] int16, truth [pieces, frames, 23] of bits,
    notes, and how many of them each piece has.

    A row of notes is (start, end, class, key, velocity); class −1 is a note, else a drum's class.
    All is played by the fonts; MIXED, some parts by voices and kits that nobody built, and some
    pieces are no music and have no notes.
    """
    rng = np.random.default_rng(seed)
    audio, truth, rows, counts = [], [], [], []
    while len(counts) * piece_seconds < minutes * 60:
        pieces = []
        while len(pieces) < BATCH:
            notes = Composer(rng, piece_seconds - 1).write()
            if len(notes) >= 4:
                pieces.append(_others(notes, piece_seconds, rng) if mixed else (notes, [], []))
        font = fonts[int(rng.integers(len(fonts)))]
        played = _play(midi_bytes([piece[0] for piece in pieces], piece_seconds, rng), font,
                       piece_seconds, rng)
        for sound, (notes, others, told) in zip(played, pieces):
            audio.append(_together(sound, others, rng))
            told = told + [_row(note) for note in notes]
            if mixed and rng.random() < NO_MUSIC:
                audio[-1], told = (no_music(rng, piece_seconds) * 2e4).astype(np.int16), []
            truth.append(bits(len(audio[-1]) // HOP, told))
            counts.append(len(told))
            rows += told
    path = os.path.join(folder, f"{seed}.npz")
    np.savez(path + ".part.npz", audio=np.stack(audio), truth=np.stack(truth),
             notes=np.array(rows, "f4").reshape(-1, 5), counts=counts)
    os.replace(path + ".part.npz", path)
    return path


def _others(notes, seconds, rng):
    """What is left to the font, sounds of the parts that it doesn't play, and their rows."""
    left, sounds, told = notes, [], []
    programs = sorted({note.program for note in notes if note.program != DRUMS})
    chosen = set(programs)
    if len(programs) > 1 and rng.random() < .6:
        chosen = {programs[int(rng.integers(len(programs)))]}
    for program in sorted(chosen) if rng.random() < BY_VOICES else ():
        voice, part = Voice(rng), [note for note in notes if note.program == program]
        sounds.append(voice.play(part, seconds))
        told += [(n.start, min(n.end + .02, n.start + voice.seconds(n.key)), -1, n.key, n.velocity)
                 for n in part]
        left = [note for note in left if note.program != program]
    drums = [note for note in notes if note.program == DRUMS]
    if drums and rng.random() < BY_KIT:
        sounds.append(Kit(rng).play([(n.start, n.key, n.velocity) for n in drums], seconds))
        told += [_row(note) for note in drums]
        left = [note for note in left if note.program != DRUMS]
    return left, sounds, told


def _together(played, others, rng):
    loudest = max(3000, np.abs(played.astype(np.int32)).max())
    sound = played + sum(other * loudest * 10 ** rng.uniform(-.45, .3) for other in others)
    loudest = max(1, np.abs(sound).max())
    return (sound * min(1, 32_000 / loudest)).astype(np.int16)


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
             "-g", f"{rng.uniform(.25, .7):.2f}", "-R", str(int(rng.random() < .6)),
             "-C", str(int(rng.random() < .2)), "-o", "synth.cpu-cores=1",
             "-o", "synth.dynamic-sample-loading=1",
             "-o", f"synth.reverb.room-size={rng.uniform(.1, .9):.2f}",
             "-o", f"synth.reverb.level={rng.uniform(.1, .9):.2f}", "-F", raw, font, source],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0 or not os.path.exists(raw):
            raise FontRefused(f"fluidsynth could not play {font}: {done.stderr.decode()[-300:]}")
        stereo = np.fromfile(raw, "<i2").reshape(-1, 2).astype(np.int32)
    mono = (stereo[:samples * BATCH].sum(1) // 2).astype(np.int16)
    return np.pad(mono, (0, samples * BATCH - len(mono))).reshape(BATCH, samples)
