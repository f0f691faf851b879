using Antiphon.Capture.Io;
using Antiphon.Session;
using Antiphon.Session.Io;
using Xunit;

namespace Antiphon.Tests.Session;

public sealed class SessionRecordingTests : IDisposable
{
    private const int RateHz = 1_000 * 8;

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("antiphon-record-");
    private readonly List<KeepingNews> _news = [];
    private readonly SessionFolder _folder;

    public SessionRecordingTests()
    {
        _folder = new SessionFolder(Path.Combine(_home.FullName, "s"));
        Directory.CreateDirectory(_folder.FullPath);
    }

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void What_was_written_can_be_read_while_it_goes_on()
    {
        using var recording = Record(Sound(3_000));
        Read(recording, 1_000);
        recording.Write();
        using (var sofar = new WavFileReader(_folder.Input))
        {
            Assert.Equal(1_000, sofar.Frames);
        }

        Read(recording, 2_000);
        recording.Write();
        Assert.Equal(Sound(3_000), ReadAll(out _));
    }

    [Fact]
    public void Behind_the_longest_file_it_goes_on_in_the_next_and_is_read_on()
    {
        var sound = Sound(2_500, channels: 2);
        using (var recording = Record(sound, mostFrames: 1_000, channels: 2))
        {
            Read(recording, 1_700);
            recording.Write();
            Read(recording, 800);
        }

        Assert.Equal(
            ["input-2.wav", "input-3.wav"],
            _news.Cast<RecordingContinued>().Select(news => news.File));
        Assert.Equal(1_000, BroadcastStart.Of(_folder.InputPart(2)));
        Assert.Equal(2_000, BroadcastStart.Of(_folder.InputPart(3)));
        Assert.Equal(sound, ReadAll(out var hole));
        Assert.Null(hole);
    }

    [Fact]
    public void A_disk_that_fails_for_a_while_costs_nothing_that_can_wait()
    {
        using (var recording = Record(Sound(4_000)))
        {
            Read(recording, 1_000);
            recording.Write();
            var away = Away();
            Read(recording, 2_000);
            Assert.ThrowsAny<IOException>(recording.Write);
            Assert.ThrowsAny<IOException>(recording.Write);
            Back(away);
            Read(recording, 1_000);
            recording.Write();
            Assert.Null(recording.Missing);
        }

        Assert.Equal(Sound(4_000), ReadAll(out var hole));
        Assert.Null(hole);
        Assert.Equal(1_000, BroadcastStart.Of(_folder.InputPart(2)));
    }

    [Fact]
    public void What_cannot_wait_is_a_hole_that_the_next_file_tells_of()
    {
        const int first = 8_000;
        const int rest = SessionRecording.MostWaiting + 4_000;
        var sound = Sound(first + rest);
        using (var recording = Record(sound))
        {
            Read(recording, first);
            recording.Write();
            var away = Away();
            Read(recording, rest);
            Assert.ThrowsAny<IOException>(recording.Write);
            Back(away);
            recording.Write();
            Assert.Equal("0.5 s of the recording", recording.Missing);
        }

        var read = ReadAll(out var hole);
        Assert.Equal(sound.Length, read.Length);
        Assert.Equal(sound[..first], read[..first]);
        Assert.All(read[first..(first + 4_000)], sample => Assert.Equal(0, sample));
        Assert.Equal(sound[(first + 4_000)..], read[(first + 4_000)..]);
        Assert.Equal(1.0, hole);
    }

    [Fact]
    public void Off_line_nothing_is_let_go()
    {
        var sound = Sound(SessionRecording.MostWaiting + 100_000);
        using (var recording = new SessionRecording(Input(sound, 1), _folder, live: false))
        {
            Read(recording, sound.Length);
        }

        Assert.Equal(sound, ReadAll(out _));
    }

    private SessionRecording Record(float[] sound, long? mostFrames = null, int channels = 1) =>
        new(Input(sound, channels), _folder, live: true, mostFrames) { Tell = _news.Add };

    private static MemoryAudioInput Input(float[] sound, int channels) =>
        new("sound", sound, RateHz, channels);

    private static float[] Sound(int frames, int channels = 1) =>
        [.. Enumerable.Range(1, frames * channels).Select(i => i % 10_007 / 10_007f + 0.001f)];

    private static void Read(SessionRecording recording, int frames)
    {
        var block = new float[1_000 * recording.Channels];
        while (frames > 0)
        {
            var wanted = Math.Min(frames, 1_000);
            Assert.Equal(wanted, recording.Read(block.AsSpan(0, wanted * recording.Channels)));
            frames -= wanted;
        }
    }

    private float[] ReadAll(out double? hole)
    {
        using var input = new RecordedInput(_folder);
        var all = new float[input.TotalFrames!.Value * input.Channels];
        for (var at = 0; !input.Ended;)
        {
            var room = all.AsSpan(at, Math.Min(777 * input.Channels, all.Length - at));
            at += input.Read(room) * input.Channels;
        }

        hole = input.FirstHole?.Seconds;
        return all;
    }

    // A folder in its place that takes no file: as a volume that is gone.
    private string Away()
    {
        var away = _folder.FullPath + "-away";
        Directory.Move(_folder.FullPath, away);
        File.WriteAllText(_folder.FullPath, "");
        return away;
    }

    private void Back(string away)
    {
        File.Delete(_folder.FullPath);
        Directory.Move(away, _folder.FullPath);
    }
}
