#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains an ear from nothing: renders random music, teaches, writes the weights.

    make_ear.py --font FluidR3Mono_GM.sf3 --font MuseScore_General_Lite.sf3 --out ear.safetensors
    antiphon models ear --weights ear.safetensors --out ear.onnx
"""
import argparse
import multiprocessing
import os
import tempfile

from render import FontRefused, render

FILE_MINUTES = 10
PIECE_SECONDS = 30.0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--font", action="append", required=True,
                        help="a sound font (.sf2, .sf3); several share the music")
    parser.add_argument("--out", required=True, help="the weights, .safetensors")
    parser.add_argument("--hours", type=float, default=66, help="of music to render")
    parser.add_argument("--seconds", type=float, default=505,
                        help="of rendering and training, side by side")
    parser.add_argument("--channels", type=int, nargs=2, default=(32, 48),
                        help="32 48 is the shipped ear, 16 24 a faster one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", help="keep the rendered music there, or use what is there")
    given = parser.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        data = given.data or scratch
        os.makedirs(data, exist_ok=True)
        jobs = [(given.seed * 100_000 + i, FILE_MINUTES, given.font, data, PIECE_SECONDS, True)
                for i in range(round(given.hours * 60 / FILE_MINUTES))]
        if any(name.endswith(".npz") for name in os.listdir(data)):
            jobs = []

        # The renderers are there before PyTorch is: they need none of it.
        with multiprocessing.Pool(max(1, (os.cpu_count() or 1) - 1)) as pool:
            rendered = pool.starmap_async(render, jobs, chunksize=1)

            def rendering():
                if rendered.ready():
                    rendered.get()
                return not rendered.ready()

            import train
            try:
                train.teach(data, given.out, given.seconds, *given.channels, seed=given.seed,
                            hours=given.hours, rendering=rendering)
            except FontRefused as refused:
                raise SystemExit(str(refused)) from refused


if __name__ == "__main__":
    main()
