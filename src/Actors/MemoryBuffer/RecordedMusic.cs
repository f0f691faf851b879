using System.Collections.Immutable;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// The music of a recording as the ear heard it: notes, beats, chords and keys, each in the order
/// of time, from the beginning of the recording.
/// </summary>
public sealed record RecordedMusic
{
    /// <summary>Nothing was heard as music.</summary>
    public static RecordedMusic Nothing { get; } = new();

    /// <summary>By onset, then key.</summary>
    public ImmutableArray<RecordedNote> Notes { get; init; } = [];

    /// <summary>Where beats were heard.</summary>
    public ImmutableArray<RecordedBeat> Beats { get; init; } = [];

    /// <summary>Each from when it sounds until the next.</summary>
    public ImmutableArray<RecordedChord> Chords { get; init; } = [];

    /// <summary>Each from when the music is in it until the next.</summary>
    public ImmutableArray<RecordedKey> Keys { get; init; } = [];
}

/// <summary>A note of a recording.</summary>
/// <param name="Onset">When it began.</param>
/// <param name="End">When it ended, after the onset.</param>
/// <param name="Key">MIDI key, 0…127.</param>
/// <param name="LoudnessDb">Of its partials as it began, dBFS.</param>
public readonly record struct RecordedNote(
    SampleTime Onset, SampleTime End, int Key, float LoudnessDb);

/// <summary>A beat of a recording.</summary>
/// <param name="BarBeats">Beats of its bar, 2…7; 0 where no metre was clear.</param>
/// <param name="BarBeat">Which beat of its bar it is, 0 the first.</param>
public readonly record struct RecordedBeat(SampleTime Time, int BarBeats, int BarBeat);

/// <summary>A chord of a recording.</summary>
public readonly record struct RecordedChord(SampleTime From, Chord Chord);

/// <summary>A key of a recording.</summary>
public readonly record struct RecordedKey(SampleTime From, MusicalKey Key);

/// <summary>A recording of a corpus as music.</summary>
/// <param name="Name">Of the recording.</param>
/// <param name="Regions">Its labelled stretches.</param>
public sealed record RememberedPiece(
    string Name, RecordedMusic Music, ImmutableArray<CorpusRegion> Regions);
