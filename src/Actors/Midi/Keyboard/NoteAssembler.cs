using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// The second ear: turns keys going down and up into notes. Channels are one keyboard each, a key
/// struck again ends its note, and "all notes off" or the loss of the input ends every note. The
/// sustain pedal is not heard: a note is as long as its key was held. Bounded by 16 channels of
/// 128 keys. Not thread-safe.
/// </summary>
public sealed class NoteAssembler
{
    private const int Keys = 128;

    private readonly (SampleTime Onset, int Velocity)[] _down =
        new (SampleTime, int)[16 * Keys];

    /// <summary>Hears one message.</summary>
    /// <param name="e">Any channel message; what is no note is ignored.</param>
    /// <param name="at">When it came; never before that of an earlier call.</param>
    /// <returns>The notes that it ends, by channel and key.</returns>
    public IReadOnlyList<NoteHeard> Hear(MidiEvent e, SampleTime at)
    {
        if (e.EndsAllNotes)
        {
            return EndAll((e.Channel - 1) * Keys, Keys, at);
        }

        if (!e.IsNoteOn && !e.IsNoteOff)
        {
            return [];
        }

        var slot = (e.Channel - 1) * Keys + e.Data1;
        var ended = EndAll(slot, 1, at);
        if (e.IsNoteOn)
        {
            _down[slot] = (at, e.Data2);
        }

        return ended;
    }

    /// <summary>Ends every note: the input is gone.</summary>
    public IReadOnlyList<NoteHeard> Release(SampleTime at) => EndAll(0, _down.Length, at);

    private List<NoteHeard> EndAll(int first, int count, SampleTime at)
    {
        var ended = new List<NoteHeard>();
        for (var slot = first; slot < first + count; slot++)
        {
            var (onset, velocity) = _down[slot];
            if (velocity > 0)
            {
                var samples = Math.Max(1, (at.HalfSamples - onset.HalfSamples) / 2);
                ended.Add(new NoteHeard(onset, new SampleCount(samples), slot % Keys, velocity));
                _down[slot] = default;
            }
        }

        return ended;
    }
}
