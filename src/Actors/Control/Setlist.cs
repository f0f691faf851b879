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
    /// <summary>From the first piece to the end of the last, in seconds.</summary>
    public double Seconds =>
        Pieces.SkipLast(1).Sum(piece => piece.Seconds + piece.PauseSeconds)
        + (Pieces.Count > 0 ? Pieces[^1].Seconds : 0);

    /// <summary>The commands by which it is played, in order of time.</summary>
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
        if (Pieces.Count == 0)
        {
            throw new ControlException("the setlist has no pieces; give it one");
        }

        List<ControlGiven> schedule = [];
        var state = new ControlState(start);
        var at = SampleTime.Zero;
        foreach (var piece in Pieces)
        {
            try
            {
                foreach (var command in piece.Commands(state.Agent, start, presets))
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

        return schedule;
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
