using System.Text.Json;
using Antiphon.Host.Composition;
using Antiphon.Host.Service;
using Antiphon.Session.Io;
using Antiphon.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Sessions that were cut off anywhere, and what the next start makes of them.</summary>
[Collection(PlayedOnce.Name)]
public sealed class SessionFinishTests(PlayedOnce played) : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();

    private SessionFolder Folder => new(_files.Path("cut"));

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_session_that_was_cut_off_at_any_byte_is_finished(int seed)
    {
        Cut(new Random(seed));
        var finished = Finish();

        Assert.True(finished.IsOver);
        Assert.Contains($"{Folder.FullPath} was cut off at ", finished.Told, Ordinal);
        Assert.InRange(CutAtSeconds(), 0, 20);
        Assert.Contains(
            "It was cut off at ", await File.ReadAllTextAsync(Folder.Report), Ordinal);
        Assert.True(File.Exists(Folder.Reply));
        Assert.Equal(new FinishedSession(true, null), Finish());
    }

    [Fact]
    public void The_reply_is_made_of_the_journal_where_its_own_log_is_gone()
    {
        played.CopyTo(Folder.FullPath);
        var reply = File.ReadAllBytes(Folder.Reply);
        File.Delete(Folder.Reply);
        Assert.True(Finish().IsOver);
        Assert.Equal(reply, File.ReadAllBytes(Folder.Reply));
    }

    [Fact]
    public void A_journal_that_was_never_begun_is_a_session_of_no_sound()
    {
        Cut(new Random(1));
        File.WriteAllText(Folder.Heard, "");
        Assert.True(Finish().IsOver);
        Assert.Equal(0, CutAtSeconds());
    }

    [Fact]
    public void While_somebody_plays_into_it_it_is_left_alone()
    {
        Cut(new Random(1));
        using var held = SessionClaim.TryTakeLeft(Folder);
        Assert.Equal(new FinishedSession(false, null), Finish());
        Assert.False(File.Exists(Folder.Summary));
    }

    [Fact]
    public void A_folder_in_which_nothing_was_heard_goes_and_a_volume_that_is_away_is_waited_for()
    {
        Directory.CreateDirectory(Folder.FullPath);
        File.WriteAllText(Folder.Lock, "");
        Assert.Equal(new FinishedSession(true, null), Finish());
        Assert.False(Directory.Exists(Folder.FullPath));
        Assert.Equal(new FinishedSession(true, null), Finish());

        var away = new SessionFolder(_files.Path("no-volume/s"));
        Assert.Equal(
            new FinishedSession(false, null), SessionFinish.Run(away, CancellationToken.None));
    }

    [Fact]
    public void A_folder_that_holds_no_session_any_more_is_left_as_it_is()
    {
        _files.Bytes(Directory.CreateDirectory(Folder.FullPath).Name + "/call.wav", [1]);
        Assert.Equal(new FinishedSession(true, null), Finish());
        Assert.Equal(
            [Folder.Call], Directory.EnumerateFileSystemEntries(Folder.FullPath));
    }

    [Fact]
    public void What_cannot_be_finished_is_told_with_the_reason_and_not_tried_again()
    {
        Cut(new Random(1));
        File.WriteAllText(Folder.Start, File.ReadAllText(Folder.Start)
            .Replace("generated.safetensors", "gone.safetensors", Ordinal));
        var finished = Finish();
        Assert.True(finished.IsOver);
        Assert.Contains("cannot be finished", finished.Told, Ordinal);
        Assert.Contains("gone.safetensors", finished.Told, Ordinal);
    }

    [Fact]
    public void Sessions_are_listed_from_their_beginning_to_their_end()
    {
        var begun = new BegunSessions(_files.Path("state"), NullLogger.Instance);
        var time = new ManualTimeProvider();
        Assert.Empty(begun.Left());
        var first = begun.Begin("/one", time);
        time.Advance(TimeSpan.FromSeconds(1));
        begun.Begin("/two", time);
        _files.Bytes("state/sessions/damaged.json", [1, 2]);
        File.CreateSymbolicLink(_files.Path("state/sessions/0.json"), "/dev/zero");
        Assert.Equal(["/one", "/two"], begun.Left().Select(session => session.Folder));
        begun.End(first!);
        Assert.Equal(["/two"], begun.Left().Select(session => session.Folder));
        Assert.Null(new BegunSessions(_files.Bytes("file", []), NullLogger.Instance)
            .Begin("/three", time));
    }

    private FinishedSession Finish() => SessionFinish.Run(Folder, CancellationToken.None);

    private double CutAtSeconds()
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Folder.Summary));
        return summary.RootElement.GetProperty("cutAtSeconds").GetDouble();
    }

    // Each log ends somewhere, in the middle of a line.
    private void Cut(Random random)
    {
        played.CopyTo(Folder.FullPath);
        File.Delete(Folder.Summary);
        File.Delete(Folder.Report);
        File.Delete(Folder.Reply);
        foreach (var log in new[] { Folder.Heard, Folder.Decisions, Folder.Tokens })
        {
            using var file = File.OpenWrite(log);
            file.SetLength((long)(file.Length * (0.1 + 0.9 * random.NextDouble())));
        }
    }
}
