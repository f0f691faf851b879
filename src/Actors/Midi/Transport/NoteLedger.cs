using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Midi;

/// <summary>
/// Knows every note that sounds on one port, and when each must end. A key holds one note: who
/// begins another there ends the first. Bounded by 16 channels × 128 keys. Not thread-safe.
/// </summary>
public sealed class NoteLedger
{
    private const int Keys = 128;

    private readonly long _longestHalfSamples;
    private readonly SoundingNote[] _notes = new SoundingNote[16 * Keys];
    private readonly bool[] _cut = new bool[16 * Keys];
    private readonly int[] _placeOfKey = new int[16 * Keys];
    private readonly int[] _sounding = new int[16 * Keys];

    /// <param name="longestNoteSeconds">No note is held longer, in seconds; above 0.</param>
    public NoteLedger(double longestNoteSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longestNoteSeconds);
        _longestHalfSamples = Math.Max(1, SampleTime.FromSeconds(longestNoteSeconds).HalfSamples);
    }

    /// <summary>Notes that sound now, 0…2048.</summary>
    public int Count { get; private set; }

    /// <summary>Notes that sound and are to end at once.</summary>
    public int CutCount { get; private set; }

    /// <summary>Notes whose note-off was tried and did not get out.</summary>
    public int UnendedCount
    {
        get
        {
            var unended = 0;
            for (var i = 0; i < Count; i++)
            {
                unended += _notes[_sounding[i]].Unended ? 1 : 0;
            }

            return unended;
        }
    }

    /// <summary>When the last sounding note ends; null when none sounds.</summary>
    public SampleTime? LastEnd
    {
        get
        {
            SampleTime? last = null;
            for (var i = 0; i < Count; i++)
            {
                var end = _notes[_sounding[i]].End;
                last = last >= end ? last : end;
            }

            return last;
        }
    }

    /// <summary>Writes a note in, and cuts it to the longest length allowed.</summary>
    /// <returns>When its note-off is due.</returns>
    /// <exception cref="InvalidOperationException">
    /// The key sounds already: end it first.
    /// </exception>
    public SampleTime Begin(NoteId id, int channel, int key, SampleTime begun, SampleTime end)
    {
        var slot = SlotOf(channel, key);
        if (_placeOfKey[slot] != 0)
        {
            throw new InvalidOperationException($"Key {key} of channel {channel} sounds already.");
        }

        end = SampleTime.Min(end, new SampleTime(begun.HalfSamples + _longestHalfSamples));
        end = SampleTime.Max(end, begun);
        _notes[slot] = new SoundingNote(id, channel, key, begun, end, Unended: false);
        _sounding[Count++] = slot;
        _placeOfKey[slot] = Count;
        return end;
    }

    /// <summary>The note on a key, if one sounds there.</summary>
    public bool TryFind(int channel, int key, out SoundingNote note)
    {
        var slot = SlotOf(channel, key);
        note = _notes[slot];
        return _placeOfKey[slot] != 0;
    }

    /// <summary>The note that must end first (of several, the one planned first).</summary>
    public bool TryNextEnd(out SoundingNote next)
    {
        next = default;
        for (var i = 0; i < Count; i++)
        {
            ref readonly var note = ref _notes[_sounding[i]];
            if (i == 0 || (note.End, note.Id.Value).CompareTo((next.End, next.Id.Value)) < 0)
            {
                next = note;
            }
        }

        return Count > 0;
    }

    /// <summary>Marks a sounding note to be ended at once; false when it does not sound.</summary>
    /// <param name="at">When that is; null while it is not known.</param>
    public bool Cut(NoteId id, SampleTime? at = null)
    {
        for (var i = 0; i < Count; i++)
        {
            var slot = _sounding[i];
            if (_notes[slot].Id == id)
            {
                CutCount += _cut[slot] ? 0 : 1;
                _cut[slot] = true;
                if (at is { } end)
                {
                    EndCutNotesAt(end);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Sets the end of every note marked by <see cref="Cut"/> to a time, or keeps an earlier.
    /// </summary>
    public void EndCutNotesAt(SampleTime at)
    {
        for (var i = 0; CutCount > 0 && i < Count; i++)
        {
            var slot = _sounding[i];
            if (_cut[slot])
            {
                var end = SampleTime.Max(_notes[slot].Begun, SampleTime.Min(at, _notes[slot].End));
                _notes[slot] = _notes[slot] with { End = end };
                _cut[slot] = false;
                CutCount--;
            }
        }
    }

    /// <summary>Strikes a note out: its note-off went out.</summary>
    public void Ended(SoundingNote note)
    {
        var slot = SlotOf(note.Channel, note.Key);
        var place = _placeOfKey[slot] - 1;
        if (place < 0)
        {
            throw new InvalidOperationException(
                $"Key {note.Key} of channel {note.Channel} does not sound.");
        }

        Count--;
        _sounding[place] = _sounding[Count];
        _placeOfKey[_sounding[place]] = place + 1;
        _placeOfKey[slot] = 0;
        CutCount -= _cut[slot] ? 1 : 0;
        _cut[slot] = false;
    }

    /// <summary>Keeps a note whose note-off did not get out, to be tried again.</summary>
    public void TryAgain(SoundingNote note, SampleTime at)
    {
        var slot = SlotOf(note.Channel, note.Key);
        _notes[slot] = _notes[slot] with { End = at, Unended = true };
    }

    /// <summary>Every sounding note by channel and key: what a panic has to end.</summary>
    public IReadOnlyList<SoundingNote> Sounding() =>
        [.. _sounding.Take(Count).Order().Select(slot => _notes[slot])];

    /// <summary>
    /// What a panic sends after the note-offs: CC 123, then CC 120, of some channels.
    /// </summary>
    public static IEnumerable<MidiEvent> PanicControllers(IEnumerable<int> channels) =>
        channels.Distinct().Order().SelectMany(
            channel => new[] { MidiEvent.AllNotesOff(channel), MidiEvent.AllSoundOff(channel) });

    private static int SlotOf(int channel, int key) => (channel - 1) * Keys + key;
}

/// <summary>A note that was begun and not yet ended.</summary>
/// <param name="Channel">1…16.</param>
/// <param name="Key">0…127.</param>
/// <param name="Begun">When its note-on was due.</param>
/// <param name="End">When its note-off is due.</param>
/// <param name="Unended">True when a note-off was tried and did not get out.</param>
public readonly record struct SoundingNote(
    NoteId Id, int Channel, int Key, SampleTime Begun, SampleTime End, bool Unended);
