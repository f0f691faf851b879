using Antiphon.Midi;
using Antiphon.Midi.Io;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class MidiRingTests
{
    private static readonly MidiRing.Slot Message =
        MidiRing.Slot.Of(MidiEvent.NoteOn(1, 60, 80), moment: 1);

    [Fact]
    public void A_full_ring_takes_nothing_more()
    {
        var ring = MidiRing.Create();
        for (var i = 0; i < MidiRing.Capacity; i++)
        {
            Assert.True(ring.TryWrite(Message));
        }

        Assert.False(ring.TryWrite(Message));
        ring.Drop();
        Assert.True(ring.TryWrite(Message));
        ring.Free();
    }

    [Fact]
    public void A_freed_ring_is_empty_takes_nothing_and_is_not_freed_twice()
    {
        var ring = MidiRing.Create();
        Assert.True(ring.TryWrite(Message));
        ring.Free();

        Assert.True(ring.IsEmpty);
        Assert.False(ring.TryWrite(Message));
        ring.Free();
    }
}
