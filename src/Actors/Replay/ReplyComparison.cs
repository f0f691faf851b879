using System.Globalization;
using Antiphon.Midi;

namespace Antiphon.Replay;

/// <summary>Holds a reply against another, byte for byte, and names what differs first.</summary>
public static class ReplyComparison
{
    /// <summary>The first difference, for a person; null when every byte is the same.</summary>
    /// <exception cref="MidiException">One of them is damaged.</exception>
    public static string? Difference(ReadOnlySpan<byte> was, ReadOnlySpan<byte> now)
    {
        if (was.SequenceEqual(now))
        {
            return null;
        }

        var (a, b) = (StandardMidiFileReader.Read(was), StandardMidiFileReader.Read(now));
        foreach (var (track, other) in a.Tracks.Zip(b.Tracks))
        {
            for (var i = 0; i < Math.Max(track.Events.Length, other.Events.Length); i++)
            {
                var (one, two) = (Text(a, track, i), Text(b, other, i));
                if (one != two)
                {
                    return $"event {i + 1} of track '{track.Name}' was {one} and is {two}";
                }
            }
        }

        return "the events are the same, and not the bytes";
    }

    private static string Text(StandardMidiFile file, MidiTrack track, int index)
    {
        if (index >= track.Events.Length)
        {
            return "missing";
        }

        var (tick, e) = track.Events[index];
        var kind = e.IsNoteOn ? "note on" : e.IsNoteOff ? "note off" : $"message {e.Status:X2}";
        var seconds = tick * (file.MicrosecondsPerQuarter / 1e6 / file.TicksPerQuarter);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind} {e.Data1} {e.Data2} at {seconds:0.000} s (tick {tick})");
    }
}
