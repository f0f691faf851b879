using Antiphon.Agent;
using Antiphon.MemoryBuffer;
using Antiphon.Quantizer;
using Antiphon.Transcription;

namespace Antiphon.Replay;

/// <summary>
/// The mind and the memory of a session again, fed from its journal: they decide what they decided.
/// </summary>
/// <remarks>
/// A frame is own sound where it was marked as such, so that nothing hangs on which of memory and
/// mind was the quicker. Bound: as the rig's own. Not thread-safe.
/// </remarks>
public sealed class ReplayedMind
{
    private readonly MindStart _start;
    private readonly Func<FrameToken, FrameToken>? _learnsInstead;
    private readonly MemoryStore _store;
    private readonly SurvivingState _estate;
    private readonly Queue<TokenRemembered> _remembered = new();
    private readonly Entries _entries;
    private AgentMind _mind;

    /// <param name="start">What it began with.</param>
    /// <param name="learnsInstead">
    /// What the memory learns in the place of each frame; null for the frame itself.
    /// </param>
    /// <param name="figureSeed">
    /// Names an order in which the tones of figures are remembered; null for their own.
    /// </param>
    /// <param name="soundsLike">
    /// The frame whose notes it recalls in the place of those of a live frame, by ordinal; null for
    /// its own.
    /// </param>
    public ReplayedMind(
        MindStart start, Func<FrameToken, FrameToken>? learnsInstead = null,
        ulong? figureSeed = null, Func<long, RememberedFrame>? soundsLike = null)
    {
        _entries = new Entries(this);
        (_start, _learnsInstead) = (start, learnsInstead);
        _store = new MemoryStore(start.Memory, start.Ground);
        _store.Break();
        _estate = new SurvivingState(
            start.Agent, start.Schedule, start.Ground, start.Chart, figureSeed)
        {
            Charts = start.Charts,
            Heard = new HeardMemory { IsUsed = start.RecallsNotes, SoundsLike = soundsLike },
        };
        _mind = new AgentMind(_estate, start.Lines);
    }

    /// <summary>
    /// Why it cannot do the same: the first thing that the journal does not tell; null so far.
    /// </summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the next entry in.</summary>
    /// <returns>What is decided thereupon; null where nothing can be.</returns>
    public AgentDecided? Take(JournalEntry entry) => entry.Accept(_entries);

    private void Remember(FrameKept kept)
    {
        var token = kept.Token;
        _estate.Mark(token with { OwnSound = false }); // for what it makes the estate forget
        var view = _store.Remember(_learnsInstead?.Invoke(token) ?? token);
        _remembered.Enqueue(new TokenRemembered(token.Place, token, view));
        if (view.Count != kept.States)
        {
            Fault ??= FormattableString.Invariant(
                $"the memory held {kept.States} states at {token.Time.Seconds:0.00} s and ")
                + FormattableString.Invariant(
                    $"{view.Count} now: it learned something that is not in the journal");
        }
    }

    // Frames come to the mind in the order in which they were kept; some never came.
    private TokenRemembered? Find(long ordinal)
    {
        while (_remembered.TryPeek(out var next) && next.Token.Ordinal < ordinal)
        {
            _remembered.Dequeue();
        }

        if (_remembered.TryPeek(out var found) && found.Token.Ordinal == ordinal)
        {
            return _remembered.Dequeue();
        }

        Fault ??= $"the mind heard frame {ordinal}, which is not in the journal";
        return null;
    }

    private AgentDecided? Checked(AgentDecided? decided, long answer)
    {
        if (decided is not null && decided.Number != answer)
        {
            Fault ??= FormattableString.Invariant(
                $"an answer of the mind got lost before {decided.End.Seconds:0.00} s, ")
                + "and what it rested on with it";
        }

        return decided;
    }

    private void Succeed(int before)
    {
        _estate.Minds = before;
        _mind = new AgentMind(_estate, _start.Lines);
    }

    private sealed class Entries(ReplayedMind replay) : IJournalVisitor<AgentDecided?>
    {
        public AgentDecided? FrameKept(FrameKept entry)
        {
            replay.Remember(entry);
            return null;
        }

        public AgentDecided? MemoryBroke(MemoryBroke entry)
        {
            replay._store.Break();
            return null;
        }

        public AgentDecided? FrameHeard(FrameHeard entry) =>
            replay.Find(entry.Ordinal) is { } remembered
                ? replay.Checked(replay._mind.Hear(remembered), entry.Answer)
                : null;

        public AgentDecided? MindHeard(MindHeard entry)
        {
            if (entry.What is MindInput.MindBegan began)
            {
                replay.Succeed(began.Before);
                return null;
            }

            return replay.Checked(replay._mind.Hear(entry.What), entry.Answer);
        }

        // The mind has the schedule, and takes its commands by itself.
        public AgentDecided? CommandFollowed(CommandFollowed entry) => null;

        public AgentDecided? TransportMoved(TransportMoved entry) => null;
    }
}

/// <summary>What the first mind of a session began with.</summary>
/// <param name="Agent">Its options, the seed among them.</param>
/// <param name="Memory">How much was remembered.</param>
/// <param name="Ground">What was known before the first sound.</param>
/// <param name="Lines">What it heard by.</param>
/// <param name="Schedule">Commands that took effect by themselves.</param>
public sealed record MindStart(
    AgentOptions Agent, MemoryOptions Memory, PriorMemory Ground, HearingLines Lines,
    IReadOnlyList<ControlGiven> Schedule)
{
    /// <summary>What was played; null where nobody told.</summary>
    public Chart? Chart { get; init; }

    /// <summary>Charts that commands name.</summary>
    public IReadOnlyDictionary<string, Chart> Charts { get; init; } =
        new Dictionary<string, Chart>();

    /// <summary>
    /// Frames are recalled by the notes that were heard in them; false where that was not known
    /// yet, in sessions whose journal is older than schema 4.
    /// </summary>
    public bool RecallsNotes { get; init; } = true;
}
