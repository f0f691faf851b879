using System.Collections.Immutable;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// Hears sound block by block, and says with each block what is known by then. Where a block does
/// not follow the one before, what sounded has ended, and hearing begins anew.
/// </summary>
/// <remarks>Not thread-safe; allocates only its messages.</remarks>
public sealed class BlockTranscriber : ITranscript
{
    private readonly Transcriber _transcriber;
    private readonly ImmutableArray<NoteBegan>.Builder _began =
        ImmutableArray.CreateBuilder<NoteBegan>();

    private readonly ImmutableArray<NoteEnded>.Builder _ended =
        ImmutableArray.CreateBuilder<NoteEnded>();

    private readonly ImmutableArray<DrumHit>.Builder _hits =
        ImmutableArray.CreateBuilder<DrumHit>();

    private readonly ImmutableArray<FrameNotes>.Builder _frames =
        ImmutableArray.CreateBuilder<FrameNotes>();

    private SampleTime? _until;

    /// <inheritdoc cref="Transcriber(IEar, TranscriptionOptions, GateOptions, ITranscript)"/>
    public BlockTranscriber(IEar ear, TranscriptionOptions options, GateOptions gate) =>
        _transcriber = new Transcriber(ear, options, gate, this);

    /// <summary>Hears a block.</summary>
    /// <param name="block">With its sound.</param>
    public SoundTranscribed Hear(ReflexHeard block)
    {
        if (_until != block.Start)
        {
            BreakOff();
            _transcriber.Begin(block.Start);
        }

        _until = block.End;
        _transcriber.Hear(block.Samples.Span);
        return Said(new SoundTranscribed(
            SoundTranscribed.WithoutSound(block), Known(block.Place)));
    }

    /// <summary>Hears that no block follows: every note has ended.</summary>
    public SoundTranscribed Hear(ReflexEnded end)
    {
        BreakOff();
        return Said(new SoundTranscribed(end, Known(end.Place)));
    }

    /// <summary>What follows does not follow what was heard: every note has ended.</summary>
    public void BreakOff()
    {
        if (_until is not null)
        {
            _until = null;
            _transcriber.End();
        }
    }

    void ITranscript.Began(in NoteBegan note) => _began.Add(note);

    void ITranscript.Ended(in NoteEnded note) => _ended.Add(note);

    void ITranscript.Hit(in DrumHit hit) => _hits.Add(hit);

    void ITranscript.Frame(in FrameNotes frame) => _frames.Add(frame);

    private MusicHeard Known(Place place) => new(place)
    {
        Began = _began.DrainToImmutable(),
        Ended = _ended.DrainToImmutable(),
        Hits = _hits.DrainToImmutable(),
    };

    private SoundTranscribed Said(SoundTranscribed heard) => _frames.Count == 0
        ? heard
        : heard with { Frames = _frames.DrainToImmutable() };
}
