using Antiphon.Demo;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>A call as sound: a timbre a part, no fonts and no files.</summary>
internal static class CallSound
{
    public const int SampleRateHz = 44_100;

    private const double NoiseDb = -78;

    private static readonly StruckString Piano = new(7);

    private static readonly PluckedString Bass = new(0.35, 4);

    private static readonly AdditiveTone Organ =
        new([1, 0.5, 0.35, 0.2, 0.12, 0.1, 0.05], 0.05, 0.12, 6, 5.2);

    private static readonly DrumKit Kit = new(1, 1, 0.8);

    /// <summary>[samples], mono.</summary>
    public static float[] Render(CallTruth call) => StudioMixer.Render(
        new Score(
            [
                .. call.Notes.Select(note => new ScoreNote(
                    note.Onset, note.Seconds, note.Key, Loudness(note.Velocity),
                    Instrument(call.Kind, note.Part))),
            ],
            [
                .. call.Hits.Select(hit => new DrumHit(
                    hit.Time, hit.Drum, 0.6 * Loudness(hit.Velocity), Kit)),
            ],
            call.Seconds),
        SampleRateHz,
        seed: 1,
        noiseDb: NoiseDb);

    // Velocity is squared, as synthesisers have it.
    private static double Loudness(int velocity) => Math.Pow(velocity / 127.0, 2);

    private static Instrument Instrument(CallKind kind, CallPart part) => (part, kind.Style) switch
    {
        (_, CallStyle.Chorale) => Organ,
        (CallPart.Comp, CallStyle.Bossa) => new PluckedString(0.6, 3),
        (CallPart.Bass, CallStyle.Trio or CallStyle.Bossa) => Bass,
        (CallPart.Comp or CallPart.Bass, _) => Piano,
        _ => Lead(kind.Lead),
    };

    private static Instrument Lead(CallTimbre timbre) => timbre switch
    {
        CallTimbre.Flute => new AdditiveTone([1, 0.3, 0.12, 0.04, 0.02], 0.035, 0.06, 8, 5),
        CallTimbre.Brass => new AdditiveTone(
            [0.8, 1, 0.9, 0.7, 0.5, 0.35, 0.25, 0.15, 0.1], 0.025, 0.05, 5, 5.4),
        CallTimbre.Bowed => new AdditiveTone(
            [1, 0.6, 0.5, 0.35, 0.3, 0.2, 0.15, 0.12, 0.1, 0.06], 0.05, 0.07, 14, 6),
        CallTimbre.Reed => new AdditiveTone(
            [1, 0.08, 0.6, 0.06, 0.35, 0.05, 0.18, 0.04, 0.08], 0.03, 0.05),
        CallTimbre.Vibes => new FmTone(4, 0.5, 3.5),
        CallTimbre.Organ => Organ,
        CallTimbre.Piano => Piano,
        _ => throw new ArgumentOutOfRangeException(nameof(timbre)),
    };
}
