using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>
/// Places at which a recall may begin: those that were preceded by much the same as now, and some
/// anywhere, weighed by how their pitches fit those of now, by taboo, and by where they come from.
/// </summary>
internal sealed class StartCandidates(
    NavigationOptions options, MemoryView view, HeardMemory heard, OrdinalSet taboo,
    SourceFavours favours, MusicNow music, SplitMix64 random)
{
    private const int MostMatches = 24;
    private const int Anywhere = 16;
    private const double AnywhereContext = 0.2;
    private const int MaterialFrames = 110;
    private const int LeastFrames = 24;
    private const double TabooLeft = 0.05;

    private readonly MemoryFilter _filter = options.Filter();

    /// <summary>Places that continue what led up to a state.</summary>
    /// <param name="at">The state that the context ends with; null for no context.</param>
    /// <param name="now">Weights of the pitch classes that sound now.</param>
    public List<StartCandidate> Find(int? at, double[] now)
    {
        List<StartCandidate> found = [];
        if (at is { } state && view.Frame(state) is not null
            && options.HarmonicWeight + options.PercussiveWeight > 0)
        {
            var query = new ContextQuery
            {
                At = state,
                Most = MostMatches,
                HarmonicWeight = options.HarmonicWeight,
                PercussiveWeight = options.PercussiveWeight,
                HalfLifeSeconds = options.InfluenceHalfLifeSeconds,
                Filter = _filter,
                Allows = place => GoesOn(place + 1),
            };
            foreach (var match in view.Find(query))
            {
                found.Add(Weigh(
                    match.State + 1, match.Frames, match.Seconds, match.Score, now));
            }
        }

        AddAnywhere(found, now);
        return found;
    }

    /// <summary>Whether a recall can go on for a while from a state.</summary>
    private bool GoesOn(int state) =>
        state >= 1 && state + LeastFrames <= view.Count
        && view.Frame(state) is not null && view.Frame(state + LeastFrames) is not null;

    private void AddAnywhere(List<StartCandidate> found, double[] now)
    {
        var ranges = _filter.RangesIn(view);
        var states = ranges.Sum(range => (long)range.Last - range.First + 1);
        for (var i = 0; i < Anywhere && states > 0; i++)
        {
            var left = (long)(random.NextDouble() * states);
            var range = ranges[0];
            foreach (var candidate in ranges)
            {
                range = candidate;
                if (left <= range.Last - range.First)
                {
                    break;
                }

                left -= range.Last - range.First + 1;
            }

            var state = (int)(range.First + left);
            if (GoesOn(state))
            {
                found.Add(Weigh(state, 0, 0, AnywhereContext, now));
            }
        }
    }

    private StartCandidate Weigh(int state, int frames, double seconds, double score, double[] now)
    {
        var recording = view.SourceOf(state)?.Name;
        Span<double> material = stackalloc double[Chroma.Classes];
        var (count, avoided) = Gather(state, material);
        return new StartCandidate(
            state,
            frames,
            seconds,
            score,
            Transposition.Of(
                now, material, options, preferred: 0, Beside(state, options.ChordWeight)),
            1 - (1 - TabooLeft) * avoided / Math.Max(1, count),
            favours.Of(recording)
                * (state >= view.FirstLive ? options.LiveWeight : options.CorpusWeight));
    }

    /// <summary>Sums the pitch classes of what would be recalled from a state on.</summary>
    /// <returns>How many frames that is, and how many of them were recalled of late.</returns>
    private (int Count, int Avoided) Gather(int state, Span<double> material)
    {
        material.Clear();
        var (count, avoided) = (0, 0);
        while (count < MaterialFrames && state + count <= view.Count
            && view.Frame(state + count) is { } frame)
        {
            var recalled = new RecalledFrame(0, frame, Jumped: false, Semitones: 0)
            {
                Heard = heard.Of(frame),
            };
            recalled.AddPitch(material);
            avoided += taboo.Contains(frame.Ordinal) ? 1 : 0;
            count++;
        }

        return (count, avoided);
    }

    /// <summary>
    /// How what follows a state is best moved, when it has been moved so far already.
    /// </summary>
    public Transposition MoveAt(int state, double[] now, int preferred)
    {
        Span<double> material = stackalloc double[Chroma.Classes];
        Gather(state, material);
        return Transposition.Of(now, material, options, preferred, Beside(state, 0));
    }

    // What the key of now says of a move, and the chord.
    private Func<int, double>? Beside(int state, double chordWeight) =>
        view.Frame(state) is { } frame && heard.Of(frame)?.Music is { } then
            ? semitones => options.KeyWeight * MusicFit.OfKey(music, then, semitones)
                + chordWeight * MusicFit.OfChord(music, then, semitones)
            : null;
}

/// <summary>A place at which a recall may begin, and what speaks for it.</summary>
/// <param name="State">The state to be sounded first.</param>
/// <param name="Frames">Frames before it that agree with the context, from 0.</param>
/// <param name="Seconds">How long these were.</param>
/// <param name="Context">How well they agree, from 0.</param>
/// <param name="Move">How its pitches are moved, and how they then fit those of now.</param>
/// <param name="Taboo">What is left of its weight because it was recalled of late, 0…1.</param>
/// <param name="Source">Weight of where it comes from, from 0.</param>
internal readonly record struct StartCandidate(
    int State, int Frames, double Seconds, double Context, Transposition Move, double Taboo,
    double Source)
{
    /// <summary>What speaks for it, all together, from 0.</summary>
    public double Weight(NavigationOptions options) =>
        Context * Math.Exp(options.HarmonyWeight * (Move.Fit + Move.Music)) * Taboo * Source;
}
