# SPDX-License-Identifier: Apache-2.0
"""What is no music: voices that speak in no language, applause, rooms. Nobody recorded them."""
import numpy as np

RATE = 24_000
FRAME = 240
VOWELS = np.array([(300, 870, 2240), (400, 2000, 2550), (530, 1840, 2480), (660, 1720, 2410),
                   (730, 1090, 2440), (570, 840, 2410), (440, 1020, 2240), (490, 1350, 1690),
                   (270, 2290, 3010)], float)


def no_music(rng, seconds):
    """Some sound in which no note and no drum is, its loudest sample 1."""
    kind = rng.choice(3, p=(.6, .25, .15))
    samples = int(seconds * RATE)
    if kind == 0:
        sound = sum(_speech(rng, samples) * rng.uniform(.3, 1)
                    for _ in range(1 if rng.random() < .7 else rng.integers(2, 5)))
    elif kind == 1:
        sound = _applause(rng, samples)
    else:
        sound = _coloured(rng, samples, rng.uniform(0, 2)) * (
            1 + .5 * np.sin(np.arange(samples) / RATE * rng.uniform(.5, 4)))
    return sound / max(1e-9, np.abs(sound).max())


def _speech(rng, samples):
    frames = samples // FRAME + 2
    pitch, loud, hiss = np.zeros(frames), np.zeros(frames), np.zeros(frames)
    formants = np.tile(VOWELS[0], (frames, 1))
    base, size = np.exp(rng.uniform(np.log(80), np.log(300))), rng.uniform(.85, 1.3)
    at, melody = int(rng.integers(60)), 0.0
    while at < frames:
        if rng.random() < .12:
            at += int(rng.integers(15, 90))
            melody = rng.uniform(0, 400)
        length, consonant = int(rng.integers(7, 28)), int(rng.integers(0, 12))
        if rng.random() < .7:
            hiss[at:at + consonant] = rng.uniform(.02, .3)
            at += consonant
        end = min(frames, at + length)
        if end <= at:
            break
        bow = np.sin(np.pi * (np.arange(end - at) + .5) / length) ** .5
        glide = np.linspace(melody, melody + rng.normal(-40, 150), end - at)
        melody = np.clip(glide[-1] - 30, -500, 600)
        pitch[at:end], loud[at:end] = glide, bow * rng.uniform(.4, 1)
        first, second = VOWELS[rng.integers(len(VOWELS), size=2)] * size
        formants[at:end] = np.linspace(first, second, end - at)
        at = end
    return _voiced(rng, samples, base * 2 ** (pitch / 1200), loud, formants) + _hissed(
        rng, samples, hiss)


def _voiced(rng, samples, pitch, loud, formants):
    place = np.arange(samples) / FRAME
    frame = np.arange(len(pitch))
    smooth = np.convolve(pitch, np.full(5, .2), "same")
    hertz = np.interp(place, frame, smooth)
    jitter = 1 + .01 * np.interp(place, frame, rng.standard_normal(len(pitch)))
    phase = 2 * np.pi * np.cumsum(hertz * jitter) / RATE
    tilt, sound = rng.uniform(.7, 1.5), np.zeros(samples)
    for number in range(1, 36):
        at = number * smooth[:, None]
        level = (1 / (1 + ((at - formants) / (60 + .06 * formants)) ** 2)).sum(1)
        level = level * number ** -tilt * loud * (at[:, 0] < 5000)
        sound += np.interp(place, frame, level) * np.sin(number * phase)
    return sound


def _hissed(rng, samples, hiss):
    place = np.arange(samples) / FRAME
    noise = np.diff(rng.standard_normal(samples + 1))
    return noise * np.interp(place, np.arange(len(hiss)), hiss) * .4


def _applause(rng, samples):
    sound = np.zeros(samples + RATE)
    people = int(np.exp(rng.uniform(np.log(8), np.log(120))))
    for _ in range(people):
        t = np.arange(int(RATE * rng.uniform(.01, .03))) / RATE
        clap = rng.standard_normal(len(t)) * np.exp(-t / rng.uniform(.001, .006))
        clap = np.convolve(clap, np.sin(2 * np.pi * rng.uniform(600, 2500) * t[:80]), "same")
        clap *= 10 ** rng.uniform(-1.2, 0) / max(1e-9, np.abs(clap).max())
        apart = rng.uniform(.18, .4)
        for at in np.cumsum(rng.normal(apart, .03, int(samples / RATE / apart))):
            first = int(max(0, at) * RATE)
            if first < samples:
                sound[first:first + len(clap)] += clap
    rise = np.interp(np.arange(samples), np.linspace(0, samples, 8), rng.uniform(.1, 1, 8))
    return sound[:samples] * rise


def _coloured(rng, samples, slope):
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    return np.fft.irfft(spectrum / np.maximum(20, np.arange(len(spectrum))) ** (slope / 2), samples)
