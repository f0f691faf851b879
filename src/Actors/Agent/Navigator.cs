using Antiphon.MemoryBuffer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Walks through the memory: on from frame to frame, and now and then across a suffix link to
/// another place with the same past.
/// </summary>
/// <remarks>
/// Frames keep the times between them; across a jump one hop passes. A run ends by chance (one in
/// <see cref="AgentOptions.ContinuitySeconds"/> on average), at the end of a phrase, or at the
/// longest copy. Source: Assayag, Dubnov 2004; Assayag, Bloch, "Navigating the oracle", ICMC 2007.
/// </remarks>
internal sealed class Navigator(AgentOptions options, SplitMix64 random)
{
    private const double EchoChance = 0.4;
    private const int FramesToOnset = 20;

    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;

    private MemoryView _view = MemoryView.Empty;
    private Crossings _crossings = null!;
    private List<Entry> _beginnings = [];

    /// <summary>Recalls a phrase.</summary>
    /// <param name="call">What it answers.</param>
    /// <param name="seconds">How long it should be, in recalled time.</param>
    /// <param name="mayEcho">Whether it may begin with the call's own beginning.</param>
    public Recall Walk(
        MemoryView view, Call call, double seconds, bool mayEcho, OrdinalSet own, OrdinalSet taboo)
    {
        _view = view;
        _crossings = new Crossings(view, own, taboo);
        _beginnings = _crossings.Continuing(call.Start);
        var echo = _crossings.FirstSince(call.Start);
        var echoes = mayEcho && random.NextDouble() < EchoChance;
        if (echo != 0 && (echoes || _beginnings.Count == 0))
        {
            return Follow(echo, 0, seconds);
        }

        if (_beginnings.Count == 0)
        {
            return Recall.Nothing;
        }

        var beginning = Draw(_beginnings);
        return Follow(ToOnset(beginning.State), beginning.Matched, seconds);
    }

    private Recall Follow(int state, int matched, double seconds)
    {
        List<RecalledFrame> frames = [new(0, _view.Frame(state)!, true)];
        double offset = 0, runStart = 0;
        var jumps = 0;
        while (offset < seconds)
        {
            var next = Next(state, offset - runStart);
            if (next == 0)
            {
                break;
            }

            var jumped = next != state + 1;
            offset += jumped ? HopSeconds : Step(state, next);
            runStart = jumped ? offset : runStart;
            jumps += jumped ? 1 : 0;
            state = next;
            frames.Add(new RecalledFrame(offset, _view.Frame(state)!, jumped));
        }

        return new Recall(frames, matched, jumps);
    }

    /// <summary>The state to sound after one; 0 when the phrase has nowhere to go.</summary>
    private int Next(int state, double runSeconds)
    {
        var goesOn = _crossings.CanSound(state + 1);
        var step = goesOn ? Step(state, state + 1) : 0;
        var leaves = !goesOn
            || runSeconds >= options.LongestCopySeconds
            || random.NextDouble() < step / options.ContinuitySeconds;
        if (!leaves)
        {
            return state + 1;
        }

        var across = _crossings.Across(state);
        if (across.Count > 0)
        {
            return Draw(across).State;
        }

        // Nothing shares this past. A run that cannot or must not go on starts again elsewhere.
        if (goesOn && runSeconds < options.LongestCopySeconds)
        {
            return state + 1;
        }

        return _beginnings.Count == 0 ? 0 : ToOnset(Draw(_beginnings).State);
    }

    private double Step(int state, int next) =>
        _view.Frame(next)!.Time.SecondsSince(_view.Frame(state)!.Time);

    private Entry Draw(List<Entry> entries)
    {
        var total = 0.0;
        foreach (var entry in entries)
        {
            total += entry.Weight;
        }

        var mark = random.NextDouble() * total;
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
            if (_view.Frame(s)!.Descriptors.OnsetStrength
                > _view.Frame(best)!.Descriptors.OnsetStrength)
            {
                best = s;
            }
        }

        return best;
    }
}
