namespace Antiphon.Midi;

/// <summary>
/// Lets as much of a MIDI input through as a DIN cable can carry, and a burst on top; what comes
/// faster is dropped. No key stays held by that: a message that ends a note that was let through
/// always passes, and there are no more of those than notes. Bounded by 16 channels of 128 keys.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// Source of the rate: 31,250 baud and ten bits a byte, MIDI 1.0 Detailed Specification, MIDI
/// Association, 1996; running status is not made use of.
/// </remarks>
/// <param name="timestampFrequency">Timestamps in a second.</param>
internal sealed class MidiInputBound(long timestampFrequency)
{
    /// <summary>Messages that pass at once after a rest.</summary>
    public const int Burst = 128;

    /// <summary>Bytes that pass in a second: 1,041 messages of three.</summary>
    public const int BytesPerSecond = 3125;

    private const int Keys = 128;
    private const double MostBytes = 3.0 * Burst;

    private readonly bool[] _held = new bool[16 * Keys];
    private readonly int[] _heldOfChannel = new int[16];
    private double _bytesLeft = MostBytes;
    private long? _last;

    /// <summary>Takes note of a message; false when it is to be dropped.</summary>
    /// <param name="heard">With its moment, by which the rate is measured.</param>
    public bool Passes(MidiHeard heard)
    {
        var grown = heard.Timestamp - (_last ?? heard.Timestamp);
        _last = heard.Timestamp;
        _bytesLeft = Math.Min(
            MostBytes,
            _bytesLeft + Math.Max(0, grown) * (double)BytesPerSecond / timestampFrequency);
        if (_bytesLeft < heard.Event.Length && !EndsANote(heard.Event))
        {
            return false;
        }

        _bytesLeft = Math.Max(0, _bytesLeft - heard.Event.Length);
        Hold(heard.Event);
        return true;
    }

    /// <summary>The note-offs of all keys that are held, which then are not.</summary>
    public IReadOnlyList<MidiEvent> Release()
    {
        var ends = new List<MidiEvent>();
        for (var slot = 0; slot < _held.Length; slot++)
        {
            if (_held[slot])
            {
                ends.Add(MidiEvent.NoteOff(slot / Keys + 1, slot % Keys));
                Press(slot, down: false);
            }
        }

        return ends;
    }

    private bool EndsANote(MidiEvent e) => e.IsNoteOff
        ? _held[SlotOf(e)]
        : e.EndsAllNotes && _heldOfChannel[e.Channel - 1] > 0;

    private void Hold(MidiEvent e)
    {
        if (e.IsNoteOn || e.IsNoteOff)
        {
            Press(SlotOf(e), e.IsNoteOn);
        }
        else if (e.EndsAllNotes)
        {
            for (var key = 0; _heldOfChannel[e.Channel - 1] > 0; key++)
            {
                Press((e.Channel - 1) * Keys + key, down: false);
            }
        }
    }

    private void Press(int slot, bool down)
    {
        _heldOfChannel[slot / Keys] += down == _held[slot] ? 0 : down ? 1 : -1;
        _held[slot] = down;
    }

    private static int SlotOf(MidiEvent e) => (e.Channel - 1) * Keys + e.Data1;
}
