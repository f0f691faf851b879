using Antiphon.Capture;
using Antiphon.Flow;

namespace Antiphon.Transcription;

/// <summary>
/// Hears: <see cref="ReflexHeard"/> with its sound, <see cref="ReflexEnded"/>.
/// Says: <see cref="SoundTranscribed"/>.
/// Bound: a few frames of sound, what was heard of the last, a note a key.
/// On failure: what it heard of the block is lost, and notes that sounded have ended; the block
/// itself goes on to the agent. The model and its buffers survive.
/// </summary>
public sealed class TranscriberActor(Func<BlockTranscriber> newTranscriber, StageContext context)
    : StageActor<Slot>(context)
{
    private readonly BlockTranscriber _transcriber = newTranscriber();

    protected override Slot Process(Slot slot) => slot switch
    {
        ReflexHeard block => _transcriber.Hear(block),
        ReflexEnded end => _transcriber.Hear(end),
        _ => throw new ArgumentException($"a {slot.GetType().Name} is not for the ear"),
    };

    // It was too late for a block.
    protected override Slot Pass(Gap gap)
    {
        _transcriber.BreakOff();
        return gap;
    }
}
