using Antiphon.Agent;
using Antiphon.Hpss;
using Antiphon.Measures;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Tests.Measures;

/// <summary>Performances small enough to be measured by hand.</summary>
internal static class ByHand
{
    /// <summary>A held tone: its pitch class, and a little of its fifth.</summary>
    public static Moment Tone(int key, double loudnessDb = -12) => new(key, false, loudnessDb, 0);

    /// <summary>What is heard in whole segments of 350 ms.</summary>
    public static FrameToken[] Heard(double seconds, Func<double, Moment> at) =>
        [.. Performance.Tokens(seconds, at)];

    /// <summary>A tone that sounds for a time, and then rests.</summary>
    public static FrameToken[] Heard(int key, double sounding, double resting) =>
        Heard(sounding + resting, time => time < sounding ? Tone(key) : Moment.Silence);

    /// <summary>The same frames with other pitch classes and another loudness.</summary>
    public static FrameToken Coloured(FrameToken token, float[] shares, float harmonicDb = -12)
    {
        var chroma = default(Chroma);
        shares.CopyTo(chroma);
        return token with
        {
            Descriptors = token.Descriptors with
            {
                Chroma = chroma,
                HarmonicLoudnessDb = harmonicDb,
            },
        };
    }

    public static NotePlanned Note(
        double due,
        double seconds = 0.2,
        int key = 60,
        Voice voice = Voice.Melody,
        long decision = 0,
        int velocity = 80) => new(
            new NoteId((long)(due * 1000)),
            voice,
            key,
            velocity,
            SampleTime.FromSeconds(due),
            SampleCount.FromSeconds(seconds),
            decision);

    public static Decision Taken(
        long id, double time, CueKind occasion = CueKind.Answers, int notes = 1) =>
        new(id, SampleTime.FromSeconds(time), Voice.Melody, occasion, Mode.Imitate, "because")
        {
            NoteCount = notes,
        };

    public static RecalledRun Run(double from, double to, string? recording = null) => new(
        recording, SampleTime.FromSeconds(from), SampleTime.FromSeconds(to), 0, 0);

    public static MusicalMeasures Measure(
        FrameToken[] heard, NotePlanned[] notes, params Decision[] decisions) =>
        MusicalMeasures.Of(PlayedMusic.Of(heard, notes, decisions));
}
