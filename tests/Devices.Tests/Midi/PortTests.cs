using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Notes;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>Ports of a real server, with a receiver of the test's own at the other end.</summary>
public sealed class PortTests
{
    private const int Notes = 300;

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public async Task Notes_through_jack_all_arrive_in_order_and_none_hangs() =>
        await PlayThrough("jack:receiver");

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "librtmidi.so.6")]
    public async Task Notes_through_rtmidi_all_arrive_in_order_and_none_hangs() =>
        await PlayThrough("rtmidi:receiver");

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public async Task A_jack_receiver_that_goes_and_comes_is_silenced_and_played_again() =>
        await JackServer.OnATimelyOne(server => LoseReceiver(server, "jack:receiver"));

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "librtmidi.so.6")]
    public async Task An_rtmidi_receiver_that_goes_and_comes_is_silenced_and_played_again() =>
        await JackServer.OnATimelyOne(server => LoseReceiver(server, "rtmidi:receiver"));

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public async Task A_jack_server_that_dies_is_found_again() =>
        await JackServer.OnATimelyOne(server => LoseServer(server, "jack:receiver"));

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "librtmidi.so.6")]
    public async Task An_rtmidi_port_on_a_jack_server_that_dies_is_found_again() =>
        await JackServer.OnATimelyOne(server => LoseServer(server, "rtmidi:receiver"));

    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public Task A_voice_has_its_own_port_and_channel() =>
        JackServer.OnATimelyOne(PlayTwoVoices);

    private static async Task PlayTwoVoices(JackServer server)
    {
        await using var high = await PeerProcess.Hearing("high", server);
        await using var low = await PeerProcess.Hearing("low", server);
        var transport = Transport("melody=jack:high", "bass@10=jack:low");
        using (transport.Output)
        {
            transport.Midi.Plan(Note(1, 60, Voice.Melody));
            transport.Midi.Plan(Note(2, 40, Voice.Bass));
            transport.Midi.Advance(SampleTime.FromSeconds(10));
            transport.Midi.Close(SampleTime.FromSeconds(10));
        }

        await Eventually.True(
            () => high.Heard.Any(IsEnd) && low.Heard.Any(IsEnd), "the panic does not arrive");
        Assert.Equal([(0x90, 60)], Ons(high));
        Assert.Equal([(0x99, 40)], Ons(low));
        Assert.Equal((0, 0), (high.Sounding, low.Sounding));
    }

    [DeviceFact("libjack.so.0")]
    public void Without_a_server_a_jack_port_says_so()
    {
        JackPeer.UseServer("antiphon-there-is-no-such-server");
        var refused = Assert.Throws<MidiException>(() => Open("jack:receiver"));
        Assert.Contains("no JACK server is running", refused.Message, StringComparison.Ordinal);
    }

    [DeviceFact("libjack.so.0", "librtmidi.so.6")]
    public void Without_any_MIDI_system_rtmidi_says_so_instead_of_crashing()
    {
        JackPeer.UseServer("antiphon-there-is-no-such-server");
        if (!File.Exists("/dev/snd/seq"))
        {
            var refused = Assert.Throws<MidiException>(() => Open("rtmidi:receiver"));
            Assert.Contains("/dev/snd/seq", refused.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Throws<MidiException>(() => Open("rtmidi:antiphon has no such port"));
        }
    }

    private static async Task PlayThrough(string address)
    {
        await using var server = await JackServer.StartPatient();
        await using var receiver = await PeerProcess.Hearing("receiver", server);
        var (transport, output) = Transport(address);
        using (output)
        {
            for (var i = 0; i < Notes; i++)
            {
                transport.Plan(Note(i, 36 + i % 60) with
                {
                    Due = SampleTime.FromSeconds(i * 0.002),
                    Velocity = 1 + i % 127,
                });
            }

            transport.Advance(SampleTime.FromSeconds(10));
            transport.Close(SampleTime.FromSeconds(10));
            await Eventually.True(
                () => receiver.Heard.Any(e => e is { Status: 0xB1, Data1: 120 }),
                "the last event of the panic does not arrive");
        }

        Assert.Equal(
            Enumerable.Range(0, Notes).Select(i => (36 + i % 60, 1 + i % 127)),
            receiver.Heard.Where(e => e.Status == 0x90).Select(e => ((int)e.Data1, (int)e.Data2)));
        Assert.Equal(0, receiver.Sounding);
        Assert.Equal(0, transport.Statistics.Hanging);
    }

    private static async Task LoseReceiver(JackServer server, string address)
    {
        var first = await PeerProcess.Hearing("receiver", server);
        using var output = Open(address);
        await BeginNote(output, first);
        await first.Kill();
        await AwaitLoss(output);
        await using var second = await PeerProcess.Hearing("receiver", server);
        await AssertBack(output, second);
    }

    private static async Task LoseServer(JackServer server, string address)
    {
        var first = await PeerProcess.Hearing("receiver", server);
        using var output = Open(address);
        await BeginNote(output, first);
        await server.Kill();
        await first.Kill();
        await AwaitLoss(output);
        await server.Begin();
        await using var second = await PeerProcess.Hearing("receiver", server);
        await AssertBack(output, second);
    }

    private static async Task BeginNote(IMidiOutput output, PeerProcess receiver)
    {
        output.Send(MidiEvent.ProgramChange(1, 7), SampleTime.Zero);
        output.Send(MidiEvent.NoteOn(1, 60, 80), SampleTime.Zero);
        await Eventually.True(() => receiver.Sounding == 1, "the note does not arrive");
    }

    private static async Task AwaitLoss(IMidiOutput output)
    {
        await Eventually.True(() => !output.Ports[0].Open, "the loss is not noticed");
        output.Send(MidiEvent.NoteOff(1, 60), SampleTime.Zero);
        Assert.Equal(1, output.Ports[0].Hanging);
        Assert.Throws<MidiException>(
            () => output.Send(MidiEvent.NoteOn(1, 61, 80), SampleTime.Zero));
    }

    private static async Task AssertBack(IMidiOutput output, PeerProcess receiver)
    {
        await Eventually.True(
            () => receiver.Heard.Any(e => e is { Status: 0xC0, Data1: 7 }),
            $"it does not come back: {output.Ports[0].LastFault}");
        Assert.Equal(
            [(0x80, 60), (0xB0, 123), (0xB0, 120), (0xC0, 7)],
            receiver.Heard.Select(e => ((int)e.Status, (int)e.Data1)));
        output.Send(MidiEvent.NoteOn(1, 62, 80), SampleTime.Zero);
        await Eventually.True(() => receiver.Sounding == 1, "it does not play again");
        output.Send(MidiEvent.NoteOff(1, 62), SampleTime.Zero);
        await Eventually.True(() => receiver.Sounding == 0, "the note does not end");
        Assert.Equal(0, output.Ports[0].Hanging);
    }

    // On a virtual clock nothing is late and nothing discarded, however busy the machine is.
    private static (MidiTransport Midi, MidiOutputGroup Output) Transport(params string[] routes)
    {
        var output = new MidiOutputGroup(MidiOutputs.OpenAll(
            routes, new MidiOptions(), new SampleClock(TimeProvider.System)));
        var transport =
            new MidiTransport(output, new MidiOptions(), TransportClock.Virtual, _ => { });
        return (transport, output);
    }

    private static IMidiOutput Open(string address) => MidiOutputs.Open(
        MidiAddress.ParseOutput(address), new MidiOptions(), new SampleClock(TimeProvider.System));

    private static NotePlanned Note(long id, int key, Voice voice = Voice.Melody) => new(
        new NoteId(id), voice, key, 80, SampleTime.Zero, SampleCount.FromSeconds(0.05), id);

    private static bool IsEnd((byte Status, byte Data1, byte Data2) e) =>
        (e.Status & 0xF0) == 0xB0 && e.Data1 == 120;

    private static IEnumerable<(int Status, int Key)> Ons(PeerProcess receiver) =>
        receiver.Heard.Where(e => (e.Status & 0xF0) == 0x90)
            .Select(e => ((int)e.Status, (int)e.Data1));
}
