using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>
/// What a mind leaves to the one that takes its place: the numbers it has given, what the performer
/// has set, what is still to come of a plan, and what it sounds.
/// </summary>
/// <remarks>Not thread-safe but for <see cref="OwnSound"/>: one mind at a time.</remarks>
public sealed class SurvivingState
{
    private readonly AgentOptions _start;
    private readonly IReadOnlyList<ControlGiven> _schedule;
    private readonly Chart? _ofSession;
    private long _notes;
    private long _decisions;
    private long _answers;
    private int _scheduled;

    /// <param name="start">The agent's options at the start.</param>
    /// <param name="schedule">Commands that take effect by themselves, in order of time.</param>
    /// <param name="ground">What was known before; nothing when left out.</param>
    /// <param name="chart">What is played; null where nobody told.</param>
    /// <param name="figureSeed">
    /// Names an order in which the tones of figures are remembered; null for their own.
    /// </param>
    /// <exception cref="ArgumentException">A voice's lowest key is above its highest.</exception>
    public SurvivingState(
        AgentOptions start, IReadOnlyList<ControlGiven>? schedule = null,
        PriorMemory? ground = null, Chart? chart = null, ulong? figureSeed = null)
    {
        if (start.Melody.LowestKey > start.Melody.HighestKey
            || start.Bass.LowestKey > start.Bass.HighestKey)
        {
            throw new ArgumentException(
                "A voice's lowest key is above its highest.", nameof(start));
        }

        _start = start;
        Settings = new LiveOptions(new ControlState(start));
        _schedule = schedule ?? [];
        Figures = new FigureMemory(
            CorpusFigures.Of(ground?.Pieces ?? []),
            figureSeed is { } seed ? new FigureShuffle(seed) : null);
        _ofSession = Chart = chart;
    }

    /// <summary>What it sounds, and what of it comes back.</summary>
    public EchoTracker OwnSound { get; } = new();

    /// <summary>The frame, marked as own sound when it is.</summary>
    public FrameToken Mark(FrameToken token) =>
        OwnSound.Mark(token, _start.OwnTailMs / 1000, _start.OwnAttackMs / 1000);

    /// <summary>Charts that may be played in its place, each by its name.</summary>
    public IReadOnlyDictionary<string, Chart> Charts { get; init; } =
        new Dictionary<string, Chart>();

    /// <summary>What is played now; null where nobody told.</summary>
    internal Chart? Chart { get; private set; }

    /// <summary>Another chart is played: one of its charts, or else that of the session.</summary>
    internal void Take(FollowChart command) =>
        Chart = Charts.GetValueOrDefault(command.Chart) ?? _ofSession;

    /// <summary>Notes of a keyboard, as they were heard.</summary>
    internal KeyboardMemory Keyboard { get; } = new();

    /// <summary>What the ear heard in the frames that are remembered.</summary>
    internal HeardMemory Heard { get; init; } = new();

    /// <summary>Figures that the player and it have played, and those of recordings.</summary>
    internal FigureMemory Figures { get; }

    internal LiveOptions Settings { get; }

    internal long Seed => _start.Seed;

    /// <summary>Minds that have come into it so far.</summary>
    internal int Minds { get; set; }

    /// <summary>Notes as they are due, each with a name.</summary>
    internal List<NotePlanned> Named(IEnumerable<NotePlanned> notes) =>
        [.. notes.OrderBy(note => note.Due).ThenBy(note => note.Voice)
            .Select(note => note with { Id = new NoteId(_notes++) })];

    internal long NextDecision() => _decisions++;

    internal long NextAnswer() => _answers++;

    /// <summary>The next command of the schedule whose time has come; null when none has.</summary>
    internal ControlGiven? TakeScheduled(SampleTime now) =>
        _scheduled < _schedule.Count && _schedule[_scheduled].At <= now
            ? _schedule[_scheduled++]
            : null;
}
