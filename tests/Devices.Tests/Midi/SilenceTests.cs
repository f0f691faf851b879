using Antiphon.Midi;
using Xunit;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>Whatever ends the program, no note hangs at an independent receiver.</summary>
public sealed class SilenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-rig-");

    public void Dispose() => _folder.Delete(recursive: true);

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public async Task A_session_arrives_as_it_is_written_down_and_ends_in_silence()
    {
        await using var server = await JackServer.StartPatient();
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        await RigProcess.Run(
            server.Environment,
            [.. Play(), "--duration", "12", "--set", "midi.flushLateMs=2000"]);

        var written = StandardMidiFileReader
            .Read(File.ReadAllBytes(Path.Combine(_folder.FullName, "reply.mid")))
            .Tracks.SelectMany(track => track.Events)
            .Where(one => one.Event.IsNoteOn)
            .Select(one => (one.Event.Channel, (int)one.Event.Data1)).Order().ToList();
        Assert.NotEmpty(written);
        await AwaitEnd(receiver);
        Assert.Equal(
            written,
            receiver.Heard.Where(e => (e.Status & 0xF0) == 0x90 && e.Data2 > 0)
                .Select(e => ((e.Status & 0x0F) + 1, (int)e.Data1)).Order());
        Assert.Equal(0, receiver.Sounding);
    }

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "kill")]
    public async Task Terminated_in_the_middle_of_a_note_it_leaves_silence()
    {
        await using var server = await JackServer.StartPatient();
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        await using var rig = RigProcess.Start(server.Environment, Play());
        await AwaitNote(rig, receiver);
        await rig.Signal("TERM");
        var (exitCode, _, errors) = await rig.End();

        Assert.True(exitCode == 0, errors);
        await AwaitEnd(receiver);
        Assert.Equal(0, receiver.Sounding);
    }

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public Task A_fault_that_nobody_catches_in_the_middle_of_a_note_leaves_silence() =>
        JackServer.OnATimelyOne(Crash);

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "kill")]
    public Task Killed_in_the_middle_of_a_note_it_is_silenced_by_panic() =>
        JackServer.OnATimelyOne(KillAndPanic);

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "librtmidi.so.6")]
    public Task Panic_reaches_rtmidi_and_devices_names_the_ports() =>
        JackServer.OnATimelyOne(PanicOnRtMidi);

    private async Task Crash(JackServer server)
    {
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        var environment = new Dictionary<string, string>(server.Environment)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
        };
        await using var rig = RigProcess.Start(environment, Play());
        await AwaitNote(rig, receiver);
        await rig.Say("now");
        var (exitCode, _, errors) = await rig.End();

        Assert.Equal(1, exitCode);
        Assert.Contains("a screw came loose", errors, StringComparison.Ordinal);
        await AwaitEnd(receiver);
        Assert.Equal(0, receiver.Sounding);
    }

    private async Task KillAndPanic(JackServer server)
    {
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        do
        {
            // The note may end while the signal is under way: then once more.
            await using var rig = RigProcess.Start(server.Environment, Play());
            await AwaitNote(rig, receiver);
            await rig.Signal("KILL");
            await rig.End();
        }
        while (receiver.Sounding == 0);

        var before = receiver.Heard.Count;
        await RigProcess.Run(server.Environment, "panic", "--output", "jack:receiver");
        await Eventually.True(
            () => receiver.Heard.Skip(before).Any(e => e is { Status: 0x81, Data1: 127 }),
            "the last event of the panic does not arrive");

        Assert.Equal(0, receiver.Sounding);
        var controllers = receiver.Heard.Skip(before).Where(e => (e.Status & 0xF0) == 0xB0)
            .Select(e => (e.Status & 0x0F, (int)e.Data1)).ToHashSet();
        Assert.Equal(
            Enumerable.Range(0, 16).SelectMany(channel => new[] { (channel, 120), (channel, 123) }),
            controllers.Order());
    }

    private static async Task PanicOnRtMidi(JackServer server)
    {
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        await RigProcess.Run(server.Environment, "panic", "--output", "bass@7=rtmidi:receiver");
        await Eventually.True(
            () => receiver.Heard.Any(e => e is { Status: 0x86, Data1: 127 }),
            "the last event of the panic does not arrive");

        var devices = await RigProcess.Run(server.Environment, "devices");
        Assert.Contains("jack:receiver:midi", devices, StringComparison.Ordinal);
        Assert.Contains("rtmidi:receiver:midi", devices, StringComparison.Ordinal);
    }

    private string[] Play() =>
    [
        "play", "--input", "demo:", "--output", "jack:receiver",
        "--session", _folder.FullName, "--replace",
        "--set", $"service.stateFolder={Path.Combine(_folder.FullName, "state")}",
    ];

    // The last that a rig says at its end, on the bass's channel.
    private static Task AwaitEnd(PeerProcess receiver) => Eventually.True(
        () => receiver.Heard.Any(e => e is { Status: 0xB1, Data1: 120 }),
        "the rig does not end with a panic");

    private static Task AwaitNote(RigProcess rig, PeerProcess receiver) => Eventually.True(
        () => receiver.Sounding > 0 || rig.HasEnded, "no note comes");
}
