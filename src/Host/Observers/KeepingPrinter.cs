using Antiphon.Host.Logging;
using Antiphon.Host.Output;
using Antiphon.Session;
using Microsoft.Extensions.Logging;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Observers;

/// <summary>
/// Tells the person at the rig, on standard error and in the log, when files of the session cannot
/// be written, and when they can again.
/// </summary>
internal sealed class KeepingPrinter(Terminal terminal)
{
    private readonly ILogger _log = terminal.Loggers.CreateLogger(nameof(KeepingPrinter));

    public void Told(KeepingNews news)
    {
        var text = news switch
        {
            KeepingLost lost => $"the session cannot be kept: {lost.Why} "
                + $"({string.Join(", ", lost.Files)}); the music goes on, and it is tried again",
            KeepingRegained { Missing: [] } back => Text(
                $"the session is kept again after {back.AwaySeconds:0.0} s; nothing is missing"),
            KeepingRegained back => Text(
                $"the session is kept again after {back.AwaySeconds:0.0} s; missing are ")
                + string.Join(", ", back.Missing),
            RecordingContinued on =>
                $"the recording is as long as a file can be, and goes on in {on.File}",
            var other => throw new ArgumentOutOfRangeException(nameof(news), other, null),
        };
        terminal.Error(text);
        _log.LogWarning(LogRecord.Told, "{Told}", text);
    }
}
