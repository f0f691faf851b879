using Antiphon.Agent;
using Antiphon.Replay;
using Antiphon.Replay.Io;
using Antiphon.Session.Io;

namespace Antiphon.Host.Observers;

/// <summary>
/// The journal of a session that plays: on disk for a replay, in memory for shuffled runs.
/// </summary>
internal sealed class JournalKeeping : IDisposable
{
    private readonly JournalLog _log;
    private readonly KeptJournal _kept = new();

    /// <param name="logs">Where it is written; they outlive it.</param>
    /// <param name="schedule">Commands that take effect by themselves.</param>
    public JournalKeeping(SessionLogs logs, IReadOnlyList<ControlGiven> schedule)
    {
        _log = new JournalLog(logs.Heard);
        Observer = new SessionJournal(schedule, (entry, time) =>
        {
            _log.Write(entry, time);
            _kept.Keep(entry, time);
        });
    }

    /// <summary>Sees what passes.</summary>
    public SessionJournal Observer { get; }

    /// <summary>All of it; null when the session was too long.</summary>
    public IReadOnlyList<JournalEntry>? Entries => _kept.Entries;

    /// <summary>Seals it; whoever played has ended by then.</summary>
    public void Dispose()
    {
        Observer.Close();
        _log.Seal();
        _log.Dispose();
    }
}
