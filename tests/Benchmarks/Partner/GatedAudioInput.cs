using Antiphon.Capture;

namespace Antiphon.Benchmarks.Partner;

/// <summary>
/// A recording as a player who pauses: heard for some seconds, then silent for some, over and over,
/// with short fades; the recording waits meanwhile. It can be played several times.
/// </summary>
internal sealed class GatedAudioInput : IAudioInput
{
    private const double FadeSeconds = 0.03;

    private readonly float[] _samples;
    private int _at;

    /// <param name="times">How often the recording is played.</param>
    public GatedAudioInput(IAudioInput inner, double onSeconds, double offSeconds, int times)
    {
        Name = inner.Name;
        SampleRateHz = inner.SampleRateHz;
        Channels = inner.Channels;
        var whole = Read(inner);
        var (on, off) = ((int)(onSeconds * SampleRateHz), (int)(offSeconds * SampleRateHz));
        var frames = whole.Length / Channels;
        var gated = new List<float>();
        for (var time = 0; time < times; time++)
        {
            for (var from = 0; from < frames; from += on)
            {
                AddFaded(gated, whole, from, Math.Min(on, frames - from));
                gated.AddRange(new float[off * Channels]);
            }
        }

        _samples = [.. gated];
    }

    public string Name { get; }

    public int SampleRateHz { get; }

    public int Channels { get; }

    public long? TotalFrames => _samples.Length / Channels;

    public long FramesRead => _at / Channels;

    public bool Ended => _at == _samples.Length;

    public int Read(Span<float> interleaved)
    {
        var count = Math.Min(interleaved.Length / Channels * Channels, _samples.Length - _at);
        _samples.AsSpan(_at, count).CopyTo(interleaved);
        _at += count;
        return count / Channels;
    }

    public void Dispose()
    {
    }

    private static float[] Read(IAudioInput inner)
    {
        var all = new List<float>();
        var block = new float[4096 * inner.Channels];
        while (!inner.Ended)
        {
            all.AddRange(block.AsSpan(0, inner.Read(block) * inner.Channels));
        }

        return [.. all];
    }

    private void AddFaded(List<float> to, float[] whole, int from, int frames)
    {
        var fade = Math.Min(frames / 2, FadeSeconds * SampleRateHz);
        for (var i = 0; i < frames; i++)
        {
            var gain = (float)Math.Clamp(Math.Min(i, frames - 1 - i) / fade, 0, 1);
            for (var channel = 0; channel < Channels; channel++)
            {
                to.Add(gain * whole[(from + i) * Channels + channel]);
            }
        }
    }
}
