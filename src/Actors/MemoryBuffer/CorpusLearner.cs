using System.Collections.Immutable;
using Antiphon.Flow;
using Antiphon.Quantizer;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Gathers a recording for a corpus, by the same rule by which the live memory learns.
/// </summary>
/// <param name="name">The recording's name.</param>
public sealed class CorpusLearner(string name)
{
    private readonly ImmutableArray<RememberedFrame>.Builder _frames =
        ImmutableArray.CreateBuilder<RememberedFrame>();

    private readonly ImmutableArray<bool>.Builder _breaks = ImmutableArray.CreateBuilder<bool>();
    private readonly LearningRule _rule = new();
    private double _seconds;

    /// <summary>Hears a frame, or that something was lost.</summary>
    public void Hear(Slot slot)
    {
        _seconds = slot.End.Seconds;
        switch (slot)
        {
            case FrameToken token when _rule.Judge(token) == FrameFate.Learned:
                _frames.Add(RememberedFrame.Of(token));
                _breaks.Add(_rule.IsBroken);
                _rule.GoOn();
                break;
            case Gap:
                _rule.Break();
                break;
        }
    }

    /// <summary>The recording so far.</summary>
    public CorpusRecording Close() =>
        new(name, _seconds, _frames.ToImmutable(), _breaks.ToImmutable());
}
