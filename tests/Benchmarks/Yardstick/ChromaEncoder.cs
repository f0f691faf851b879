using Antiphon.Hpss;

namespace Antiphon.Benchmarks.Yardstick;

/// <summary>Twelve pitch classes, as the rig's own descriptor measures them.</summary>
internal sealed class ChromaEncoder() : WindowEncoder(ChromaAnalyser.WindowSamples, Chroma.Classes)
{
    private readonly ChromaAnalyser _chroma = new();

    protected override void Describe(ReadOnlySpan<float> window, Span<float> features)
    {
        var chroma = _chroma.Measure(window);
        ((ReadOnlySpan<float>)chroma).CopyTo(features);
    }
}
