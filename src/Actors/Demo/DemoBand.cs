using Antiphon.Time;

namespace Antiphon.Demo;

/// <summary>
/// The call of <c>antiphon demo</c>: a minute of a reed with chords, bass and light drums, in G.
/// </summary>
/// <remarks>
/// Two phrases of four bars with two bars after each to be answered in, the second with the first's
/// figures; then eight bars without a pause, to be played along with, and two bars; and four bars
/// that end on a question. Where its answer comes home, two bars later, all strike the last chord.
/// <c>config/charts/demo.txt</c> is its chart.
/// </remarks>
public static class DemoBand
{
    public const int SampleRateHz = 44_100;

    private const double BeatsPerMinute = 108;
    private const double BeginSeconds = 0.4;
    private const double LengthSeconds = 63.5;
    private const int BeatsOfBar = 4;
    private const int LastBeat = 27 * BeatsOfBar + 2;
    private const ulong Seed = 20_27;

    private static readonly AdditiveTone Reed = new(
        [1, 0.25, 0.5, 0.15, 0.25, 0.08, 0.1], AttackSeconds: 0.025, ReleaseSeconds: 0.07,
        VibratoCents: 7, VibratoHz: 5);

    private static readonly PluckedString Strum = new(Brightness: 0.5, RingSeconds: 2);
    private static readonly PluckedString Bass = new(Brightness: 0.3, RingSeconds: 2.6);
    private static readonly DrumKit Kit = new(Tuning: 1.05, Damping: 0.7, Brightness: 0.65);

    // Each: in which bar it begins, its chords (root and tones of each bar or half), its line.
    private static readonly Phrase[] Phrases =
    [
        new(
            0,
            [[G], [Em], [Am], [D]],
            [
                (0, 1, 74), (1, 0.5, 71), (1.5, 0.5, 72), (2, 1.5, 74), (3.5, 0.5, 76),
                (4, 1, 79), (5, 0.5, 78), (5.5, 0.5, 76), (6, 1.5, 71), (7.5, 0.5, 69),
                (8, 1, 72), (9, 0.5, 69), (9.5, 0.5, 71), (10, 1.5, 72), (11.5, 0.5, 74),
                (12, 1, 78), (13, 0.5, 76), (13.5, 0.5, 74), (14, 1.6, 69),
            ]),
        new(
            6,
            [[G], [Em], [Am, D], [G]],
            [
                (0, 1, 74), (1, 0.5, 71), (1.5, 0.5, 72), (2, 1.5, 74), (3.5, 0.5, 76),
                (4, 1, 79), (5, 0.5, 81), (5.5, 0.5, 79), (6, 1.5, 76), (7.5, 0.5, 78),
                (8, 0.5, 76), (8.5, 0.5, 74), (9, 1, 72), (10, 0.5, 74), (10.5, 0.5, 72),
                (11, 1, 69), (12, 2.6, 67),
            ]),
        new(
            12,
            [[C], [D], [Bm], [Em], [Am], [D], [G], [G]],
            [
                (0, 1, 76), (1, 0.5, 79), (1.5, 0.5, 76), (2, 1, 72), (3, 0.5, 74), (3.5, 0.5, 76),
                (4, 1, 78), (5, 0.5, 81), (5.5, 0.5, 78), (6, 1, 74), (7, 0.5, 76), (7.5, 0.5, 78),
                (8, 1.5, 74), (9.5, 0.5, 71), (10, 1, 78), (11, 1, 74),
                (12, 1, 79), (13, 0.5, 78), (13.5, 0.5, 76), (14, 1.5, 71), (15.5, 0.5, 74),
                (16, 1, 72), (17, 0.5, 71), (17.5, 0.5, 72), (18, 1, 76), (19, 0.5, 74),
                (19.5, 0.5, 72), (20, 1, 69), (21, 0.5, 71), (21.5, 0.5, 72), (22, 1, 78),
                (23, 1, 74), (24, 1.5, 71), (25.5, 0.5, 72), (26, 1, 74), (27, 0.5, 76),
                (27.5, 0.5, 74), (28, 1, 71), (29, 0.5, 69), (29.5, 0.5, 71), (30, 1.6, 67),
            ]),
        new(
            22,
            [[C], [D], [Em], [Am, D]],
            [
                (0, 1, 76), (1, 0.5, 74), (1.5, 0.5, 72), (2, 1.5, 76), (3.5, 0.5, 79),
                (4, 1, 78), (5, 0.5, 76), (5.5, 0.5, 74), (6, 1.5, 81), (7.5, 0.5, 78),
                (8, 1, 79), (9, 0.5, 78), (9.5, 0.5, 76), (10, 1, 71), (11, 1, 74),
                (12, 1, 72), (13, 0.5, 71), (13.5, 0.5, 72), (14, 1.6, 69),
            ]),
    ];

    /// <summary>The notes and strokes that are played.</summary>
    public static Score Score { get; } = Compose();

    private static Harmony G => new(43, [59, 62, 67]);

    private static Harmony Em => new(40, [59, 62, 64]);

    private static Harmony Am => new(45, [57, 60, 64]);

    private static Harmony D => new(38, [57, 60, 66]);

    private static Harmony C => new(36, [55, 60, 64]);

    private static Harmony Bm => new(47, [57, 62, 66]);

    /// <summary>When the last chord is struck.</summary>
    public static SampleTime LastChord => At(LastBeat);

    /// <summary>The eight bars without a pause, up to their last one.</summary>
    public static (SampleTime Begin, SampleTime End) PlaysOn =>
        (At(Phrases[2].Bar * BeatsOfBar), At((Phrases[2].Bar + 7) * BeatsOfBar));

    /// <summary>[samples], mono, at <see cref="SampleRateHz"/>.</summary>
    public static float[] Render() => StudioMixer.Render(Score, SampleRateHz, Seed);

    private static SampleTime At(double beat) =>
        SampleTime.FromSeconds(BeginSeconds + beat * 60 / BeatsPerMinute);

    private static Score Compose()
    {
        var writer = new ScoreWriter(60 / BeatsPerMinute) { OriginSeconds = BeginSeconds };
        foreach (var phrase in Phrases)
        {
            var from = phrase.Bar * BeatsOfBar;
            foreach (var (beat, beats, key) in phrase.Line)
            {
                var accent = beat % BeatsOfBar == 0 ? 0.62 : beat % 1 == 0 ? 0.56 : 0.46;
                writer.Note(from + beat, 0.94 * beats, key, accent, Reed);
            }

            for (var bar = 0; bar < phrase.Bars.Length; bar++)
            {
                Accompany(writer, from + BeatsOfBar * bar, phrase.Bars[bar]);
                Groove(writer, from + BeatsOfBar * bar, bar == phrase.Bars.Length - 1);
            }
        }

        End(writer, LastBeat);
        return writer.Finish(LengthSeconds);
    }

    // Bass on one and three, chords on two, on the off-beat before three, and on four.
    private static void Accompany(ScoreWriter writer, double beat, Harmony[] bar)
    {
        var (first, second) = (bar[0], bar[^1]);
        writer.Note(beat, 1.6, first.Bass, 0.8, Bass);
        writer.Note(beat + 2, 1.4, second == first ? first.Bass + 7 : second.Bass, 0.7, Bass);
        writer.Chord(beat + 1, 0.8, first.Keys, 0.26, Strum);
        writer.Chord(beat + 2.5, 0.4, second.Keys, 0.2, Strum);
        writer.Chord(beat + 3, 0.7, second.Keys, 0.26, Strum);
    }

    private static void Groove(ScoreWriter writer, double beat, bool isLast)
    {
        for (var eighth = 0; eighth < (isLast ? 6 : 8); eighth++)
        {
            writer.Drum(
                beat + 0.5 * eighth, DrumKind.ClosedHat, eighth % 2 == 0 ? 0.16 : 0.09, Kit);
        }

        writer.Drum(beat, DrumKind.Kick, 0.5, Kit);
        writer.Drum(beat + 2, DrumKind.Kick, 0.4, Kit);
        writer.Drum(beat + 1, DrumKind.Snare, 0.22, Kit);
        writer.Drum(beat + 3, DrumKind.Snare, 0.24, Kit);
    }

    private static void End(ScoreWriter writer, double beat)
    {
        writer.Note(beat, 4, G.Bass, 0.8, Bass);
        writer.Chord(beat, 4, G.Keys, 0.3, Strum);
        writer.Drum(beat, DrumKind.Kick, 0.5, Kit);
    }

    /// <param name="Bass">MIDI key.</param>
    private sealed record Harmony(int Bass, int[] Keys)
    {
        public bool Equals(Harmony? other) => other?.Bass == Bass;

        public override int GetHashCode() => Bass;
    }

    /// <param name="Bar">In which bar it begins, from 0.</param>
    /// <param name="Bars">The chords of each of its bars, one or two.</param>
    /// <param name="Line">Beat, beats, MIDI key.</param>
    private sealed record Phrase(
        int Bar, Harmony[][] Bars, (double Beat, double Beats, int Key)[] Line);
}
