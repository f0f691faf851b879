using System.Globalization;
using System.Text.RegularExpressions;

namespace Antiphon.Session.Io;

/// <summary>Where a run leaves what it did: a folder, and what each file in it is called.</summary>
public sealed partial class SessionFolder(string path)
{
    public string FullPath { get; } = new DirectoryInfo(path).FullName;

    /// <summary>
    /// The names of all that a session may leave; logs and recordings have numbered parts besides.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = NamesIn(new SessionFolder("."));

    public string Reply => File("reply.mid");

    public string Tokens => File("tokens.jsonl");

    public string Decisions => File("decisions.jsonl");

    /// <summary>Notes and drums that were heard of the player.</summary>
    public string Notes => File("notes.jsonl");

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

    /// <summary>Held by the process that plays; left behind without a meaning.</summary>
    public string Lock => File("session.lock");

    /// <summary>The recording as it goes on behind the first file.</summary>
    /// <param name="part">From 2.</param>
    public string InputPart(int part) => File(FormattableString.Invariant($"input-{part}.wav"));

    /// <summary>The number of the last file of the recording; 1 for none.</summary>
    public int InputParts => Directory.Exists(FullPath)
        ? Directory.EnumerateFiles(FullPath, "input-*.wav")
            .Select(path => Path.GetFileNameWithoutExtension(path)["input-".Length..])
            .Select(number => int.TryParse(number, CultureInfo.InvariantCulture, out var part)
                ? part
                : 1)
            .Append(1).Max()
        : 1;

    /// <summary>True for the name of a file that a session leaves, whole or not.</summary>
    public static bool IsOwn(string name) => OwnNames().IsMatch(name);

    [GeneratedRegex(
        @"^(((reply\.mid|start\.json|summary\.json|report\.html|call\.wav|duet\.wav)"
        + @"|(tokens|decisions|notes|heard|events|controls)(\.\d{5})?\.jsonl(\.gz)?"
        + @"|input(-\d+)?\.wav)(\.part)?|reply\.mid\.events|session\.lock)$")]
    private static partial Regex OwnNames();

    private static IReadOnlyList<string> NamesIn(SessionFolder folder) =>
    [
        .. new[]
        {
            folder.Reply, folder.Tokens, folder.Decisions, folder.Notes, folder.Heard,
            folder.Start, folder.Events, folder.Controls, folder.Summary, folder.Report,
            folder.Call, folder.Duet, folder.Input,
        }.Select(path => Path.GetFileName(path)),
    ];

    private string File(string name) => Path.Combine(FullPath, name);
}

/// <summary>A session cannot be kept where it was asked to be; the message says why.</summary>
public sealed class SessionException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>What a performance left behind.</summary>
/// <param name="Folder">Null when nothing could be kept.</param>
public sealed record PlayedSession(
    SessionFolder? Folder, SessionSummary Summary, SessionDetails Details);
