using Antiphon.Host.Logging;
using Antiphon.Tests;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Where what is logged goes: standard error, a file, memory.</summary>
public sealed class ProgramLogTests : IDisposable
{
    private readonly TestFiles _files = new();
    private readonly ManualTimeProvider _time = new();
    private readonly StringWriter _errors = new() { NewLine = "\n" };

    public void Dispose()
    {
        _errors.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void A_failure_is_one_plain_line_on_the_console_and_has_its_stack_in_the_file()
    {
        string file;
        using (var log = Open())
        {
            file = log.Folder.LogFile;
            log.Loggers.CreateLogger("Encoder").LogWarning(Thrown(), "segment {Segment}", 7);
        }

        Assert.Equal(
            "antiphon: segment 7: InvalidOperationException: a screw came loose\n",
            _errors.ToString());
        var lines = File.ReadAllLines(file);
        Assert.Equal("2026-01-01 00:00:00.000 +00:00 [WRN] Encoder: segment 7", lines[0]);
        Assert.StartsWith("System.InvalidOperationException", lines[1], StringComparison.Ordinal);
        Assert.Contains(
            lines, line => line.Contains("   at ", StringComparison.Ordinal)
                && line.Contains(nameof(Thrown), StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_person_has_been_told_stays_off_the_console()
    {
        using (var log = Open())
        {
            log.Loggers.CreateLogger("Host").LogError(LogRecord.Told, Thrown(), "ended");
            log.Loggers.CreateLogger("Rig").LogCritical("the run ends");
        }

        Assert.Empty(_errors.ToString());
        Assert.Contains("[FTL] Rig: the run ends", Written(), StringComparison.Ordinal);
        Assert.Contains("[ERR] Host: ended", Written(), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_file_bears_the_second_at_which_the_process_began_however_late_settings_come()
    {
        using var log = Open();
        var file = log.Folder.LogFile;
        _time.Advance(TimeSpan.FromSeconds(3));
        log.Use(new LogOptions(), _files.Path("state"));

        log.Loggers.CreateLogger("Rig").LogWarning("late");
        log.Flush();

        Assert.Equal(file, log.Folder.LogFile);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData(LogLevel.None, LogLevel.None, 0, 0)]
    [InlineData(LogLevel.Warning, LogLevel.Information, 2, 3)]
    [InlineData(LogLevel.Debug, LogLevel.Error, 4, 1)]
    public void Levels_are_settings(
        LogLevel console, LogLevel file, int consoleLines, int fileLines)
    {
        using (var log = Open(new LogOptions { ConsoleLevel = console, FileLevel = file }))
        {
            var logger = log.Loggers.CreateLogger("Host");
            foreach (var level in new[]
            {
                LogLevel.Trace, LogLevel.Debug, LogLevel.Information, LogLevel.Warning,
                LogLevel.Error,
            })
            {
                logger.Log(level, "it is so");
            }
        }

        Assert.Equal(consoleLines, Count(_errors.ToString()));
        Assert.Equal(fileLines, Count(Written()));
    }

    [Fact]
    public void Who_logs_nothing_leaves_no_file()
    {
        using (var log = Open())
        {
            log.Loggers.CreateLogger("Host").LogDebug("not of interest");
        }

        Assert.False(Directory.Exists(_files.Path("state")));
    }

    [Fact]
    public void The_newest_lines_are_kept_in_memory_and_no_more()
    {
        using var log = Open(new LogOptions { ConsoleLevel = LogLevel.None });
        for (var i = 0; i < 3 * LastLines.Most; i++)
        {
            log.Loggers.CreateLogger("Host").LogInformation(
                "{I} {Long}", i, new string('x', 5_000));
        }

        Assert.Equal(LastLines.Most, log.Last.Count);
        Assert.All(log.Last, line => Assert.Equal(LastLines.LongestLine, line.Length));
        Assert.Contains(
            $"Host: {3 * LastLines.Most - 1} x", log.Last[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_does_not_end_who_logs()
    {
        _files.Bytes("state", [1]);
        using var log = Open();
        log.Loggers.CreateLogger("Host").LogWarning("first");
        log.Loggers.CreateLogger("Host").LogWarning("second");
        log.Flush();
        Assert.Equal("antiphon: first\nantiphon: second\n", _errors.ToString());
    }

    [Fact]
    public void A_crash_report_says_version_machine_settings_fault_and_the_last_lines()
    {
        using var log = Open();
        log.Loggers.CreateLogger("Host").LogInformation("it plays");
        var said = new CrashReport(log, "1.2.3+abc", () => "the settings").Write(Thrown());
        Assert.Equal($"report: {log.Folder.CrashFile}", said);
        var report = File.ReadAllText(log.Folder.CrashFile);
        foreach (var part in new[]
        {
            "antiphon 1.2.3+abc", "the settings", "a screw came loose", nameof(Thrown),
            "Information Host: it plays", $"{Environment.ProcessorCount} processors",
        })
        {
            Assert.Contains(part, report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_crash_report_that_cannot_be_written_says_so()
    {
        using var log = Open();
        _files.Bytes("state", [1]);
        Assert.StartsWith(
            "the report could not be written: ",
            new CrashReport(log, "1.2.3", () => "").Write(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8:123", "socket:[123]", true)]
    [InlineData("8:123", "socket:[1234]", false)]
    [InlineData("8:123", "pipe:[123]", false)]
    [InlineData("8:", "socket:[]", false)]
    [InlineData("123", "socket:[123]", false)]
    [InlineData(null, "socket:[123]", false)]
    [InlineData("8:123", null, false)]
    public void The_journal_is_known_by_its_socket(
        string? variable, string? link, bool isJournal) =>
        Assert.Equal(isJournal, JournalStream.Is(variable, link));

    [Fact]
    public void The_journal_is_told_a_priority()
    {
        var console = new ConsoleLog(_errors, isJournal: true);
        foreach (var level in new[] { LogLevel.Error, LogLevel.Warning, LogLevel.Information })
        {
            console.Write(new LogRecord(
                _time.GetLocalNow(), level, "Host", "so", "so", Fault: null, IsTold: false));
        }

        Assert.Equal("<3>antiphon: so\n<4>antiphon: so\n<6>antiphon: so\n", _errors.ToString());
    }

    private ProgramLog Open(LogOptions? options = null)
    {
        var log = new ProgramLog(
            _time, new ConsoleLog(_errors, isJournal: false), _files.Path("elsewhere"));
        log.Use(options ?? new LogOptions(), _files.Path("state"));
        return log;
    }

    private string Written() => Directory.Exists(_files.Path("state/logs"))
        ? string.Concat(Directory.GetFiles(_files.Path("state/logs")).Select(File.ReadAllText))
        : "";

    private static int Count(string text) =>
        text.Split('\n').Count(line => line.Contains("it is so", StringComparison.Ordinal));

    private static InvalidOperationException Thrown() =>
        Assert.Throws<InvalidOperationException>(
            void () => throw new InvalidOperationException("a screw came loose"));
}
