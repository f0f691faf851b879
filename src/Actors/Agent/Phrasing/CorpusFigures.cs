using System.Collections.Immutable;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// The figures of recordings: their phrases, told apart by rests and, where none comes, by bars,
/// each heard as a phrase of the player is.
/// </summary>
internal static class CorpusFigures
{
    /// <summary>No more are kept of all recordings together.</summary>
    public const int Most = 8192;

    private const double RestBeats = 1;
    private const double FreeBeatSeconds = 0.5;
    private const double LongestBeatSeconds = 2;
    private const double AroundSeconds = 2;
    private const double OnBar = 0.2;
    private const int LongestBars = 4;

    /// <summary>The figures of all recordings, in their order.</summary>
    public static ImmutableArray<CorpusFigure> Of(IEnumerable<RememberedPiece> pieces) =>
        [.. pieces.SelectMany(Of).Take(Most)];

    private static IEnumerable<CorpusFigure> Of(RememberedPiece piece)
    {
        var music = piece.Music;
        foreach (var phrase in Phrases(music))
        {
            var (from, to) = (phrase[0].Onset, phrase.Max(note => note.End));
            if (KeyAt(music.Keys, to) is not { } key)
            {
                continue;
            }

            var heard = LineOf(music.Beats, from, to);
            var line = heard ?? BeatLine.Free(from, FreeBeatSeconds);
            var grid = heard is null
                ? Subdivision.Free
                : Subdivision.Hear(
                    [.. phrase.Select(note => line.PositionOf(note.Onset))],
                    BeatDivision.Straight);
            var figure = Figure.Of(
                Texture.Of(phrase).Melody, line, grid, new Ladder(key, default),
                FigureOwner.Corpus);
            yield return new CorpusFigure(
                figure with { Recording = piece.Name },
                [
                    .. piece.Regions
                        .Where(region => from.Seconds >= region.FromSeconds
                            && from.Seconds < region.ToSeconds)
                        .Select(region => region.Label),
                ]);
        }
    }

    private static IEnumerable<List<HeardNote>> Phrases(RecordedMusic music)
    {
        List<HeardNote> phrase = [];
        var end = SampleTime.Zero;
        foreach (var note in music.Notes)
        {
            if (phrase.Count > 0 && IsOver(music.Beats, phrase[0].Onset, end, note.Onset))
            {
                yield return phrase;
                phrase = [];
            }

            phrase.Add(new HeardNote(
                note.Onset, note.End.SecondsSince(note.Onset), note.Key, note.LoudnessDb));
            end = phrase.Count == 1 ? note.End : SampleTime.Max(end, note.End);
        }

        if (phrase.Count > 0)
        {
            yield return phrase;
        }
    }

    private static bool IsOver(
        ImmutableArray<RecordedBeat> beats, SampleTime from, SampleTime end, SampleTime next)
    {
        var line = LineOf(beats, from, next);
        var rest = next.SecondsSince(end);
        if (line is null)
        {
            return rest >= RestBeats * FreeBeatSeconds
                || next.SecondsSince(from) >= LongestBars * 4 * FreeBeatSeconds;
        }

        var (began, at) = (line.PositionOf(from), line.PositionOf(next));
        return rest >= RestBeats * line.Seconds
            || (at - line.BarOf(began + OnBar) >= LongestBars * line.BarBeats - OnBar
                && line.InBar(at + OnBar) <= 2 * OnBar);
    }

    // Null where no beat was heard around.
    private static BeatLine? LineOf(
        ImmutableArray<RecordedBeat> beats, SampleTime from, SampleTime to)
    {
        var line = new BeatLine();
        for (var i = FirstFrom(beats, from.PlusSeconds(-AroundSeconds)); i + 1 < beats.Length; i++)
        {
            var (beat, seconds) =
                (beats[i], beats[i + 1].Time.SecondsSince(beats[i].Time));
            if (beat.Time > to.PlusSeconds(AroundSeconds))
            {
                break;
            }

            if (seconds is > 0 and <= LongestBeatSeconds)
            {
                line.Hear(
                    new Beat(
                        beat.Time, seconds, 1, BeatDivision.Straight, beat.BarBeats, beat.BarBeat),
                    beat.Time);
            }
        }

        return line.Now is null ? null : line;
    }

    private static int FirstFrom(ImmutableArray<RecordedBeat> beats, SampleTime from)
    {
        var (low, high) = (0, beats.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = beats[middle].Time < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static MusicalKey? KeyAt(ImmutableArray<RecordedKey> keys, SampleTime time) =>
        keys.IsEmpty ? null : keys.LastOrDefault(at => at.From <= time, keys[0]).Key;
}

/// <summary>A figure of a recording.</summary>
/// <param name="Labels">Of the stretches that it lies in.</param>
internal sealed record CorpusFigure(Figure Figure, ImmutableArray<string> Labels);
