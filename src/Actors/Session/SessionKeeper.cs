using Antiphon.Disk;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>
/// Has the growing files of a session written and synced, twice a second each, so that what was
/// decided is on the disk within a second, a slow disk's time included. Those that fail are tried
/// again after 1, 2, 3, 3 … seconds, for ever. That one fails is told at once, and once for all
/// that fail of the same reason.
/// </summary>
/// <remarks>Not thread-safe: whoever waits for the disk calls it.</remarks>
/// <param name="files">In the order in which they are written.</param>
/// <param name="time">The monotonic clock.</param>
/// <param name="tell">Takes news; must not throw.</param>
public sealed class SessionKeeper(
    IReadOnlyList<IGrowingFile> files, TimeProvider time, Action<KeepingNews> tell)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private readonly FileState[] _states = [.. files.Select(file => new FileState(file))];
    private readonly HashSet<int> _reasons = [];
    private long? _failsSince;

    /// <summary>How often it is to be called.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(0.5);

    /// <summary>True while a file cannot be written.</summary>
    public bool Fails => _failsSince is not null;

    /// <summary>What is in no file and never will be, for people.</summary>
    public IReadOnlyList<string> Missing =>
        [.. files.Select(file => file.Missing).OfType<string>()];

    /// <summary>Writes each file whose turn it is.</summary>
    /// <param name="all">Also those that failed and were to wait longer.</param>
    public void Turn(bool all = false)
    {
        List<(string File, Exception Why)> failed = [];
        foreach (var state in _states.Where(state => all || state.IsDue(time)))
        {
            if (state.Write(time) is { } why)
            {
                failed.Add((state.File.Name, why));
            }
        }

        Tell(failed);
    }

    private void Tell(List<(string File, Exception Why)> failed)
    {
        if (failed.Count > 0)
        {
            _failsSince ??= time.GetTimestamp();
        }

        foreach (var reason in failed.GroupBy(one => one.Why.HResult))
        {
            if (_reasons.Add(reason.Key))
            {
                tell(new KeepingLost(
                    [.. reason.Select(one => one.File)], Text(reason.First().Why)));
            }
        }

        if (_failsSince is { } since && _states.All(state => !state.Fails))
        {
            _failsSince = null;
            _reasons.Clear();
            tell(new KeepingRegained(time.GetElapsedTime(since).TotalSeconds, Missing));
        }
    }

    // What the system says stands in front of the path.
    private static string Text(Exception e)
    {
        var text = e.Message.ReplaceLineEndings(" ");
        var end = text.IndexOf(" : '", StringComparison.Ordinal);
        return end > 0 ? text[..end] : text;
    }

    private sealed class FileState(IGrowingFile file)
    {
        private readonly Backoff _backoff = new(FirstWait, LongestWait);
        private long? _failedAt;

        public IGrowingFile File => file;

        public bool Fails => _failedAt is not null;

        // A turn that comes half a pause early is in time.
        public bool IsDue(TimeProvider time) => _failedAt is not { } at
            || time.GetElapsedTime(at) + Pause / 2 >= _backoff.Wait;

        /// <summary>Why it failed; null when it did not.</summary>
        public Exception? Write(TimeProvider time)
        {
            try
            {
                file.Write();
                _backoff.Reset();
                _failedAt = null;
                return null;
            }
            catch (Exception e)
            {
                if (_failedAt is not null)
                {
                    _backoff.Lengthen();
                }

                _failedAt = time.GetTimestamp();
                return e;
            }
        }
    }
}
