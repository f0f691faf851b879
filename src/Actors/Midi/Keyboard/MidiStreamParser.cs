namespace Antiphon.Midi;

/// <summary>
/// Finds channel messages in a stream of MIDI bytes that may be cut anywhere: running status,
/// real-time bytes in between, system messages skipped. Bytes that belong to nothing are passed
/// over, as they are when one begins to listen in the middle.
/// </summary>
/// <remarks>Source: MIDI 1.0 Detailed Specification, MIDI Association, 1996.</remarks>
public sealed class MidiStreamParser
{
    private int _status, _data1 = -1;

    /// <summary>Takes the next byte.</summary>
    /// <param name="e">The message that it completes, if it does.</param>
    /// <returns>True when it completes a channel message.</returns>
    public bool Take(byte value, out MidiEvent e)
    {
        e = default;
        if (value >= 0xF8)
        {
            return false;
        }

        if (value >= 0x80)
        {
            // A system message ends running status, and its data bytes then belong to nothing.
            _status = value < 0xF0 ? value : 0;
            _data1 = -1;
            return false;
        }

        if (_status == 0)
        {
            return false;
        }

        if (_data1 < 0 && MidiEvent.DataBytes(_status) == 2)
        {
            _data1 = value;
            return false;
        }

        e = _data1 < 0
            ? MidiEvent.FromBytes(_status, value, 0)
            : MidiEvent.FromBytes(_status, _data1, value);
        _data1 = -1;
        return true;
    }
}
