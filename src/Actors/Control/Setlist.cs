using System.Globalization;
using Antiphon.Agent;
using Antiphon.Time;

namespace Antiphon.Control;

/// <summary>
/// Pieces one after another, each with its own settings, and pauses between them.
/// </summary>
/// <param name="Pieces">In the order in which they are played.</param>
public sealed record Setlist(IReadOnlyList<SetlistPiece> Pieces)
{
    /// <summary>The partner begins nothing any more, and listens on.</summary>
    public const string Stops = "stop";

    /// <summary>The first piece follows the last, for ever.</summary>
    public const string Loops = "loop";

    /// <summary>It plays on, by the settings of the start.</summary>
    public const string PlaysOn = "play on";

    /// <summary>What follows the last piece and its pause.</summary>
    public string Then { get; init; } = Stops;

    /// <summary>From the first piece to the end of the last pause.</summary>
    public SampleCount Period => SampleCount.FromSeconds(
        Pieces.Sum(piece => piece.Seconds + piece.PauseSeconds));

    /// <summary>From the first piece to the end of the last, in seconds.</summary>
    public double Seconds =>
        Pieces.SkipLast(1).Sum(piece => piece.Seconds + piece.PauseSeconds)
        + (Pieces.Count > 0 ? Pieces[^1].Seconds : 0);

    /// <summary>
    /// The commands by which it is played, in order of time; of one that loops, the first time.
    /// </summary>
    /// <remarks>
    /// Every piece begins from the settings of the start, whatever the one before it changed.
    /// </remarks>
    /// <param name="start">The settings of the start.</param>
    /// <param name="presets">Where the presets that it names are kept.</param>
    /// <param name="names">What can be recalled by name; null to take any name.</param>
    /// <exception cref="ControlException">
    /// A piece asks for what cannot be; the message names the piece.
    /// </exception>
    public IReadOnlyList<ControlGiven> Schedule(
        AgentOptions start, IPresets presets, RecallNames? names = null)
    {
        Require();
        List<ControlGiven> schedule = [];
        var state = new ControlState(start);
        var at = Play(start, presets, names, SampleTime.Zero, ref state, schedule);
        if (Then == PlaysOn)
        {
            var free = new SetlistPiece { Name = PlaysOn, Seconds = 1 };
            foreach (var command in free.Commands(state.Agent, start, presets).Concat(Chart(free)))
            {
                state = Give(command, at, state, schedule);
            }
        }

        return schedule;
    }

    /// <summary>
    /// The same for a run, which may loop: what comes before all of it, and then without an end.
    /// </summary>
    /// <exception cref="ControlException">A piece asks for what cannot be.</exception>
    public IReadOnlyList<ControlGiven> Schedule(
        IReadOnlyList<ControlGiven> before, AgentOptions start, IPresets presets,
        RecallNames? names = null)
    {
        IReadOnlyList<ControlGiven> once = [.. before, .. Schedule(start, presets, names)];
        if (Then != Loops)
        {
            return once;
        }

        // Every further time begins from what the last piece left, and leaves the same.
        List<ControlGiven> again = [];
        var state = new ControlState(start);
        var end = Play(start, presets, names, SampleTime.Zero, ref state, []);
        Play(start, presets, names, end, ref state, again);
        return new LoopedSchedule(once, again, Period);
    }

    private void Require()
    {
        if (Pieces.Count == 0)
        {
            throw new ControlException("the setlist has no pieces; give it one");
        }

        if (Then is not (Stops or Loops or PlaysOn))
        {
            throw new ControlException(
                $"\"then\" takes {Stops}, {Loops} or {PlaysOn}, not '{Then}'");
        }
    }

    // Where no piece has a chart, there is nothing to change.
    private IEnumerable<ControlCommand> Chart(SetlistPiece piece) =>
        Pieces.Any(one => one.Chart is not null) ? [new FollowChart(piece.Chart ?? "")] : [];

    private SampleTime Play(
        AgentOptions start, IPresets presets, RecallNames? names, SampleTime at,
        ref ControlState state, List<ControlGiven> schedule)
    {
        foreach (var piece in Pieces)
        {
            try
            {
                foreach (var command in
                    piece.Commands(state.Agent, start, presets).Concat(Chart(piece)))
                {
                    state = names?.Refusal(command) is { } unknown
                        ? throw new ControlException(unknown)
                        : Give(command, at, state, schedule);
                }
            }
            catch (ControlException e)
            {
                throw new ControlException($"piece '{piece.Name}': {e.Message}");
            }

            at = at.PlusSeconds(piece.Seconds);
            state = Give(new Pause(true), at, state, schedule);
            at = at.PlusSeconds(piece.PauseSeconds);
        }

        return at;
    }

    /// <summary>When each piece begins, as a person reads it: <c>0:00</c>.</summary>
    public IEnumerable<(string At, SetlistPiece Piece)> Times()
    {
        var seconds = 0.0;
        foreach (var piece in Pieces)
        {
            yield return (
                TimeSpan.FromSeconds(seconds).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
                piece);
            seconds += piece.Seconds + piece.PauseSeconds;
        }
    }

    private static ControlState Give(
        ControlCommand command, SampleTime at, ControlState state, List<ControlGiven> schedule)
    {
        var given = new ControlGiven(command, at);
        var after = state.After(given, out var refusal);
        if (refusal is not null)
        {
            throw new ControlException(refusal);
        }

        schedule.Add(given);
        return after;
    }
}

/// <summary>A control cannot be reached; the message is one line for a person.</summary>
public sealed class ControlException(string message, Exception? cause = null)
    : Exception(message, cause);
