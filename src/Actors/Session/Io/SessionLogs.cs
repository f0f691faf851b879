using Antiphon.Agent;

namespace Antiphon.Session.Io;

/// <summary>The logs of a session, each a file of JSON lines.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="options">When they are begun anew, and how much they may fill.</param>
public sealed class SessionLogs(SessionFolder folder, SessionOptions options) : IDisposable
{
    /// <summary>Every frame.</summary>
    public RotatingLog Tokens { get; } = new(folder.Tokens, options);

    /// <summary>What the partner decided, and what the watch over the words found.</summary>
    public RotatingLog Decisions { get; } = new(folder.Decisions, options);

    /// <summary>All that the decisions and the notes rest on.</summary>
    public RotatingLog Heard { get; } = new(folder.Heard, options);

    /// <summary>What became of a live input.</summary>
    public RotatingLog Events { get; } = new(folder.Events, options);

    /// <summary>What a performer commanded.</summary>
    public RotatingLog Controls { get; } = new(folder.Controls, options);

    /// <summary>Why lines are missing; null while none are.</summary>
    public string? Fault =>
        Tokens.Fault ?? Decisions.Fault ?? Heard.Fault ?? Events.Fault ?? Controls.Fault;

    /// <summary>Puts down what a performer commanded.</summary>
    public void Command(ControlGiven given) => Controls.Write(SessionLine.Of(given), given.At);

    public void Dispose()
    {
        Tokens.Dispose();
        Decisions.Dispose();
        Heard.Dispose();
        Events.Dispose();
        Controls.Dispose();
    }
}
