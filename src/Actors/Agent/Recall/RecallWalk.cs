using Antiphon.MemoryBuffer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// One walk through the memory: where it begins, and how it goes on until it is long enough.
/// </summary>
/// <remarks>Source: see <see cref="Navigator"/>. Not thread-safe.</remarks>
/// <param name="quest">What is looked for.</param>
/// <param name="heard">What the ear heard in what is remembered.</param>
/// <param name="taboo">Frames recalled of late.</param>
/// <param name="favours">What a performer has said of the recordings.</param>
/// <param name="last">The walk before, to go on from; null for none.</param>
/// <param name="again">The walk that is to be taken once more; null for a new one.</param>
internal sealed class RecallWalk(
    NavigationOptions options, SplitMix64 random, RecallQuery quest, HeardMemory heard,
    OrdinalSet taboo, SourceFavours favours, WalkBookmark? last, WalkBookmark? again)
{
    private const double EchoChance = 0.25;
    private const double NewestSeconds = 1.6;
    private const int FramesToOnset = 20;
    private const int MostCrossings = 10;

    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;

    private readonly MemoryView _view = quest.Memory;
    private readonly Crossings _crossings = new(
        quest.Memory, heard, taboo, RangesOf(options, quest.Memory));

    private readonly List<RecalledFrame> _frames = [];
    private readonly List<RecalledRun> _runs = [];
    private StartCandidates? _beginnings;
    private List<StartCandidate> _found = [];

    public Recall Go()
    {
        if (again?.IsIn(_view) == true)
        {
            return Follow(again.First, again.Semitones);
        }

        if (Itself() is > 0 and var state)
        {
            return Follow(state, semitones: 0);
        }

        _beginnings = new StartCandidates(
            options, _view, heard, taboo, favours, quest.Music, random);
        _found = _beginnings.Find(Context(), quest.Call.Chroma);
        if (_found.Count == 0)
        {
            return Recall.Nothing;
        }

        var (beginning, chance) = Draw(_found);
        return Follow(ToOnset(beginning.State), beginning.Move.Semitones) with
        {
            Beginning = beginning,
            Weights = new ChoiceWeights(
                _found.Count, beginning.Context, beginning.Move.Fit, beginning.Taboo,
                beginning.Source, chance),
        };
    }

    private static List<StateRange>? RangesOf(NavigationOptions options, MemoryView view) =>
        options.IsBounded ? options.Filter().RangesIn(view) : null;

    // Where the call itself is recalled, or its newest part; 0 for another place.
    private int Itself() => quest.Source switch
    {
        RecallSource.Newest => _crossings.FirstSince(
            SampleTime.Max(quest.Call.Start, quest.Call.End.PlusSeconds(-NewestSeconds))),
        RecallSource.Call when options.LiveWeight > 0 && random.NextDouble() < EchoChance =>
            _crossings.FirstSince(quest.Call.Start),
        _ => 0,
    };

    // What is looked for ends with the newest frame, or with what was recalled last.
    private int? Context()
    {
        var self = quest.Source == RecallSource.Self
            || random.NextDouble() < options.ListenToSelf;
        return self && last?.IsIn(_view) == true
            ? last.Last
            : quest.Call.Frames.Count > 0 ? _view.Count : null;
    }

    private Recall Follow(int state, int semitones)
    {
        double offset = 0, runStart = 0;
        var (first, begun) = (state, (state, semitones));
        Sound(state, 0, jumped: true, semitones);
        while (offset < quest.Seconds)
        {
            var next = Next(state, offset - runStart, semitones);
            if (next == 0)
            {
                break;
            }

            var jumped = next != state + 1;
            offset += jumped ? HopSeconds : Step(state, next);
            if (jumped)
            {
                EndRun(first, state, runStart, semitones);
                (first, runStart) = (next, offset);
                semitones = Moved(next, semitones);
            }

            state = next;
            Sound(state, offset, jumped, semitones);
        }

        EndRun(first, state, runStart, semitones);
        return new Recall(_frames)
        {
            Runs = _runs,
            Trace = new WalkBookmark(
                _view.Generation, begun.state, begun.semitones, state, _runs[^1].Recording),
        };
    }

    private void Sound(int state, double offset, bool jumped, int semitones)
    {
        var frame = _view.Frame(state)!;
        _frames.Add(new RecalledFrame(offset, frame, jumped, semitones)
        {
            Heard = heard.Of(frame),
        });
    }

    private int Moved(int state, int semitones) =>
        _beginnings?.MoveAt(state, quest.Call.Chroma, semitones).Semitones ?? semitones;

    private void EndRun(int first, int last, double offset, int semitones) =>
        _runs.Add(new RecalledRun(
            _view.SourceOf(first)?.Name,
            _view.Frame(first)!.Time,
            _view.Frame(last)!.Time,
            offset,
            semitones));

    /// <summary>The state to sound after one; 0 when the phrase has nowhere to go.</summary>
    private int Next(int state, double runSeconds, int semitones)
    {
        var goesOn = _crossings.CanSound(state + 1);
        var step = goesOn ? Step(state, state + 1) : 0;
        var mayGoOn = goesOn && runSeconds + step <= options.LongestCopySeconds;
        if (mayGoOn && random.NextDouble() >= step / options.ContinuitySeconds)
        {
            return state + 1;
        }

        var across = _crossings.Across(state);
        if (across.Count > 0)
        {
            return DrawEntry(across, semitones).State;
        }

        // Nothing shares this past. A run that cannot or must not go on starts again elsewhere.
        return mayGoOn ? state + 1
            : _found.Count == 0 ? 0
            : ToOnset(Draw(_found).Beginning.State);
    }

    private double Step(int state, int next) =>
        _view.Frame(next)!.Time.SecondsSince(_view.Frame(state)!.Time);

    // The colder, the surer the best is taken.
    private (StartCandidate Beginning, double Chance) Draw(List<StartCandidate> found)
    {
        var most = found.Max(one => one.Weight(options));
        if (most <= 0)
        {
            return (found[random.NextInt(found.Count)], 1.0 / found.Count);
        }

        double Chance(StartCandidate one) =>
            Math.Pow(one.Weight(options) / most, 1 / quest.Temperature);
        var total = found.Sum(Chance);
        var mark = random.NextDouble() * total;
        foreach (var one in found)
        {
            mark -= Chance(one);
            if (mark < 0)
            {
                return (one, Chance(one) / total);
            }
        }

        return (found[^1], Chance(found[^1]) / total);
    }

    private double Fit(int state, int semitones) =>
        _beginnings?.MoveAt(state, quest.Call.Chroma, semitones) is { } move
            ? move.Fit + move.Music
            : 0;

    private CrossingCandidate DrawEntry(List<CrossingCandidate> entries, int semitones)
    {
        // Only the likeliest are weighed by what they would sound: to look ahead costs most.
        entries = [.. entries.OrderByDescending(entry => entry.Weight).Take(MostCrossings)
            .Select(entry => entry with
        {
            Weight = entry.Weight * Math.Exp(options.HarmonyWeight * Fit(entry.State, semitones)),
        })];
        var mark = random.NextDouble() * entries.Sum(entry => entry.Weight);
        foreach (var entry in entries)
        {
            mark -= entry.Weight;
            if (mark < 0)
            {
                return entry;
            }
        }

        return entries[^1];
    }

    /// <summary>Where the next note begins, at or soon after a state.</summary>
    private int ToOnset(int state)
    {
        var best = state;
        for (var s = state; s < state + FramesToOnset && _crossings.CanSound(s); s++)
        {
            var frame = _view.Frame(s)!;
            if (heard.Of(frame) is { IsStruck: true })
            {
                return s;
            }

            if (frame.Descriptors.OnsetStrength
                > _view.Frame(best)!.Descriptors.OnsetStrength)
            {
                best = s;
            }
        }

        return best;
    }
}

/// <summary>
/// Where a walk through the memory began and ended, to go on from, or to go back to.
/// </summary>
/// <param name="Generation">The memory's, within which the states hold.</param>
/// <param name="First">Its first state.</param>
/// <param name="Semitones">How its pitches were moved there.</param>
/// <param name="Last">Its last state.</param>
/// <param name="Recording">The recording it ended in; null for what was heard live.</param>
internal sealed record WalkBookmark(
    int Generation, int First, int Semitones, int Last, string? Recording)
{
    /// <summary>Whether its states are still those of a view.</summary>
    public bool IsIn(MemoryView view) => Generation == view.Generation && Last <= view.Count;
}
