using System.Collections.Immutable;
using Antiphon.Flow;

namespace Antiphon.Transcription;

/// <summary>What the ear came to know with a stretch of sound, mostly nothing.</summary>
/// <param name="Place">The stretch with which it came to know it.</param>
public sealed record MusicHeard(Place Place)
{
    /// <summary>Notes that began, in the order in which that was known.</summary>
    public ImmutableArray<NoteBegan> Began { get; init; } = [];

    /// <summary>Notes that ended, likewise.</summary>
    public ImmutableArray<NoteEnded> Ended { get; init; } = [];

    /// <summary>Drums that were hit, likewise.</summary>
    public ImmutableArray<DrumHit> Hits { get; init; } = [];

    /// <summary>
    /// Nothing was heard of this stretch, though there was sound: notes that sounded are over.
    /// </summary>
    public bool IsLost { get; init; }

    /// <summary>There is nothing to know.</summary>
    public bool IsEmpty => !IsLost && Began.IsEmpty && Ended.IsEmpty && Hits.IsEmpty;

    public bool Equals(MusicHeard? other) =>
        other is not null
        && Place == other.Place
        && IsLost == other.IsLost
        && Began.AsSpan().SequenceEqual(other.Began.AsSpan())
        && Ended.AsSpan().SequenceEqual(other.Ended.AsSpan())
        && Hits.AsSpan().SequenceEqual(other.Hits.AsSpan());

    public override int GetHashCode() =>
        HashCode.Combine(Place, IsLost, Began.Length, Ended.Length, Hits.Length);
}
