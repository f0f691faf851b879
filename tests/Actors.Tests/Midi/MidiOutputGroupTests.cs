using Antiphon.Midi;
using Antiphon.Midi.Io;
using Xunit;
using static Antiphon.Tests.Midi.Notes;

namespace Antiphon.Tests.Midi;

public sealed class MidiOutputGroupTests
{
    [Fact]
    public void A_faulty_output_keeps_nothing_from_the_others_and_is_named()
    {
        using var faulty = new ListeningOutput { Throws = _ => true };
        using var sound = new ListeningOutput();
        using var group = new MidiOutputGroup(faulty, sound);
        group.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));

        Assert.Equal(1, sound.Open);
        Assert.Equal([false, true], group.Ports.Select(port => port.Open));
        Assert.Equal((1L, "unplugged"), (group.Ports[0].Discarded, group.Ports[0].LastFault));
    }

    [Fact]
    public void What_nobody_took_has_failed()
    {
        using var faulty = new ListeningOutput { Throws = _ => true };
        using var group = new MidiOutputGroup(faulty);
        Assert.Throws<MidiException>(() => group.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0)));
    }

    [Fact]
    public void A_note_that_only_a_file_took_has_not_sounded()
    {
        using var file = new ListeningOutput();
        using var port = new ListeningOutput { IsLive = true, Throws = _ => true };
        using var group = new MidiOutputGroup(file, port);
        Assert.Throws<MidiException>(() => group.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0)));
        Assert.Equal(1, file.Open);
    }

    [Fact]
    public void A_port_that_an_event_is_not_meant_for_does_not_count()
    {
        using var melody = new ListeningOutput { IsLive = true, Throws = _ => true };
        using var bass = new ListeningOutput { IsLive = true };
        using var group = new MidiOutputGroup(
            Route(melody, "melody=null:"), Route(bass, "bass=null:"));
        Assert.Throws<MidiException>(() => group.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0)));
        group.Send(MidiEvent.NoteOn(2, 40, 80), Ms(0));
        group.Send(MidiEvent.TimingClock, Ms(0));

        Assert.Equal(
            [MidiEvent.NoteOn(2, 40, 80), MidiEvent.TimingClock],
            bass.Events.Select(sent => sent.Event));
    }

    [Fact]
    public void A_voice_may_have_another_channel_at_its_port()
    {
        using var port = new ListeningOutput();
        using var routed = Route(port, "bass@10=null:", "melody=null:");
        routed.Send(MidiEvent.NoteOn(2, 40, 80), Ms(0));
        routed.Send(MidiEvent.NoteOn(1, 60, 80), Ms(0));
        routed.Send(MidiEvent.ProgramChange(3, 1), Ms(0));

        Assert.Equal(
            [MidiEvent.NoteOn(10, 40, 80), MidiEvent.NoteOn(1, 60, 80)],
            port.Events.Select(sent => sent.Event));
    }

    [Fact]
    public void Voices_that_cannot_be_told_apart_are_refused()
    {
        using var port = new ListeningOutput();
        var one = new MidiOptions { MelodyChannel = 4, BassChannel = 4 };
        Assert.Contains("bass 4", Refusal(port, one, "bass=null:"), StringComparison.Ordinal);
        Assert.Contains(
            "one channel",
            Refusal(port, new MidiOptions(), "bass@1=null:", "melody=null:"),
            StringComparison.Ordinal);
        Assert.Same(port, RoutedMidiOutput.Route(port, [MidiRoute.Parse("null:")], one));
    }

    private static IMidiOutput Route(IMidiOutput port, params string[] routes) =>
        RoutedMidiOutput.Route(port, [.. routes.Select(MidiRoute.Parse)], new MidiOptions());

    private static string Refusal(
        IMidiOutput port, MidiOptions options, params string[] routes) =>
        Assert.Throws<MidiException>(() => RoutedMidiOutput.Route(
            port, [.. routes.Select(MidiRoute.Parse)], options)).Message;
}
