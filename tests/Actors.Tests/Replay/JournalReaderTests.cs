using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Replay;
using Antiphon.Replay.Io;
using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Tests.Capture;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Replay;

/// <summary>A journal on disk: rotated, cut off, changed, or with its beginning gone.</summary>
public sealed class JournalReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.PathOf("heard.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_journal_that_was_rotated_is_read_from_its_first_part_on()
    {
        var written = Write(minutes: 4);
        var (read, seal) = Read();

        Assert.True(File.Exists(_folder.PathOf("heard.00003.jsonl.gz")));
        Assert.Equal(written, read);
        Assert.Equal(JournalSeal.Whole, seal);
    }

    [Fact]
    public void A_journal_whose_first_part_was_rotated_away_is_refused()
    {
        Write(minutes: 4);
        File.Delete(_folder.PathOf("heard.00001.jsonl.gz"));
        AssertRefused("the beginning of");
    }

    [Fact]
    public void A_part_that_was_not_packed_yet_counts()
    {
        var written = Write(minutes: 4);
        using (var packed = new System.IO.Compression.GZipStream(
            File.OpenRead(_folder.PathOf("heard.00002.jsonl.gz")),
            System.IO.Compression.CompressionMode.Decompress))
        using (var plain = File.Create(_folder.PathOf("heard.00002.jsonl")))
        {
            packed.CopyTo(plain);
        }

        File.WriteAllBytes(_folder.PathOf("heard.00002.jsonl.gz"), [0x1f]);
        Assert.Equal(written, Read().Entries);
    }

    [Fact]
    public void A_journal_of_another_format_is_refused()
    {
        Write(minutes: 1);
        Change(text => text.Replace("\"journal\":4", "\"journal\":9", StringComparison.Ordinal));
        AssertRefused("schema 9");
    }

    [Fact]
    public void A_journal_of_before_keys_were_heard_going_down_is_read()
    {
        var written = Write(minutes: 1);
        Change(text => text.Replace("\"journal\":4", "\"journal\":1", StringComparison.Ordinal));
        Assert.Equal(written, Read().Entries);
    }

    [Fact]
    public void One_changed_digit_breaks_the_seal()
    {
        Write(minutes: 1);
        Change(text => text.Replace("[\"queued\",7]", "[\"queued\",8]", StringComparison.Ordinal));
        Assert.Equal(JournalSeal.Broken, Read().Seal);
    }

    [Fact]
    public void A_line_that_is_none_is_refused_by_its_number()
    {
        Write(minutes: 1);
        Change(text => text.Replace("[\"queued\",7]", "[\"quexed\",7]", StringComparison.Ordinal));
        AssertRefused("line 9", "quexed");
        Change(text => text.Replace("[\"quexed\",7]", "[\"quexed\",7", StringComparison.Ordinal));
        AssertRefused("line 9", "damaged");
    }

    [Fact]
    public void A_journal_that_was_cut_off_in_a_line_is_read_so_far()
    {
        var written = Write(minutes: 1);
        Change(text => text[..(text.IndexOf("[\"queued\",9]", StringComparison.Ordinal) + 6)]);
        var (read, seal) = Read();

        Assert.Equal(written.Take(9), read);
        Assert.Equal(JournalSeal.Missing, seal);
    }

    [Fact]
    public void There_is_no_journal() => AssertRefused("there is no");

    [Fact]
    public void A_kept_journal_is_let_go_after_ten_minutes_and_holds_no_moves()
    {
        var kept = new KeptJournal();
        var frame = new FrameKept(Performance.Speaking(1, 2), 1);
        kept.Keep(frame, SampleTime.FromSeconds(600));
        kept.Keep(new TransportMoved(new NoteQueued(new NoteId(1))), SampleTime.FromSeconds(600));
        Assert.Equal([frame], kept.Entries);
        kept.Keep(frame, SampleTime.FromSeconds(600.1));
        Assert.Null(kept.Entries);
    }

    [Fact]
    public void Moves_that_nobody_fetches_are_written_before_they_are_too_many()
    {
        var written = 0;
        var journal = new SessionJournal([], (_, _) => written++);
        for (var i = 0; i < 10_000; i++)
        {
            journal.Moved(new TimeMoved(new SampleTime(i)));
            Assert.InRange(i + 1 - written, 0, 1_025);
        }

        journal.Close();
        Assert.Equal(10_000, written);
    }

    [Fact]
    public void A_journal_with_a_hole_is_read_up_to_it_and_says_where_it_is()
    {
        var written = Write(minutes: 1);
        var lines = File.ReadAllLines(Log);
        File.WriteAllLines(Log, [.. lines[..8], "[\"lost\",3,1008000,1296000]", .. lines[11..]]);

        var file = new JournalReader(Log);
        Assert.Equal(written[..7], file.Read());
        Assert.Equal(21.0, file.Hole?.Seconds);
        Assert.Equal(JournalSeal.Missing, file.Seal);
    }

    private List<JournalEntry> Write(int minutes)
    {
        List<JournalEntry> written = [];
        using var log = new RotatingLog(Log, new SessionOptions { RotateMinutes = 1 });
        using var journal = new JournalLog(log);
        for (var i = 0; i < 20 * minutes; i++)
        {
            var entry = new TransportMoved(new NoteQueued(new NoteId(i)));
            journal.Write(entry, SampleTime.FromSeconds(3 * i));
            written.Add(entry);
        }

        journal.Seal();
        return written;
    }

    private (List<JournalEntry> Entries, JournalSeal Seal) Read()
    {
        var file = new JournalReader(Log);
        var entries = file.Read().ToList();
        return (entries, file.Seal);
    }

    private void Change(Func<string, string> change) =>
        File.WriteAllText(Log, change(File.ReadAllText(Log)));

    private void AssertRefused(params string[] mentioned)
    {
        var refused = Assert.Throws<JournalException>(() => { Read(); });
        Assert.All(
            mentioned, text => Assert.Contains(text, refused.Message, StringComparison.Ordinal));
    }
}
