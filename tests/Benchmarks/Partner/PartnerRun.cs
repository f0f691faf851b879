using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Time;

namespace Antiphon.Benchmarks.Partner;

/// <summary>A partner that answers a piece, what it played, and what that rests on.</summary>
internal sealed class PartnerRun
{
    private readonly List<JournalEntry> _journal = [];
    private readonly SessionJournal _keeper;
    private readonly HeardPiece _piece;
    private readonly MindStart _start;

    private PartnerRun(HeardPiece piece, MindStart start, bool keeps)
    {
        (_piece, _start) = (piece, start);
        _keeper = new SessionJournal(start.Schedule, (entry, _) =>
        {
            if (keeps)
            {
                _journal.Add(entry);
            }
        });
    }

    public List<NotePlanned> Notes { get; } = [];

    public List<Decision> Decisions { get; } = [];

    /// <summary>How long the calls took in which something was decided, in ms.</summary>
    public List<double> DecisionMs { get; } = [];

    /// <summary>What is to be measured of it.</summary>
    public PlayedMusic Music => PlayedMusic.Of(_piece.Tokens, Notes, Decisions);

    /// <param name="keeps">Whether shuffled runs will be asked for.</param>
    /// <param name="mode">The mode that it stays in; null when it chooses.</param>
    public static PartnerRun Of(
        HeardPiece piece, AgentOptions options, PriorMemory ground, bool keeps = true,
        Mode? mode = null)
    {
        ControlGiven[] schedule = mode is { } wanted
            ? [new ControlGiven(new FixMode(wanted), SampleTime.Zero)]
            : [];
        var run = new PartnerRun(piece, new MindStart(
            options, new MemoryOptions(), ground, HearingLines.TokensAndReflexes, schedule), keeps);
        run.Play();
        return run;
    }

    /// <summary>The same with a memory in which words do not tell how frames sounded.</summary>
    public PlayedMusic Control(ulong seed) => ShuffledMemory.Play(_start, _journal, seed);

    private void Play()
    {
        var estate = new SurvivingState(_start.Agent, _start.Schedule, _start.Ground);
        var mind = new AgentMind(estate, _start.Lines);
        var store = new MemoryStore(_start.Memory, _start.Ground);
        var reflex = 0;
        foreach (var token in _piece.Tokens)
        {
            while (reflex < _piece.Reflexes.Count && _piece.Reflexes[reflex].End <= token.End)
            {
                Hear(_piece.Reflexes[reflex++], mind.Hear);
            }

            var marked = estate.Mark(token);
            var remembered = new TokenRemembered(token.Place, marked, store.Remember(marked));
            _keeper.Remembered(remembered);
            Hear(remembered, mind.Hear);
        }

        var last = _piece.Tokens[^1].Segment.Next;
        var end = new Place(last, last.Start, default, 0);
        Hear(new ReflexEnded(end), mind.Hear);
        Hear(new InputEnded(end), mind.Hear);
    }

    private void Hear<T>(T slot, Func<T, AgentDecided> hear)
    {
        var started = TimeProvider.System.GetTimestamp();
        var decided = hear(slot);
        if (decided.Decisions.Length > 0)
        {
            DecisionMs.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        _keeper.Decided(decided);
        Decisions.AddRange(decided.Decisions);
        Notes.AddRange(decided.Notes);
        Notes.RemoveAll(note => decided.Withdrawn.Contains(note.Id));
    }
}
