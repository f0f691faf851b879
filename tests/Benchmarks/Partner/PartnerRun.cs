using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Control;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Partner;

/// <summary>A partner that answers a piece, and what it played.</summary>
internal sealed class PartnerRun
{
    public List<NotePlanned> Notes { get; } = [];

    public List<Decision> Decisions { get; } = [];

    /// <summary>How long the calls took in which something was decided, in ms.</summary>
    public List<double> DecisionMs { get; } = [];

    /// <param name="mode">The mode that it stays in; null when it chooses.</param>
    /// <param name="shuffle">
    /// A seed by which what is remembered of a frame is that of another; null to remember rightly.
    /// </param>
    public static PartnerRun Of(
        HeardPiece piece, AgentOptions options, MemoryGround ground, ulong? shuffle = null,
        Mode? mode = null)
    {
        var random = new SplitMix64(shuffle ?? 0);
        List<FrameDescriptors> heard = [];
        var run = new PartnerRun();
        var estate = new MindEstate(
            options,
            mode is { } wanted ? [new ControlGiven(new FixMode(wanted), SampleTime.Zero)] : []);
        var mind = new AgentMind(estate, MindLines.TokensAndReflexes);
        var store = new MemoryStore(new MemoryOptions(), ground);
        var reflex = 0;
        foreach (var token in piece.Tokens)
        {
            while (reflex < piece.Reflexes.Count && piece.Reflexes[reflex].End <= token.End)
            {
                run.Hear(piece.Reflexes[reflex++], mind.Hear);
            }

            var marked = estate.Mark(token);
            heard.Add(token.Descriptors);
            var kept = shuffle is null
                ? marked
                : marked with { Descriptors = heard[random.NextInt(heard.Count)] };
            run.Hear(new TokenRemembered(token.Place, marked, store.Remember(kept)), mind.Hear);
        }

        var last = piece.Tokens[^1];
        var end = new Place(last.Segment.Next, last.Segment.Next.Start, default, 0);
        run.Hear(new ReflexEnded(end), mind.Hear);
        run.Hear(new InputEnded(end), mind.Hear);
        return run;
    }

    private void Hear<T>(T slot, Func<T, AgentDecided> hear)
    {
        var started = TimeProvider.System.GetTimestamp();
        var decided = hear(slot);
        if (decided.Decisions.Length > 0)
        {
            DecisionMs.Add(
                TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        Decisions.AddRange(decided.Decisions);
        Notes.AddRange(decided.Notes);
        Notes.RemoveAll(note => decided.Withdrawn.Contains(note.Id));
    }
}
