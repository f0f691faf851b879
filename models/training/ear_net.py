# SPDX-License-Identifier: Apache-2.0
"""The ear as it is trained. The rig's own graph (src/Actors/Encoder/Ear) computes the same.

Sound at 24 kHz goes in, logits of frames of 320 samples come out; frame k is centred on sample
320 k + 199.5 of what follows the context. A frame's answer rests on 5 frames before and 3 behind.
"""
import json
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

RATE, HOP, FIELD = 24_000, 320, 400
CONTEXT = 8192 + 128 + 32
PAST, FUTURE = 5, 3
KEYS, DRUM_CLASSES = 88, 6
BANDS, PER_OCTAVE, LOWEST_HZ = 306, 36, 27.5
LOW_BANDS, MIDDLE_BANDS = 108, 72
WIDTH, SILENCE, COARSE = 264, -1.25, 9
SHIFTS = [round(PER_OCTAVE * math.log2(h)) for h in (.5, 1, 2, 3, 4, 5, 6, 7)]


def _window(length):
    """Rises slowly, and falls over the last quarter."""
    fall = length // 4
    rise = length - fall
    up = .5 - .5 * np.cos(np.pi * (np.arange(rise) + .5) / rise)
    down = .5 + .5 * np.cos(np.pi * (np.arange(fall) + .5) / fall)
    return np.concatenate((up, down))


def _kernels(first, count, length, rate):
    window = _window(length)
    hertz = LOWEST_HZ * 2 ** (np.arange(first, first + count) / PER_OCTAVE)
    phase = 2 * np.pi * hertz[:, None] * np.arange(length) / rate
    pair = np.concatenate((np.cos(phase), np.sin(phase))) * window * 2 / window.sum()
    return torch.tensor(pair[:, None], dtype=torch.float32)


def _low_pass(taps, cut):
    at = np.arange(taps) - (taps - 1) / 2
    taps_of = np.sinc(2 * cut * at) * np.kaiser(taps, 7)
    return torch.tensor((taps_of / taps_of.sum())[None, None], dtype=torch.float32)


class Front(nn.Module):
    """Log power of 306 bands over the level of the last 0.34 s; knows no weights."""

    def __init__(self):
        super().__init__()
        middle, high = LOW_BANDS, LOW_BANDS + MIDDLE_BANDS
        self.register_buffer("low", _kernels(0, LOW_BANDS, 1024, RATE / 8))
        self.register_buffer("middle", _kernels(middle, MIDDLE_BANDS, 1024, RATE / 4))
        self.register_buffer("high", _kernels(high, BANDS - high, 1600, RATE))
        self.register_buffer("by_eight", _low_pass(128, .052))
        self.register_buffer("by_four", _low_pass(64, .105))

    def forward(self, sound):
        """sound [B, CONTEXT + 400 + 320 (T − 1)] gives [B, T, 306]."""
        x, end = sound[:, None], CONTEXT + FIELD
        eighth = F.conv1d(x[..., end - 8 * 1023 - 128:], self.by_eight, stride=8)
        fourth = F.conv1d(x[..., end - 4 * 1023 - 64:], self.by_four, stride=4)
        power = torch.cat((
            self._power(eighth, self.low, HOP // 8),
            self._power(fourth, self.middle, HOP // 4),
            self._power(x[..., end - 1600:], self.high, HOP)), 1)
        level = F.avg_pool1d(x[..., end - 8192:] ** 2, 8192, HOP)
        return torch.log10(power / (level + 1e-9) + 1e-5).transpose(1, 2) / 2 + 1.25

    @staticmethod
    def _power(sound, kernels, hop):
        windows = sound[:, 0].unfold(1, kernels.shape[-1], hop)
        pair = (windows @ kernels[:, 0].T).transpose(1, 2) ** 2
        return pair[:, :len(kernels) // 2] + pair[:, len(kernels) // 2:]


class Ear(nn.Module):
    """Partials side by side, five convolutions, and heads for notes, onsets and drums."""

    def __init__(self, first=32, channels=48, drum_channels=48):
        super().__init__()
        self.front = Front()
        self.c1 = nn.Conv2d(len(SHIFTS), first, (3, 5), padding=(0, 2))
        self.c2 = nn.Conv2d(first, channels, (1, 9), stride=(1, 3), padding=(0, 3))
        self.c3 = nn.Conv2d(channels, channels, (3, 3), padding=(0, 1))
        self.c4 = nn.Conv2d(channels, channels, (1, 7), dilation=(1, 12), padding=(0, 36))
        self.c5 = nn.Conv2d(channels, channels, (3, 3), padding=(0, 1))
        sizes = (first, channels, channels, channels, channels)
        self.norms = nn.ModuleList(nn.BatchNorm2d(size) for size in sizes)
        self.note = nn.Conv2d(channels, 1, 1)
        self.onset = nn.Conv2d(channels + 1, 1, (3, 3), padding=(0, 1))
        self.d1 = nn.Conv1d(2 * (BANDS // COARSE), drum_channels, 3)
        self.d2 = nn.Conv1d(drum_channels, drum_channels, 3)
        self.d3 = nn.Conv1d(drum_channels, DRUM_CLASSES, 3)
        self.drum_norms = nn.ModuleList(nn.BatchNorm1d(drum_channels) for _ in range(2))

    def forward(self, sound):
        return self.heads(self.front(sound))

    def heads(self, front):
        """front [B, T, 306] gives notes and onsets [B, T − 8, 88], drums [B, T − 8, 6]."""
        n = self.norms
        h = F.relu(n[0](self.c1(self._partials(front))))
        h = F.relu(n[1](self.c2(h)))
        h = F.relu(n[2](self.c3(h)))
        h = h + F.relu(n[3](self.c4(h)))
        h = F.relu(n[4](self.c5(h)))
        note = self.note(h)
        onset = self.onset(torch.cat((h, note), 1))
        return note[:, 0, 1:-1], onset[:, 0], self._drums(front)

    def save(self, path, **about):
        """Writes the weights, batch norms folded in, as the rig's builder reads them."""
        pairs = [(f"c{i + 1}", getattr(self, f"c{i + 1}"), self.norms[i]) for i in range(5)]
        pairs += [("d1", self.d1, self.drum_norms[0]), ("d2", self.d2, self.drum_norms[1])]
        pairs += [(name, getattr(self, name), None) for name in ("note", "onset", "d3")]
        tensors = {}
        for name, layer, norm in pairs:
            weight, bias = layer.weight.detach().cpu().double(), layer.bias.detach().cpu().double()
            if norm is not None:
                scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().cpu()
                shift = (norm.bias.detach().cpu() - norm.running_mean.cpu() * scale).double()
                scale = scale.double()
                weight = weight * scale.reshape(-1, *[1] * (weight.dim() - 1))
                bias = bias * scale + shift
            tensors[name + ".weight"], tensors[name + ".bias"] = weight, bias
        write_safetensors(path, {k: v.numpy().astype("<f4") for k, v in tensors.items()}, about)

    @staticmethod
    def _partials(front):
        before, behind = -min(SHIFTS), max(SHIFTS) + WIDTH - BANDS
        padded = F.pad(front, (before, behind), value=SILENCE)
        return torch.stack(
            [padded[..., before + shift:before + shift + WIDTH] for shift in SHIFTS], 1)

    def _drums(self, front):
        coarse = F.avg_pool1d(front, COARSE).transpose(1, 2)
        rise = F.relu(coarse[..., 2:] - coarse[..., :-2])
        d = torch.cat((coarse[..., 2:], rise), 1)
        d = F.relu(self.drum_norms[0](self.d1(d)))
        d = F.relu(self.drum_norms[1](self.d2(d)))
        return self.d3(d).transpose(1, 2)


def write_safetensors(path, tensors, about):
    """Float32 arrays by name, in the safetensors format."""
    header, blob = {"__metadata__": {k: str(v) for k, v in about.items()}}, b""
    for name, array in tensors.items():
        data = np.ascontiguousarray(array, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape),
                        "data_offsets": [len(blob), len(blob) + len(data)]}
        blob += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + blob)
