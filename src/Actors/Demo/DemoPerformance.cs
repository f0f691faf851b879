namespace Antiphon.Demo;

/// <summary>
/// The input <c>demo:</c>: five phrases for a plucked string with chords, bass and
/// drums, with silences to answer in. It begins in D dorian and moves up to F dorian.
/// </summary>
public static class DemoPerformance
{
    public const int SampleRateHz = 44_100;

    private const double BeatsPerMinute = 104;
    private const double LengthSeconds = 41;
    private const int Modulation = 3;
    private const ulong Seed = 20_26;

    private static readonly PluckedString Lead = new(Brightness: 0.75, RingSeconds: 3.2);
    private static readonly PluckedString Strum = new(Brightness: 0.45, RingSeconds: 2.4);
    private static readonly PluckedString Bass = new(Brightness: 0.3, RingSeconds: 2.8);
    private static readonly DrumKit Kit = new(Tuning: 1, Damping: 0.8, Brightness: 0.7);

    // Beat, length in beats, steps above D4.
    private static readonly (double Beat, double Beats, int Step)[] Theme =
    [
        (0, 1, 0), (1, 0.5, 3), (1.5, 0.5, 5), (2, 1, 7), (3, 0.5, 9), (3.5, 0.5, 7),
        (4, 1, 5), (5, 0.5, 3), (5.5, 0.5, 2), (6, 1.8, 0),
    ];

    private static readonly (double Beat, double Beats, int Step)[] Answer =
    [
        (0, 0.5, 12), (0.5, 0.5, 10), (1, 1, 9), (2, 0.5, 7), (2.5, 0.5, 5), (3, 1, 7),
        (4, 0.5, 3), (4.5, 0.5, 5), (5, 1, 2), (6, 1.8, 0),
    ];

    /// <summary>The notes and strokes that are played.</summary>
    public static Score Score { get; } = Compose();

    /// <summary>[samples], mono, at <see cref="SampleRateHz"/>.</summary>
    public static float[] Render() => StudioMixer.Render(Score, SampleRateHz, Seed);

    private static Score Compose()
    {
        var writer = new ScoreWriter(60 / BeatsPerMinute);
        Phrase(writer, startSeconds: 0.4, Theme, transpose: 0, bass: false, drums: false);
        Phrase(writer, startSeconds: 8.2, Theme, transpose: 0, bass: true, drums: true);
        Phrase(writer, startSeconds: 16.4, Answer, transpose: 0, bass: true, drums: true);
        Phrase(writer, startSeconds: 24.6, Theme, Modulation, bass: true, drums: true);
        Phrase(writer, startSeconds: 32.8, Answer, Modulation, bass: true, drums: false);
        return writer.Finish(LengthSeconds);
    }

    private static void Phrase(
        ScoreWriter writer,
        double startSeconds,
        (double Beat, double Beats, int Step)[] line,
        int transpose,
        bool bass,
        bool drums)
    {
        writer.OriginSeconds = startSeconds;
        var tonic = 62 + transpose;
        foreach (var (beat, beats, step) in line)
        {
            writer.Note(beat, beats, tonic + step, beat % 1 == 0 ? 0.9 : 0.7, Lead);
        }

        for (var bar = 0; bar < 2; bar++)
        {
            Accompany(writer, 4 * bar, tonic, minorTonic: bar == 0, bass);
            if (drums)
            {
                Groove(writer, 4 * bar);
            }
        }
    }

    // The dorian pendulum: i for the first bar, IV and back to i in the second.
    private static void Accompany(
        ScoreWriter writer, double beat, int tonic, bool minorTonic, bool bass)
    {
        int[] first = minorTonic ? [-12, -5, 0, 3] : [-7, 0, 5, 9];
        int[] second = [-12, -5, 0, 3];
        writer.Chord(beat, 1.8, first.Select(step => tonic + step), 0.5, Strum);
        writer.Chord(beat + 2, 1.7, second.Select(step => tonic + step), 0.4, Strum);
        if (bass)
        {
            var root = tonic - 24 + (minorTonic ? 0 : 5);
            writer.Note(beat, 0.9, root, 0.9, Bass);
            writer.Note(beat + 1.5, 0.5, root + 7, 0.7, Bass);
            writer.Note(beat + 2, 0.9, tonic - 24, 0.9, Bass);
            writer.Note(beat + 3.5, 0.4, tonic - 24 + 10, 0.7, Bass);
        }
    }

    private static void Groove(ScoreWriter writer, double beat)
    {
        for (var eighth = 0; eighth < 8; eighth++)
        {
            var kind = eighth == 7 ? DrumKind.OpenHat : DrumKind.ClosedHat;
            writer.Drum(beat + 0.5 * eighth, kind, eighth % 2 == 0 ? 0.35 : 0.22, Kit);
        }

        writer.Drum(beat, DrumKind.Kick, 0.95, Kit);
        writer.Drum(beat + 2.5, DrumKind.Kick, 0.8, Kit);
        writer.Drum(beat + 1, DrumKind.Snare, 0.75, Kit);
        writer.Drum(beat + 3, DrumKind.Snare, 0.8, Kit);
    }
}
