using System.Collections.Immutable;
using Antiphon.Capture;
using Antiphon.Flow;

namespace Antiphon.Transcription;

/// <summary>
/// 10 ms of sound, or the end of them, and what the ear came to know with them: notes of 0.1 s ago
/// and more.
/// </summary>
/// <param name="Block">A <see cref="ReflexHeard"/> or a <see cref="ReflexEnded"/>.</param>
/// <param name="Music">What is known now.</param>
public sealed record SoundTranscribed(Slot Block, MusicHeard Music) : Slot(Block.Place)
{
    /// <summary>What sounds in frames that are known now, in order.</summary>
    public ImmutableArray<FrameNotes> Frames { get; init; } = [];

    /// <summary>The block; null for the end.</summary>
    public ReflexHeard? Reflex => Block as ReflexHeard;

    /// <summary>The end of the blocks; null for a block.</summary>
    public ReflexEnded? Ended => Block as ReflexEnded;

    /// <summary>A block that the ear did not hear.</summary>
    public static SoundTranscribed Unheard(ReflexHeard block) =>
        new(WithoutSound(block), new MusicHeard(block.Place) { IsLost = true });

    /// <summary>What goes on to the mind has been heard.</summary>
    internal static ReflexHeard WithoutSound(ReflexHeard block) =>
        block with { Samples = default };
}
