#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains an ear from nothing: renders random music, teaches, writes the weights.

    make_ear.py --font FluidR3Mono_GM.sf3 --out ear.safetensors
    antiphon models ear --weights ear.safetensors --out ear.onnx
"""
import argparse
import multiprocessing
import os
import tempfile

from render import render


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--font", action="append", required=True,
                        help="a sound font (.sf2, .sf3); several share the music")
    parser.add_argument("--out", required=True, help="the weights, .safetensors")
    parser.add_argument("--hours", type=float, default=17, help="of music to render")
    parser.add_argument("--seconds", type=float, default=240, help="of training")
    parser.add_argument("--channels", type=int, nargs=2, default=(32, 48),
                        help="32 48 is the shipped ear, 16 24 a faster one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", help="keep the rendered music there, or use what is there")
    given = parser.parse_args()

    import train  # after the arguments are known to be good: PyTorch takes seconds to load

    with tempfile.TemporaryDirectory() as scratch:
        data = given.data or scratch
        os.makedirs(data, exist_ok=True)
        if not any(name.endswith(".npz") for name in os.listdir(data)):
            workers = os.cpu_count() or 1
            minutes = given.hours * 60 / workers
            jobs = [(given.seed * 1000 + i, minutes, given.font, data) for i in range(workers)]
            with multiprocessing.Pool(workers) as pool:
                pool.starmap(render, jobs)
        train.teach(data, given.out, given.seconds, *given.channels, seed=given.seed)


if __name__ == "__main__":
    main()
