using Antiphon.Measures;

namespace Antiphon.Benchmarks.Musicality;

/// <summary>All that is measured of a reply, by name.</summary>
internal static class ReplyMeasures
{
    /// <summary>A reply of fewer notes is none.</summary>
    public const int LeastNotes = 4;

    /// <summary>Names in the order in which they are printed, with what is aimed at.</summary>
    public static IReadOnlyList<(string Name, string Aim)> Names { get; } =
    [
        ("grid_cos", "≥ .75"), ("grid_ms", "≤ 16"), ("beat_cos", "≥ .30"), ("delay", ".2 to .6"),
        ("delay_beats", ".3 to 1.25"), ("ioi_H", "1.0 to 2.3"), ("step", "≥ .45"),
        ("rep_note", "≤ .15"), ("leap12", "≤ .03"), ("motif_lift", ".20 to .60"),
        ("develop", "≥ .12"), ("repeat4", ".10 to .45"), ("novel4", "≥ .60"),
        ("end_stable", "≥ .85"), ("end_long", "≥ .65"), ("end_beat", "≥ .75"),
        ("in_key", "≥ .96"), ("chord", "≥ .50"), ("pch_corr", "≥ .48"),
        ("chords_voice", ".20 to .60"), ("chords_voice, one line", "≤ .05"),
        ("voice_move", "≤ 2"), ("dyn_corr", "≥ .60"),
        ("dyn_slope", ".5 to 1.5"), ("vel_within", "≥ 4"), ("accent", "≥ 2"),
        ("answered", "≥ .95"), ("notes_min", "≥ 45"), ("phrase_s", "≥ 2"),
        ("overlap", "≤ .12"), ("cover", ".10 to .40"), ("busy", "≤ .5"),
        ("strong_chord", "≥ .70"), ("diss", "≤ .10"), ("led", ""), ("led_bits", ""),
    ];

    /// <summary>What is asked of a reply to a player who never pauses.</summary>
    public static IReadOnlyList<(string Name, string Aim)> Alongside { get; } =
    [
        ("cover", ".10 to .40"), ("busy", "≤ .5"), ("strong_chord", "≥ .70"),
        ("grid_cos", "≥ .75"), ("grid_ms", "≤ 16"), ("in_key", "≥ .96"), ("diss", "≤ .10"),
        ("overlap", ""), ("notes_min", ""), ("led", ""), ("led_bits", ""),
    ];

    /// <returns>What is defined of it; null for a reply that is silent.</returns>
    /// <param name="others">Calls that it was not played to: what chance has of their figures.
    /// </param>
    public static IReadOnlyDictionary<string, double>? Of(
        IEnumerable<Tone> notes, CallTruth call, IReadOnlyList<CallTruth> others)
    {
        var reply = new ReplyLines(notes, call);
        if (reply.Notes.Count < LeastNotes)
        {
            return null;
        }

        var delays = RhythmMeasures.Delays(reply, call);
        var motif = LineMeasures.OverChance(reply, call, others);
        var delay = Figures.Median(delays);
        var chords = TextureMeasures.ChordsOfAVoice(reply);
        var led = TransferEvidence.Of(Duet.Of(call.Tones, reply.Notes, call.Beats))?.All;
        (string Name, double? Value)[] measured =
        [
            ("grid_cos", RhythmMeasures.GridCosine(reply, call)),
            ("grid_ms", RhythmMeasures.GridMs(reply, call)),
            ("beat_cos", RhythmMeasures.BeatCosine(reply, call)),
            ("delay", delay),
            ("delay_beats", delay / call.BeatSeconds),
            ("ioi_H", RhythmMeasures.StepEntropy(reply)),
            ("step", LineMeasures.Steps(reply, step => step <= 2)),
            ("rep_note", LineMeasures.Steps(reply, step => step == 0)),
            ("leap12", LineMeasures.Steps(reply, step => step >= 12)),
            ("motif_lift", motif.Recent),
            ("develop", motif.Developed),
            ("repeat4", LineMeasures.Repeated(reply)),
            ("novel4", LineMeasures.Novel(reply, call)),
            ("end_stable", LineMeasures.EndsStable(reply, call)),
            ("end_long", LineMeasures.EndsLong(reply)),
            ("end_beat", LineMeasures.EndsOnBeat(reply, call)),
            ("in_key", HarmonyMeasures.InKey(reply, call)),
            ("chord", HarmonyMeasures.InChord(reply, call)),
            ("pch_corr", HarmonyMeasures.PitchClasses(reply, call)),
            (call.Kind.IsOneLine ? "chords_voice, one line" : "chords_voice", chords),
            ("voice_move", TextureMeasures.VoiceMovement(reply)),
            ("dyn_corr", DynamicsMeasures.Correlation(reply, call)),
            ("dyn_slope", DynamicsMeasures.Slope(reply, call)),
            ("vel_within", DynamicsMeasures.Within(reply)),
            ("accent", RhythmMeasures.Accent(reply, call)),
            ("answered", (double)delays.Count / call.Phrases.Count),
            ("notes_min", 60 * reply.Notes.Count / call.Seconds),
            ("phrase_s", Figures.Median(reply.Phrases.Select(
                phrase => phrase.Max(note => note.End) - phrase[0].Onset))),
            ("overlap", TextureMeasures.Overlap(reply, call)),
            ("cover", TextureMeasures.Cover(reply, call)),
            ("busy", TextureMeasures.Busy(reply, call)),
            ("strong_chord", HarmonyMeasures.StrongInChord(reply, call)),
            ("diss", HarmonyMeasures.Dissonance(reply, call)),
            ("led", led is null ? null : led.IsBeyondChance ? 1 : 0),
            ("led_bits", led?.Effective),
        ];
        return measured.Where(one => one.Value is not null)
            .ToDictionary(one => one.Name, one => one.Value!.Value);
    }
}
