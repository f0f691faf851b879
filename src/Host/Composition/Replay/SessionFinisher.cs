using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Rig;
using Antiphon.Session.Io;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Composition;

/// <summary>
/// Finishes the sessions that earlier runs left, beside the music, on a thread of its own that
/// starts with the first segment that is heard.
/// </summary>
/// <param name="left">Those that earlier runs left.</param>
/// <param name="begun">Where they are listed.</param>
internal sealed class SessionFinisher(
    IReadOnlyList<BegunSession> left, BegunSessions begun, Terminal terminal,
    CancellationToken stop) : IRigObserver, IDisposable
{
    private readonly ILogger _log = terminal.Loggers.CreateLogger(nameof(SessionFinisher));
    private readonly CancellationTokenSource _stop =
        CancellationTokenSource.CreateLinkedTokenSource(stop);

    private Thread? _thread;

    public void Captured(Slot slot)
    {
        if (slot is SegmentCaptured && _thread is null && left.Count > 0)
        {
            _thread = new Thread(FinishAll)
            {
                IsBackground = true,
                Name = "session finisher",
                Priority = ThreadPriority.Lowest,
            };
            _thread.Start();
        }
    }

    /// <summary>
    /// Waits until all are finished, unless the run was told to stop: the next one goes on then.
    /// </summary>
    public void Dispose()
    {
        _thread?.Join();
        _stop.Dispose();
    }

    private void FinishAll()
    {
        foreach (var session in left)
        {
            try
            {
                Finish(session);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                var text = $"{session.Folder} was cut off, and is not finished: "
                    + e.Message.ReplaceLineEndings(" ");
                terminal.Error(text);
                _log.LogWarning(LogRecord.Told, e, "{Told}", text);
            }
        }
    }

    private void Finish(BegunSession session)
    {
        var finished = SessionFinish.Run(new SessionFolder(session.Folder), _stop.Token);
        if (finished.Told is { } text)
        {
            terminal.Error(text);
            _log.LogInformation(LogRecord.Told, "{Told}", text);
        }

        if (finished.IsOver)
        {
            begun.End(session);
        }
    }
}
