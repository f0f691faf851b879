using Antiphon.Demo;
using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>A call as it was composed: what a perfect ear would know of it.</summary>
internal sealed class CallTruth
{
    private const double Early = 0.05;
    private const int BeatsBeyond = 64;

    private readonly double[] _beats;
    private readonly double[] _sounds;
    private readonly double[] _rests;

    public CallTruth(
        CallKind kind, IEnumerable<CallNote> notes, IEnumerable<double> beats, double seconds)
    {
        (Kind, Seconds) = (kind, seconds);
        Notes = [.. notes.OrderBy(note => note.Onset).ThenBy(note => note.Key)];
        Tones = [.. Notes.Select(note => note.Tone)];
        Melody = Tone.Top(Notes.Where(note => note.Part == CallPart.Melody).Select(n => n.Tone));
        Figures = PlayedFigure.In(Melody);
        var known = beats.ToList();
        Beats = known;
        var step = known[^1] - known[^2];
        _beats = [.. known, .. Enumerable.Range(1, BeatsBeyond).Select(i => known[^1] + step * i)];
        var spans = Spans(Tones);
        (_sounds, _rests) = ([.. spans.Select(s => s.From)], [.. spans.Select(s => s.To)]);
    }

    public CallKind Kind { get; }

    public string Name => Kind.Name;

    public double Seconds { get; }

    /// <summary>In the order of onsets.</summary>
    public IReadOnlyList<CallNote> Notes { get; }

    /// <summary>The same without their parts.</summary>
    public IReadOnlyList<Tone> Tones { get; }

    /// <summary>The highest notes of the melody's part.</summary>
    public IReadOnlyList<Tone> Melody { get; }

    public IReadOnlyList<PlayedFigure> Figures { get; }

    /// <summary>When beats fall, pauses included.</summary>
    public IReadOnlyList<double> Beats { get; }

    /// <summary>Of a beat at the tempo that is written.</summary>
    public required double BeatSeconds { get; init; }

    public IReadOnlyList<double> Downbeats { get; init; } = [];

    public IReadOnlyList<CallHit> Hits { get; init; } = [];

    public required IReadOnlyList<CallChord> Chords { get; init; }

    public required IReadOnlyList<CallKey> Keys { get; init; }

    /// <summary>From the first bar line to the last.</summary>
    public required IReadOnlyList<(double From, double To)> Phrases { get; init; }

    /// <summary>From when on there is a pulse.</summary>
    public double PulseFrom { get; init; }

    /// <summary>Beats since the first; between beats in proportion.</summary>
    public double Phase(double time)
    {
        if (time <= _beats[0])
        {
            return 0;
        }

        var i = After(_beats, time) - 1;
        return i >= _beats.Length - 1
            ? _beats.Length - 1
            : i + (time - _beats[i]) / (_beats[i + 1] - _beats[i]);
    }

    /// <summary>How long the beat is that a time lies in.</summary>
    public double Period(double time)
    {
        var i = Math.Clamp(After(_beats, time) - 1, 0, _beats.Length - 2);
        return _beats[i + 1] - _beats[i];
    }

    /// <summary>Whether the player sounds.</summary>
    public bool Sounds(double time)
    {
        var i = After(_sounds, time) - 1;
        return i >= 0 && time < _rests[i];
    }

    public CallKey KeyAt(double time) => Last(Keys, key => key.From <= time + Early);

    public CallChord ChordAt(double time) => Last(Chords, chord => chord.From <= time + Early);

    /// <summary>How long each pitch class sounded in the call's last 4 s before a time.</summary>
    public double[] Sounded(double time, double window = 4)
    {
        var weights = new double[12];
        var ends = Tones.TakeWhile(tone => tone.Onset < time).Select(tone => tone.End).ToList();
        if (ends.Count == 0)
        {
            return weights;
        }

        var end = Math.Min(time, ends.Max());
        foreach (var tone in Tones)
        {
            weights[tone.PitchClass] += Math.Max(
                0, Math.Min(tone.End, end) - Math.Max(tone.Onset, end - window));
        }

        return weights;
    }

    private static T Last<T>(IReadOnlyList<T> all, Func<T, bool> begun) =>
        all.TakeWhile(begun).DefaultIfEmpty(all[0]).Last();

    private static int After(double[] sorted, double time)
    {
        var found = Array.BinarySearch(sorted, time);
        return found >= 0 ? found + 1 : ~found;
    }

    private static List<(double From, double To)> Spans(IEnumerable<Tone> tones)
    {
        List<(double From, double To)> spans = [];
        foreach (var tone in tones)
        {
            if (spans.Count > 0 && tone.Onset <= spans[^1].To)
            {
                spans[^1] = (spans[^1].From, Math.Max(spans[^1].To, tone.End));
            }
            else
            {
                spans.Add((tone.Onset, tone.End));
            }
        }

        return spans;
    }
}

/// <summary>A note of a call.</summary>
internal sealed record CallNote(
    double Onset, double Seconds, int Key, int Velocity, CallPart Part)
{
    public Tone Tone => new(Onset, Seconds, Key, Velocity, (int)Part);
}

/// <summary>Whose a note of a call is.</summary>
internal enum CallPart
{
    Melody = 0,
    Comp = 1,
    Bass = 2,
}

/// <summary>A stroke of a call's drums.</summary>
internal sealed record CallHit(double Time, DrumKind Drum, int Velocity);

/// <summary>A chord of a call.</summary>
/// <param name="Root">Pitch class.</param>
/// <param name="Tones">Pitch classes, the root first.</param>
internal sealed record CallChord(double From, double To, int Root, IReadOnlyList<int> Tones)
{
    public bool IsMinor => Tones.Contains((Root + 3) % 12) && !Tones.Contains((Root + 4) % 12);
}

/// <summary>A key of a call, from a time on.</summary>
/// <param name="Tonic">Pitch class.</param>
internal sealed record CallKey(double From, int Tonic, bool IsMinor)
{
    /// <summary>Its scale, in minor with the leading tone.</summary>
    public IReadOnlyList<int> Tones =>
        [.. (IsMinor ? [0, 2, 3, 5, 7, 8, 10, 11] : (int[])[0, 2, 4, 5, 7, 9, 11])
            .Select(step => (Tonic + step) % 12)];

    public IReadOnlyList<int> Triad =>
        [Tonic, (Tonic + (IsMinor ? 3 : 4)) % 12, (Tonic + 7) % 12];
}
