using Antiphon.Midi;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>A transcript as a Standard MIDI File: a tempo map, the notes, the drums.</summary>
/// <remarks>
/// A quarter is a beat, as it was heard; without one the tempo is 120 bpm. Chords are markers, keys
/// key signatures. Times are right to half a tick. Velocities tell loudness within the recording: a
/// synthesiser's power rises with the square of the velocity.
/// </remarks>
internal static class TranscriptMidi
{
    private const int NoteChannel = 1;
    private const int DrumChannel = 10;
    private const int LoudVelocity = 112;
    private const double LoudShare = 0.95;
    private const double DecibelsPerDecade = 40;
    private static readonly SampleCount HitLength = SampleCount.FromSeconds(0.05);

    // General MIDI: bass drum 1, snare, closed hi-hat, low tom, crash, tambourine.
    private static readonly int[] DrumKeys = [36, 38, 42, 45, 49, 54];

    public static void Write(Stream stream, Transcript transcript)
    {
        var (defaults, harmony) = (new MidiOptions(), transcript.Harmony);
        var file = new StandardMidiFileWriter(
            stream,
            harmony.Beats.Count < 2
                ? TempoMap.Fixed(new MidiTicks(defaults.TicksPerQuarter, defaults.TempoBpm))
                : TempoMap.Of(
                    defaults.TicksPerQuarter, [.. harmony.Beats.Select(beat => beat.Time)]),
            Signs(harmony),
            tracks: 2);
        var notes = transcript.Notes;
        var loud = Loud([.. notes.Select(note => note.LoudnessDb)]);
        Write(file.BeginTrack("Notes"), notes.SelectMany(note => Events(
            NoteChannel, note.Key, Velocity(note.LoudnessDb - loud), note.Onset, note.End)));
        var hits = transcript.Hits;
        var loudHit = Loud([.. hits.Select(hit => hit.LoudnessDb)]);
        Write(file.BeginTrack("Drums"), hits.SelectMany(hit => Events(
            DrumChannel, DrumKeys[(int)hit.Drum], Velocity(hit.LoudnessDb - loudHit),
            hit.Time, hit.Time + HitLength)));
        file.End();
    }

    private static List<MidiSign> Signs(TranscriptHarmony harmony) =>
    [
        .. harmony.Chords.Select(at => MidiSign.Named(at.Time, at.Name))
            .Concat(harmony.Keys.Select(at => MidiSign.Key(at.Time, at.Key)))
            .OrderBy(sign => sign.Time),
    ];

    private static void Write(
        MidiTrackWriter track, IEnumerable<(SampleTime Time, bool On, MidiEvent Event)> events)
    {
        foreach (var (time, _, e) in events.OrderBy(e => e.Time).ThenBy(e => e.On))
        {
            track.Add(e, time);
        }
    }

    private static IEnumerable<(SampleTime Time, bool On, MidiEvent Event)> Events(
        int channel, int key, int velocity, SampleTime begin, SampleTime end) =>
    [
        (begin, true, MidiEvent.NoteOn(channel, key, velocity)),
        (end, false, MidiEvent.NoteOff(channel, key)),
    ];

    private static int Velocity(double aboveLoudDb) => (int)Math.Clamp(
        Math.Round(LoudVelocity * Math.Pow(10, aboveLoudDb / DecibelsPerDecade)), 1, 127);

    // What is loud in this recording: only one note in twenty is louder.
    private static float Loud(float[] loudnessDb)
    {
        Array.Sort(loudnessDb);
        return loudnessDb.Length == 0 ? 0 : loudnessDb[(int)(LoudShare * (loudnessDb.Length - 1))];
    }
}
