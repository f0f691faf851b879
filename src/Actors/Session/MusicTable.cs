using Antiphon.Measures;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Session;

/// <summary>The musical measures as people read them, each beside its control.</summary>
internal static class MusicTable
{
    private const string Undefined = "–";

    /// <summary>What the two columns are.</summary>
    public static string Hint(MusicSummary music)
    {
        var own = Text($"Of {music.Seconds ?? 0:0} s at the end of the session");
        return music.ShuffledMissing is { } missing
            ? $"{own}; nothing stands beside it: {missing}."
            : Text($"{own}, beside the mean of {music.ShuffledRuns} runs of the same partner with ")
                + "a shuffled memory: its words no longer tell how anything sounded, and the tones "
                + "of its figures come in another order.";
    }

    /// <returns>For each measure its name, its value, and the value of the control.</returns>
    public static IReadOnlyList<(string Name, IReadOnlyList<string[]> Rows)> Groups(
        MusicSummary music)
    {
        string[] Row(string name, Func<MusicalMeasures, string> text) =>
            [name, text(music), text(music.Shuffled)];
        return
        [
            ("with the player",
            [
                Row("note time in the player's harmony", m => Share(m.HarmonicAgreement)),
                Row("note time beside which a harmony was played",
                    m => Share(m.HarmonicAgreementDefinedShare)),
                Row("answer after a phrase, usually", m => Seconds(m.ReplyDelaySeconds.P50)),
                Row("answer after a phrase, 95 of 100 within",
                    m => Seconds(m.ReplyDelaySeconds.P95)),
                Row("the player's playing with a note beside it", m => Share(m.OverlapShare)),
                Row("notes begun for each of the player's", m => Number(m.DensityRatio)),
                Row("decisions led by what was played", m => Share(m.MatchShare)),
                Row("longest silence of both", m => Seconds(m.LongestSilenceSeconds)),
                Row("longest silence of the partner", m => Seconds(m.LongestOwnSilenceSeconds)),
            ]),
            ("by itself",
            [
                Row("notes a minute", m => Number(m.NotesPerMinute)),
                Row("different turns of four notes, a minute",
                    m => Number(m.Distinct4gramsPerMinute)),
                Row("longest stretch copied", m => Seconds(m.LongestCopiedRun)),
                Row("jumps in memory, for each second recalled", m => Number(m.JumpRate)),
                Row("beginnings of notes as recalled", m => Share(m.RecallOnsetF)),
                Row("names of notes as recalled", m => Share(m.RecallPitchClassShare)),
                Row("keys of the melody, and of the bass (60: middle C)", m => Spreads(m.Register)),
                Row("loudness of the melody, and of the bass (0…127)", m => Spreads(m.Velocity)),
            ]),
        ];
    }

    private static string Share(double? share) =>
        share is { } value ? Text($"{100 * value:0} %") : Undefined;

    private static string Seconds(double? seconds) =>
        seconds is { } value ? Text($"{value:0.00} s") : Undefined;

    private static string Number(double? number) =>
        number is { } value ? Text($"{value:0.0#}") : Undefined;

    private static string Spreads(MusicalMeasures.PerVoice voices) =>
        voices == MusicalMeasures.PerVoice.Unknown
            ? Undefined
            : $"{Spread(voices.Melody)}, {Spread(voices.Bass)}";

    private static string Spread(MusicalMeasures.Spread spread) =>
        spread is { P5: { } low, P95: { } high } ? Text($"{low:0}…{high:0}") : Undefined;
}
