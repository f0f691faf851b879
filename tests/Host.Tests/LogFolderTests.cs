using Antiphon.Host.Logging;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Log files of all processes together keep within their bounds.</summary>
public sealed class LogFolderTests : IDisposable
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestFiles _files = new();
    private readonly LogFolder _folder;

    public LogFolderTests()
    {
        _folder = new LogFolder(_files.Path("logs"), Begun);
        Directory.CreateDirectory(_files.Path("logs"));
    }

    private IEnumerable<string> Names => Directory.GetFiles(_files.Path("logs"))
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_oldest_go_when_there_are_too_many_whether_logs_or_reports()
    {
        Leave("antiphon-20260101-000000-1.log", age: 3);
        Leave("antiphon-20260101-000000-2.crash.txt", age: 2);
        Leave("antiphon-20260101-000000-3_001.log", age: 1);
        var mine = Leave("antiphon-20260101-000000-4.log", age: 0);
        _folder.Prune(new LogOptions { Files = 2 }, mine, _ => false);
        Assert.Equal(
            ["antiphon-20260101-000000-3_001.log", "antiphon-20260101-000000-4.log"], Names);
    }

    [Fact]
    public void What_is_no_log_of_this_program_stays_whatever_it_is_called()
    {
        Leave("antiphon-concert.wav", age: 9);
        Leave("antiphon-20260101-000000-1.log.keep", age: 9);
        var mine = Leave("antiphon-20260101-000000-4.log", age: 0);
        _folder.Prune(new LogOptions { Files = 1 }, mine, _ => false);
        Assert.Equal(3, Names.Count());
    }

    [Fact]
    public void The_oldest_go_when_they_hold_too_much_and_the_newest_always_stays()
    {
        Leave("antiphon-20260101-000000-1.log", age: 2, bytes: 600_000);
        Leave("antiphon-20260101-000000-2.log", age: 1, bytes: 600_000);
        var mine = Leave("antiphon-20260101-000000-4.log", age: 0);
        _folder.Prune(new LogOptions { TotalMegabytes = 2, FileMegabytes = 1 }, mine, _ => false);
        Assert.Equal(
            ["antiphon-20260101-000000-2.log", "antiphon-20260101-000000-4.log"], Names);
        _folder.Prune(new LogOptions { TotalMegabytes = 2, FileMegabytes = 9 }, mine, _ => false);
        Assert.Equal(["antiphon-20260101-000000-4.log"], Names);
    }

    [Fact]
    public void What_is_older_than_what_had_to_go_goes_too_however_small()
    {
        Leave("antiphon-20260101-000000-1.log", age: 2, bytes: 10);
        Leave("antiphon-20260101-000000-2.log", age: 1, bytes: 3_000_000);
        var mine = Leave("antiphon-20260101-000000-4.log", age: 0);
        _folder.Prune(new LogOptions { TotalMegabytes = 2, FileMegabytes = 1 }, mine, _ => false);
        Assert.Equal(["antiphon-20260101-000000-4.log"], Names);
    }

    [Fact]
    public void What_a_living_process_writes_stays_and_what_is_no_log_is_not_touched()
    {
        Leave("antiphon-20260101-000000-1.log", age: 9);
        Leave("antiphon-20260101-000000-2_013.log", age: 8);
        Leave("notes.txt", age: 10);
        var mine = Leave("antiphon-20260101-000000-4.log", age: 0);
        _folder.Prune(new LogOptions { Files = 2 }, mine, process => process == 2);
        Assert.Equal(
            [
                "antiphon-20260101-000000-2_013.log", "antiphon-20260101-000000-4.log",
                "notes.txt",
            ],
            Names);
    }

    [Fact]
    public void A_process_that_logs_without_end_keeps_within_the_bounds()
    {
        var options = new LogOptions { FileMegabytes = 1, Files = 3, TotalMegabytes = 3 };
        Leave("antiphon-20250101-000000-999999999.log", age: 9);
        using (var log = new FileLog(_folder, options))
        {
            for (var i = 0; i < 500; i++)
            {
                log.Write(new LogRecord(
                    Begun, LogLevel.Information, "Host", new string('x', 10_000), "", Fault: null,
                    IsTold: false));
            }
        }

        var files = new DirectoryInfo(_files.Path("logs")).GetFiles();
        Assert.InRange(files.Length, 1, options.Files);
        Assert.InRange(files.Sum(file => file.Length), 1_500_000, 3_100_000);
        Assert.DoesNotContain("antiphon-20250101-000000-999999999.log", Names);
        Assert.All(files, file => Assert.InRange(file.Length, 1, 1_100_000));
    }

    [Fact]
    public void Files_of_a_process_are_named_for_its_time_and_its_number()
    {
        Assert.Equal(
            _files.Path($"logs/antiphon-20260101-000000-{Environment.ProcessId}.log"),
            _folder.LogFile);
        Assert.Equal(
            _files.Path($"logs/antiphon-20260101-000000-{Environment.ProcessId}.crash.txt"),
            _folder.CrashFile);
    }

    private string Leave(string name, int age, int bytes = 1_000)
    {
        var path = _files.Path($"logs/{name}");
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, Begun.UtcDateTime.AddDays(-age));
        return path;
    }
}
