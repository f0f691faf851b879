using System.Diagnostics;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>Raw ports on a FIFO, which behaves as a MIDI device does.</summary>
public sealed class RawPortTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-raw-");

    private string Fifo => Path.Combine(_folder.FullName, "midi");

    public void Dispose() => _folder.Delete(recursive: true);

    [DeviceFact("mkfifo")]
    public async Task Bytes_arrive_as_they_are()
    {
        await MakeFifo();
        using var reader = OpenReader();
        using var output = Open();
        output.Send(MidiEvent.NoteOn(1, 60, 80), SampleTime.Zero);
        output.Send(MidiEvent.ProgramChange(2, 5), SampleTime.Zero);
        output.Send(MidiEvent.TimingClock, SampleTime.Zero);

        var bytes = new byte[6];
        await reader.ReadExactlyAsync(bytes);
        Assert.Equal([0x90, 60, 80, 0xC1, 5, 0xF8], bytes);
    }

    [DeviceFact("mkfifo")]
    public async Task Without_a_reader_it_is_refused_and_does_not_hang()
    {
        await MakeFifo();
        var refused = Assert.Throws<MidiException>(() => Open());
        Assert.Contains("nobody reads it", refused.Message, StringComparison.Ordinal);
    }

    [DeviceFact("mkfifo")]
    public void A_file_of_another_kind_is_refused()
    {
        File.WriteAllText(Fifo, "");
        var refused = Assert.Throws<MidiException>(() => Open());
        Assert.Contains("no MIDI device", refused.Message, StringComparison.Ordinal);
    }

    [DeviceFact("mkfifo")]
    public async Task A_reader_that_does_not_read_is_a_loss_and_not_a_hang()
    {
        await MakeFifo();
        using var reader = OpenReader();
        using var output = Open();
        for (var i = 0; i < 100_000 && output.Ports[0].Open; i++)
        {
            output.Send(MidiEvent.ControlChange(1, 1, i & 127), SampleTime.Zero);
        }

        Assert.False(output.Ports[0].Open);
        Assert.Contains("takes nothing", output.Ports[0].LastFault, StringComparison.Ordinal);
    }

    [DeviceFact("mkfifo")]
    public async Task A_reader_that_goes_and_comes_is_silenced_and_played_again()
    {
        await MakeFifo();
        var first = OpenReader();
        using var output = Open();
        output.Send(MidiEvent.NoteOn(1, 60, 80), SampleTime.Zero);
        await first.DisposeAsync();
        await Eventually.True(() => !output.Ports[0].Open, "the loss is not noticed");
        using var second = OpenReader();
        var bytes = new byte[9];
        await second.ReadExactlyAsync(bytes);

        Assert.Equal([0x80, 60, 64, 0xB0, 123, 0, 0xB0, 120, 0], bytes);
    }

    [DeviceFact("mkfifo")]
    public async Task What_is_written_is_heard_with_running_status_and_across_writers()
    {
        await MakeFifo();
        var listener = new Listener();
        using var pump = MidiInputs.Open($"raw:{Fifo}", listener, TimeProvider.System);
        using (var writer = OpenWriter())
        {
            writer.Write([0x90, 60, 80, 0xF8, 62, 80, 60]);
            writer.Write([0]);
            await Eventually.True(() => listener.Heard.Count == 3, "three notes do not come");
        }

        await Eventually.True(() => listener.Losses == 1, "the loss is not noticed");
        await Eventually.True(() => pump.IsOpen, "it does not listen again");
        using var other = OpenWriter();
        other.Write([0xB0, 64, 127]);
        await Eventually.True(() => listener.Heard.Count == 4, "the second writer is not heard");

        Assert.Equal(
            [
                MidiEvent.NoteOn(1, 60, 80), MidiEvent.NoteOn(1, 62, 80),
                MidiEvent.FromBytes(0x90, 60, 0), MidiEvent.ControlChange(1, 64, 127),
            ],
            listener.Heard.Select(heard => heard.Event));
    }

    // Opened for both, neither end waits for the other.
    private FileStream OpenReader() =>
        new(Fifo, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);

    private FileStream OpenWriter() =>
        new(Fifo, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);

    private IMidiOutput Open() => MidiOutputs.Open(
        MidiAddress.ParseOutput($"raw:{Fifo}"),
        new MidiOptions(),
        new SampleClock(TimeProvider.System));

    private async Task MakeFifo()
    {
        using var made = Process.Start("mkfifo", Fifo);
        await made.WaitForExitAsync();
        Assert.Equal(0, made.ExitCode);
    }
}
