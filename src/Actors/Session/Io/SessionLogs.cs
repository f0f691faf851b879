using Antiphon.Agent;

namespace Antiphon.Session.Io;

/// <summary>The logs of a session, each a file of JSON lines.</summary>
/// <param name="folder">Where they lie; null when nothing can be kept.</param>
/// <param name="options">When they are begun anew, and how much they may fill.</param>
/// <param name="live">
/// Nobody waits for the disk: what it does not take in time is let go, and marked.
/// </param>
public sealed class SessionLogs(
    SessionFolder? folder, SessionOptions options, bool live = false) : IDisposable
{
    /// <summary>Every frame.</summary>
    public RotatingLog Tokens { get; } = new(folder?.Tokens, options) { Waits = !live };

    /// <summary>What the partner decided, and what the watch over the words found.</summary>
    public RotatingLog Decisions { get; } = new(folder?.Decisions, options) { Waits = !live };

    /// <summary>Notes and drums that were heard of the player.</summary>
    public RotatingLog Notes { get; } = new(folder?.Notes, options) { Waits = !live };

    /// <summary>All that the decisions and the notes rest on.</summary>
    public RotatingLog Heard { get; } = new(folder?.Heard, options, LostRow) { Waits = !live };

    /// <summary>What became of a live input, and of the session's files.</summary>
    public RotatingLog Events { get; } = new(folder?.Events, options) { Waits = !live };

    /// <summary>What a performer commanded.</summary>
    public RotatingLog Controls { get; } = new(folder?.Controls, options) { Waits = !live };

    /// <summary>All of them.</summary>
    public IReadOnlyList<RotatingLog> All =>
        [Decisions, Heard, Tokens, Notes, Controls, Events];

    /// <summary>Puts down what was heard of the player as notes and drums.</summary>
    public static void WriteMusic(RotatingLog log, AgentDecided decided)
    {
        foreach (var note in decided.NotesHeard)
        {
            if (note.Source != MusicSource.Own)
            {
                log.Write(SessionLine.Of(note), note.KnownAt);
            }
        }

        foreach (var hit in decided.HitsHeard)
        {
            log.Write(SessionLine.Of(hit), hit.KnownAt);
        }
    }

    /// <summary>Puts down what a performer commanded.</summary>
    public void Command(ControlGiven given) => Controls.Write(SessionLine.Of(given), given.At);

    public void Dispose()
    {
        foreach (var log in All)
        {
            log.Dispose();
        }
    }

    // A journal's lines are arrays.
    private static string LostRow(LostLines lost) => FormattableString.Invariant(
        $"[\"lost\",{lost.Count},{lost.From.HalfSamples},{lost.Until.HalfSamples}]");
}
