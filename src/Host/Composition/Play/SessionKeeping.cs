using Antiphon.Capture;
using Antiphon.Disk;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Session;
using Antiphon.Session.Io;

namespace Antiphon.Host.Composition;

/// <summary>
/// All that a run leaves, and who sees to it: the folder that it holds, the files that grow in it,
/// the thread that writes them, and the list of sessions begun. Where nothing can be kept, all of
/// it goes nowhere, and the run plays.
/// </summary>
internal sealed class SessionKeeping : IDisposable
{
    private readonly Terminal _terminal;
    private readonly RigOptions _options;
    private readonly bool _live;
    private readonly SessionClaim? _claim;
    private readonly BegunSessions _begun;
    private readonly BegunSession? _entry;
    private readonly List<IGrowingFile> _files = [];
    private SessionLogs? _logs;
    private SessionKeeper? _keeper;
    private KeeperThread? _thread;
    private bool _stays;

    private SessionKeeping(
        Terminal terminal, RigOptions options, PlaySettings settings, BegunSessions begun,
        SessionFinisher finisher)
    {
        (_terminal, _options, _live, _begun) = (terminal, options, !settings.Freewheel, begun);
        Finisher = finisher;
        var place = settings.Place;
        _claim = Claim(place with
        {
            Inputs = [.. place.Inputs, PlaySchedule.PresetsPath(options)],
        });
        _entry = Folder is { } folder
            ? begun.Begin(folder.FullPath, TimeProvider.System)
            : null;
    }

    /// <summary>Where the session is left; null when nothing can be kept.</summary>
    public SessionFolder? Folder => _claim?.Folder;

    /// <summary>What grows as it plays; there is none before the session begins.</summary>
    public SessionLogs Logs =>
        _logs ?? throw new InvalidOperationException("The session has not begun.");

    /// <summary>Brings those that earlier runs left to their end.</summary>
    public SessionFinisher Finisher { get; }

    /// <summary>
    /// Told when files cannot be written and when they can again; from any thread.
    /// </summary>
    public Action<KeepingNews> Told { get; set; } = _ => { };

    /// <summary>What stands in no file, for people.</summary>
    public IReadOnlyList<string> Missing => _keeper?.Missing ?? [];

    /// <summary>Takes the folder of a session that is to begin.</summary>
    /// <exception cref="SessionException">It is another's, or holds what is not to go.</exception>
    /// <exception cref="CommandException">
    /// Nothing can be kept there, and <c>session.required</c> asks for it.
    /// </exception>
    public static SessionKeeping Open(
        Terminal terminal, RigOptions options, PlaySettings settings, BegunSessions begun,
        SessionFinisher finisher) => new(terminal, options, settings, begun, finisher);

    /// <summary>Keeps what an input gives, too.</summary>
    public IAudioInput Record(IAudioInput input)
    {
        if (Folder is not { } folder)
        {
            return input;
        }

        var recording = new SessionRecording(input, folder, _live)
        {
            Tell = news => Told(news),
        };
        _files.Add(recording);
        return recording;
    }

    /// <summary>The session begins: nothing of an earlier one is left.</summary>
    public void Begin()
    {
        _claim?.Begin();
        _logs = new SessionLogs(Folder, _options.Session, _live);
        _files.AddRange(_logs.All);
    }

    /// <summary>Where the reply is kept.</summary>
    public IReadOnlyList<IMidiOutput> Reply()
    {
        if (Folder is not { } folder)
        {
            return [];
        }

        try
        {
            var reply = new FileMidiOutput(folder.Reply, _options.Midi)
            {
                Failed = _terminal.Error,
            };
            _files.Add(reply);
            return [reply];
        }
        catch (MidiException e)
        {
            _terminal.Error($"the reply is not kept: {e.Message}");
            return [];
        }
    }

    /// <summary>All that is kept is known: from now on it is written.</summary>
    /// <param name="start">What the session begins with.</param>
    public void Start(string start)
    {
        if (Folder is { } folder)
        {
            _keeper = new SessionKeeper(
                [new KeptText(folder.Start, start), .. _files], TimeProvider.System,
                news => Told(news));
            _thread = new KeeperThread(_keeper, TimeProvider.System);
        }
    }

    /// <summary>All has been opened: what is written from now on stays.</summary>
    public void Stay()
    {
        _claim?.Stay();
        _stays = true;
    }

    /// <summary>Writes whole files into the folder; where that fails, it is told.</summary>
    /// <param name="write">Does it.</param>
    public void Write(Action<SessionFolder> write)
    {
        try
        {
            if (Folder is { } folder)
            {
                write(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _terminal.Error(
                $"the summary and the report of the session are not written: {e.Message}; the next "
                + "start makes them");
        }
    }

    /// <exception cref="CommandException">
    /// Something is missing, and <c>session.required</c> asks for all.
    /// </exception>
    public void RequireWhole()
    {
        if (_options.Session.Required && Folder is { } folder
            && (Missing is [_, ..] || _keeper is { Fails: true } || !IsSummed(folder)))
        {
            throw new CommandException(
                ExitCode.Failed,
                $"the session in {folder.FullPath} is not whole, and session.required asks for "
                + "all of it: look for room on the disk");
        }
    }

    /// <summary>
    /// Writes what waits; whoever wrote into the files has ended by then. A session that is not
    /// whole stays listed, and the next start finishes it.
    /// </summary>
    public void Dispose()
    {
        Finisher.Dispose();
        _thread?.Dispose();
        _logs?.Dispose();
        if (_entry is not null && (!_stays || IsWhole(_claim!.Folder)))
        {
            _begun.End(_entry);
        }

        _claim?.Dispose();
    }

    private static bool IsSummed(SessionFolder folder) =>
        File.Exists(folder.Summary) && File.Exists(folder.Report);

    private static bool IsWhole(SessionFolder folder) =>
        IsSummed(folder) && File.Exists(folder.Reply);

    private SessionClaim? Claim(SessionPlace place)
    {
        try
        {
            return SessionClaim.Take(place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = $"no session can be kept in {place.Path ?? "sessions"}: {e.Message} ";
            if (_options.Session.Required)
            {
                throw CommandException.BadUsage(
                    why + "session.required asks for one: make room, or name another folder with "
                    + "--session", e);
            }

            _terminal.Error(why + "It plays, and keeps nothing");
            return null;
        }
    }
}
