using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>What the player has just played, in the few figures that an answer needs.</summary>
/// <param name="Frames">The newest frames of it, in order.</param>
/// <param name="Notes">The newest notes of it that came from a keyboard, in order.</param>
/// <param name="Key">Median key of what was pitched in it; null when nothing was.</param>
/// <param name="Chroma">Weight of the twelve pitch classes, the newest weighing most.</param>
/// <param name="OnsetsPerSecond">How densely it was played, from 0.</param>
/// <param name="PulseSeconds">Median time between its onsets; null when there are too few.</param>
/// <param name="LastOnset">When the last of them was heard.</param>
/// <param name="PeakDb">How loud the player gets, dBFS.</param>
internal sealed record PlayerPhrase(
    IReadOnlyList<RecalledFrame> Frames,
    IReadOnlyList<NoteHeard> Notes,
    SampleTime Start,
    SampleTime End,
    double? Key,
    double[] Chroma,
    double OnsetsPerSecond,
    double? PulseSeconds,
    SampleTime LastOnset,
    double PeakDb)
{
    private const double ChromaHalfLifeSeconds = 1;
    private const double LeastSeconds = 0.35;
    private const double DefaultPeakDb = -12;

    private static readonly double FrameSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;

    /// <summary>Nobody has played: nothing is known of pitch, pulse or loudness.</summary>
    public static PlayerPhrase Nothing(SampleTime now) =>
        new([], [], now, now, null, new double[Hpss.Chroma.Classes], 0, null, now, DefaultPeakDb);

    public double Seconds => End.SecondsSince(Start);

    /// <param name="frames">The newest frames of the call.</param>
    /// <param name="notes">The newest notes of it, by a keyboard.</param>
    /// <param name="start">
    /// When the call began (earlier than the first frame, in a long one).
    /// </param>
    public static PlayerPhrase Of(
        RememberedFrame[] frames, NoteHeard[] notes, SampleTime start, SampleTime end,
        double peakDb)
    {
        var origin = frames.Length > 0 ? frames[0].Time : start;
        RecalledFrame[] placed = [.. frames.Select(
            f => new RecalledFrame(f.Time.SecondsSince(origin), f, Jumped: false, Semitones: 0)
            {
                Heard = f.Heard,
            })];
        var onsets = Onsets.Pick(placed);
        var struck = Enumerable.Range(0, placed.Length).Where(i => onsets[i])
            .Select(i => frames[i].Time)
            .Concat(notes.Select(note => note.Onset)).Order().ToList();
        List<double> keys =
        [
            .. placed.Select(frame => frame.Key).OfType<double>(),
            .. notes.Select(note => (double)note.Key),
        ];
        var seconds = Math.Max(LeastSeconds, end.SecondsSince(origin));
        return new PlayerPhrase(
            placed,
            notes,
            start,
            end,
            keys.Count == 0 ? null : Pitch.Median(keys, 0),
            ChromaOf(placed, notes, end),
            struck.Count / seconds,
            Pulse.Of(struck),
            struck.Count == 0 ? end : struck[^1],
            notes.Length > 0 && frames.Length == 0 ? DefaultPeakDb : peakDb);
    }

    private static double[] ChromaOf(
        RecalledFrame[] frames, NoteHeard[] notes, SampleTime end)
    {
        var sum = new double[Hpss.Chroma.Classes];
        var isHeard = frames.Any(frame => frame.Heard is { IsPitched: true });
        foreach (var frame in frames.Where(one => !isHeard || one.Heard is { IsPitched: true }))
        {
            frame.AddChroma(sum, Faded(frame.Frame.Time) * FrameSeconds);
        }

        // A key counts like a sound as loud as the player's.
        var energy = frames.Length == 0 ? 1 : Math.Max(double.Epsilon, sum.Sum());
        foreach (var note in notes)
        {
            sum[note.Key % sum.Length] +=
                energy * Faded(note.Onset + note.Length) * note.Length.Seconds;
        }

        return sum;

        double Faded(SampleTime time) =>
            double.Exp2(-Math.Max(0, end.SecondsSince(time)) / ChromaHalfLifeSeconds);
    }
}
