namespace Antiphon.Session.Io;

/// <summary>Where a run leaves what it did.</summary>
public sealed class SessionFolder
{
    /// <summary>Uses a folder, or makes it.</summary>
    /// <exception cref="SessionException">It cannot be written.</exception>
    public SessionFolder(string path)
        : this(new DirectoryInfo(path))
    {
        try
        {
            Directory.CreateDirectory(FullPath);
            var trial = File("write-test");
            System.IO.File.WriteAllText(trial, "");
            System.IO.File.Delete(trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionException(
                $"the session folder {FullPath} cannot be written: {e.Message} "
                + "Name another with --session.",
                e);
        }
    }

    private SessionFolder(DirectoryInfo folder) => FullPath = folder.FullName;

    public string FullPath { get; }

    /// <summary>
    /// The names of all that a session may leave; logs have numbered parts besides.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = NamesIn(Left("."));

    /// <summary>A session that was left in a folder, to be read.</summary>
    public static SessionFolder Left(string path) => new(new DirectoryInfo(path));

    public string Reply => File("reply.mid");

    public string Tokens => File("tokens.jsonl");

    public string Decisions => File("decisions.jsonl");

    /// <summary>All that the decisions and the notes rest on.</summary>
    public string Heard => File("heard.jsonl");

    /// <summary>What the session began with.</summary>
    public string Start => File("start.json");

    public string Events => File("events.jsonl");

    public string Controls => File("controls.jsonl");

    public string Summary => File("summary.json");

    public string Report => File("report.html");

    public string Call => File("call.wav");

    public string Duet => File("duet.wav");

    public string Input => File("input.wav");

    private static IReadOnlyList<string> NamesIn(SessionFolder folder) =>
    [
        .. new[]
        {
            folder.Reply, folder.Tokens, folder.Decisions, folder.Heard, folder.Start,
            folder.Events, folder.Controls, folder.Summary, folder.Report, folder.Call,
            folder.Duet, folder.Input,
        }.Select(path => Path.GetFileName(path)),
    ];

    private string File(string name) => Path.Combine(FullPath, name);
}

/// <summary>A session cannot be kept where it was asked to be; the message says why.</summary>
public sealed class SessionException(string message, Exception inner) : Exception(message, inner);

/// <summary>What a performance left behind.</summary>
public sealed record PlayedSession(
    SessionFolder Folder, SessionSummary Summary, SessionDetails Details);
