using Antiphon.Measures;
using Antiphon.Notes;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Session;

/// <summary>What shows that the partner listened, or that nothing shows it, in sentences.</summary>
internal static class ListeningVerdict
{
    private const int MostChangesTold = 4;

    public static IReadOnlyList<string> Of(ListeningEvidence evidence, MusicSummary music) =>
    [
        Led(evidence.Transfer),
        .. Turned(evidence.KeyChanges),
        Motifs(evidence.Motifs),
        Memory(evidence.Motifs, music),
    ];

    private static string Led(TransferEvidence? transfer)
    {
        if (transfer is null)
        {
            return "Whether it listened is too short to say: both must play for a while.";
        }

        var all = transfer.All;
        var figures = Text($"{all.Value:0.00} bits a beat, {TransferEvidence.Shuffles} shuffled ")
            + Text($"partners {all.ChanceLow:0.00} to {all.ChanceHigh:0.00}");
        List<string> led =
        [
            .. transfer.When.IsBeyondChance ? ["when it plays"] : Array.Empty<string>(),
            .. transfer.Loudness.IsBeyondChance ? ["how loud"] : Array.Empty<string>(),
            .. transfer.Tones.IsBeyondChance ? ["which tones"] : Array.Empty<string>(),
        ];
        return (all.IsBeyondChance, led.Count) switch
        {
            (true, 0) => $"It listened: the player led what it did ({figures}).",
            (true, _) => $"It listened: the player led {Listed(led)} ({figures}).",
            (false, 0) => "Nothing shows that it listened: what the player did told no more of "
                + $"what it did next than chance ({figures}).",
            _ => $"It listened in part: the player led {Listed(led)}, but all in all no more "
                + $"than chance ({figures}).",
        };
    }

    private static IEnumerable<string> Turned(IReadOnlyList<KeyChange> changes)
    {
        if (changes.Count == 0)
        {
            yield return "The player did not change key all at once.";
        }

        foreach (var change in changes.Take(MostChangesTold))
        {
            yield return "When the player went from the tones of "
                + $"{Key(change.FromTonic, change.FromMinor)} to those of "
                + $"{Key(change.ToTonic, change.ToMinor)} at {Clock(change.Seconds)}, "
                + (change.FirstPlayedBeat, change.AdaptedBeat) switch
                {
                    (null, _) => "it played nothing for "
                        + $"{Count(change.AgreementByBeat.Count, "beat")}.",
                    (var first, null) => Text($"it came in after {Beats(first!.Value)} and had ")
                        + "not come along after "
                        + $"{Count(change.AgreementByBeat.Count, "beat")}.",
                    var (first, adapted) when first == adapted =>
                        $"it came in after {Beats(first!.Value)}, in the new key at once.",
                    var (first, adapted) => $"it came in after {Beats(first!.Value)}, and was in "
                        + $"the new key after {Beats(adapted!.Value)}.",
                };
        }

        if (changes.Count > MostChangesTold)
        {
            yield return Text($"The key changed {changes.Count - MostChangesTold} times more: ")
                + "summary.json has all of them.";
        }
    }

    private static string Motifs(MotifEvidence? motifs) => motifs switch
    {
        null => "Whether it took up the player's figures is too short to say.",
        { Recent.IsBeyondChance: true } =>
            "It took up the player's figures: "
                + $"{Share(motifs.Recent, "of its own were just played")}.",
        _ => "It took up the player's figures no more than chance: "
            + $"{Share(motifs.Recent, "of its own were just played")}.",
    };

    private static string Memory(MotifEvidence? motifs, MusicSummary music)
    {
        string[] told =
        [
            .. music.Memory is { } memory ? Beside(memory) : Beside(motifs),
            .. Agreement(music),
        ];
        var helped = (music.Memory?.Helped ?? motifs?.Developed.IsBeyondChance) == true
            || (IsRecalled(music)
                && music.HarmonicAgreement > music.HarmonicAgreementShuffledMost);
        return told.Length == 0
            ? "Whether its memory helped is too short to say."
            : $"Its memory {(helped ? "helped" : "did not help")}: {string.Join("; ", told)}.";
    }

    private static IEnumerable<string> Beside(MemoryEvidence memory) =>
    [
        $"{Share(memory.Recent)} of its figures were just played by the player, with a shuffled "
            + $"memory {Shuffled(memory.Recent)}",
        $"{Share(memory.Developed)} were older ones, or upside down, with a shuffled memory "
            + Shuffled(memory.Developed),
    ];

    // Without a run beside it, what the memory did is known by chance alone.
    private static IEnumerable<string> Beside(MotifEvidence? motifs) => motifs is null ? [] :
        [Share(motifs.Developed, "of its figures were older ones of the player, or upside down")];

    private static IEnumerable<string> Agreement(MusicSummary music) => IsRecalled(music)
        ?
        [
            Text($"{100 * music.HarmonicAgreement:0} % of its note time was in the player's ")
                + "harmony, with a shuffled memory "
                + Text($"{100 * music.HarmonicAgreementShuffledLeast:0} to ")
                + Text($"{100 * music.HarmonicAgreementShuffledMost:0} %"),
        ]
        : [];

    // Harmony tells of frames alone: of what was recalled, where another memory gives other music.
    private static bool IsRecalled(MusicSummary music) =>
        music.LongestCopiedRun is not null
        && (music.HarmonicAgreement, music.HarmonicAgreementShuffledLeast,
            music.HarmonicAgreementShuffledMost) is ({ } own, { } least, { } most)
        && (own, own) != (least, most);

    private static string Share(BesideShuffled figure) => Text($"{100 * figure.Value:0} %");

    private static string Shuffled(BesideShuffled figure) =>
        Text($"{100 * figure.ShuffledLow:0} to {100 * figure.ShuffledHigh:0} %");

    private static string Share(BesideChance figure, string what) =>
        Text($"{100 * figure.Value:0} % {what} (by chance {100 * figure.ChanceLow:0} to ")
        + Text($"{100 * figure.ChanceHigh:0} %)");

    private static string Beats(int beats) => Count(beats, "beat");

    private static string Key(int tonic, bool isMinor) =>
        new MusicalKey(tonic, isMinor, 1).Name();

    private static string Clock(double seconds) =>
        Text($"{Math.Floor(seconds / 60):0}:{Math.Floor(seconds % 60):00}");

    private static string Listed(List<string> parts) => parts.Count == 1
        ? parts[0]
        : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}
