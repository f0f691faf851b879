# SPDX-License-Identifier: Apache-2.0
"""Crops as a microphone in a room hears them: other colours, echoes, noise, drive and level."""
import math

import torch
import torch.nn.functional as F

RATE = 24_000


class Worse:
    """Another microphone, room, noise, amplifier and level for each crop."""

    def __init__(self, device, seed):
        self.device = device
        self.generator = torch.Generator(device=device).manual_seed(seed)

    def uniform(self, *shape):
        return torch.rand(*shape, device=self.device, generator=self.generator)

    def normal(self, *shape):
        return torch.randn(*shape, device=self.device, generator=self.generator)

    def __call__(self, sound):
        count, length = sound.shape
        some = self.uniform
        padded = 2 ** math.ceil(math.log2(1.5 * length))
        spectrum = torch.fft.rfft(sound, n=padded) * self._microphone(count, padded // 2 + 1)
        room = torch.fft.rfft(self._room(count, padded - length), n=padded)
        sound = torch.fft.irfft(spectrum * room, n=padded)[:, :length]
        loud = sound.pow(2).mean(1, keepdim=True).sqrt() + 1e-6
        noise = self._noise(count, padded)[:, :length] * loud * 10 ** (-1 - 2 * some(count, 1))
        sound = sound + noise * (some(count, 1) < .8)
        drive = 10 ** some(count, 1) / (4 * loud)
        sound = torch.where(some(count, 1) < .12, torch.tanh(sound * drive) / drive, sound)
        peak = sound.abs().amax(1, keepdim=True) + 1e-6
        hiss = 10 ** -4.5 * self.normal(count, length) * some(count, 1) ** 4
        return sound / peak * 10 ** (-3 * some(count, 1)) + hiss

    def _microphone(self, count, bins):
        points = self.normal(count, 1, 9) * 4 * (self.uniform(count, 1, 1) < .8)
        curve = F.interpolate(points, size=1025, mode="linear", align_corners=True)[:, 0]
        share = torch.linspace(0, 1, bins, device=self.device).clamp(min=1e-3)
        place = (torch.log2(share * 1000) / math.log2(1000)).clamp(0, 1) * 1024
        return 10 ** (curve[:, place.long()] / 20)

    def _room(self, count, samples):
        """Some early echoes and a tail, for half of the crops."""
        some = self.uniform
        at = torch.arange(samples, device=self.device)
        decay = RATE * (.03 + .3 * some(count, 1) ** 1.5)
        after = RATE * .02 * some(count, 1)
        tail = self.normal(count, samples) * torch.exp(-at / decay) * (at >= after)
        tail = tail / tail.norm(dim=1, keepdim=True) * some(count, 1) ** 2 * .9
        echoes = torch.zeros(count, samples, device=self.device)
        places = (RATE * (.001 + .04 * some(count, 6))).long()
        echoes.scatter_(1, places, .25 * self.normal(count, 6) * some(count, 1))
        room = (tail + echoes) * (some(count, 1) < .5)
        room[:, 0] += 1
        return room

    def _noise(self, count, length):
        white = self.normal(count, length)
        bins = torch.arange(length // 2 + 1, device=self.device).clamp(min=20)
        pink = torch.fft.irfft(torch.fft.rfft(white) / bins ** .5, n=length)
        pink = pink / pink.std(1, keepdim=True)
        return torch.where(self.uniform(count, 1) < .5, white, pink)
