using Antiphon.Midi;
using Antiphon.Midi.Io;
using Xunit;

namespace Antiphon.Devices.Tests.Midi;

public sealed class MidiInputTests
{
    [DeviceFact("jackd", "jack_wait", "libjack.so.0")]
    public Task A_keyboard_on_jack_is_heard_lost_and_heard_again() =>
        JackServer.OnATimelyOne(server => Hear(server, "jack:keyboard"));

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "librtmidi.so.6")]
    public Task A_keyboard_on_rtmidi_is_heard_lost_and_heard_again() =>
        JackServer.OnATimelyOne(server => Hear(server, "rtmidi:keyboard"));

    [DeviceFact("jackd", "jack_wait", "libjack.so.0", "librtmidi.so.6")]
    public async Task A_port_that_is_closed_while_it_hears_harms_nobody_and_hears_no_more()
    {
        await using var server = await JackServer.Start();
        await using var keyboard = await PeerProcess.Saying("keyboard", server);
        foreach (var address in Enumerable.Repeat<string[]>(["rtmidi:keyboard", "jack:keyboard"], 4)
            .SelectMany(both => both))
        {
            var listener = new Listener();
            using (var pump = MidiInputs.Open(address, listener, TimeProvider.System))
            {
                await SaySome(keyboard);
                await Eventually.True(() => listener.Heard.Count > 0, $"{address} is not heard");
                await SaySome(keyboard);
            }

            var heard = listener.Heard.Count;
            await SaySome(keyboard);
            Assert.Equal(heard, listener.Heard.Count);
        }
    }

    private static async Task SaySome(PeerProcess keyboard)
    {
        for (byte i = 0; i < 50; i++)
        {
            await keyboard.Say(0xB0, 1, i);
        }
    }

    private static async Task Hear(JackServer server, string address)
    {
        var keyboard = await PeerProcess.Saying("keyboard", server);
        var listener = new Listener();
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var pump = MidiInputs.Open(address, listener, time);
        await keyboard.Say(0x90, 60, 70);
        await keyboard.Say(0xF8);
        await keyboard.Say(0xB0, 64, 127);
        await keyboard.Say(0x80, 60, 0);
        await Eventually.True(() => listener.Heard.Count == 3, "three messages do not come");

        Assert.Equal(
            [
                MidiEvent.NoteOn(1, 60, 70), MidiEvent.ControlChange(1, 64, 127),
                MidiEvent.FromBytes(0x80, 60, 0),
            ],
            listener.Heard.Select(heard => heard.Event));
        Assert.All(
            listener.Heard, heard => Assert.InRange(heard.Timestamp, began, time.GetTimestamp()));
        var moments = listener.Heard.Select(heard => heard.Timestamp).ToList();
        Assert.Equal(moments.Order(), moments);

        await keyboard.DisposeAsync();
        await Eventually.True(() => listener.Losses == 1, "the loss is not noticed");
        await using var another = await PeerProcess.Saying("keyboard", server);
        await Eventually.True(() => pump.IsOpen, $"it does not come back: {pump.LastFault}");
        await another.Say(0x90, 61, 70);
        await Eventually.True(() => listener.Heard.Count == 4, "it does not hear again");
    }
}
