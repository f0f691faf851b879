using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Session;

/// <summary>A log whose disk fails and comes back.</summary>
public sealed class RotatingLogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-log-");

    private string Folder => Path.Combine(_folder.FullName, "s");

    private string Log => Path.Combine(Folder, "tokens.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_line_is_on_the_disk_when_it_was_written_and_the_log_is_open()
    {
        Directory.CreateDirectory(Folder);
        using var log = Open();
        log.Write("one", At(1));
        log.Write();
        Assert.Equal("one\n", Text());
        log.Write("two", At(2));
        Assert.Equal("one\n", Text());
        log.Write();
        Assert.Equal("one\ntwo\n", Text());
    }

    [Fact]
    public void Lines_wait_for_a_disk_that_takes_none_and_stand_in_order_when_it_does()
    {
        using var log = Open();
        for (var i = 0; i < 10; i++)
        {
            log.Write($"{i}", At(i));
            Assert.ThrowsAny<IOException>(log.Write);
        }

        Directory.CreateDirectory(Folder);
        log.Write();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), Lines());
        Assert.Null(log.Missing);
    }

    [Fact]
    public void More_lines_than_can_wait_are_let_go_the_oldest_first_and_a_line_says_so()
    {
        var line = new string('x', 100_000 - 1);
        using var log = Open();
        for (var i = 0; i < 50; i++)
        {
            log.Write(line, At(i));
        }

        Directory.CreateDirectory(Folder);
        log.Write();
        Assert.Equal("""{"t":0,"lost":10,"until":9}""", Lines()[0]);
        Assert.Equal(41, Lines().Length);
        Assert.Equal("10 lines of tokens.jsonl", log.Missing);
    }

    [Fact]
    public void What_a_failed_write_left_of_a_line_is_cut_off()
    {
        Directory.CreateDirectory(Folder);
        using var log = Open();
        log.Write("one", At(1));
        log.Write();
        File.AppendAllText(Log, "{\"half");
        Directory.Move(Folder, Folder + "-away");
        log.Write("two", At(2));
        Assert.Contains("taken away", Assert.ThrowsAny<IOException>(log.Write).Message,
            StringComparison.Ordinal);
        Directory.Move(Folder + "-away", Folder);
        log.Write();
        Assert.Equal(["one", "two"], Lines());
        Assert.Null(log.Missing);
    }

    [Fact]
    public void A_folder_that_was_deleted_is_made_again_and_what_went_with_it_is_counted()
    {
        Directory.CreateDirectory(Folder);
        using var log = Open();
        log.Write("one", At(1));
        log.Write("two", At(2));
        log.Write();
        Directory.Delete(Folder, recursive: true);
        log.Write("three", At(3));
        Assert.ThrowsAny<IOException>(log.Write);
        log.Write();
        Assert.Equal(["""{"t":0,"lost":2,"until":2}""", "three"], Lines());
        Assert.Equal("2 lines of tokens.jsonl", log.Missing);
    }

    [Fact]
    public void A_log_begins_anew_where_another_was_cut_off()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Log, "of another");
        using var log = Open();
        log.Write();
        Assert.Empty(Lines());
    }

    [Fact]
    public void Nowhere_takes_everything_and_keeps_nothing()
    {
        using var log = new RotatingLog(null, new SessionOptions());
        log.Write("one", At(1));
        log.Write();
        Assert.Null(log.Missing);
    }

    private RotatingLog Open() => new(Log, new SessionOptions()) { Waits = false };

    private string Text() => File.ReadAllText(Log);

    private string[] Lines() => File.ReadAllLines(Log);

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);
}
