using Antiphon.Agent;
using Antiphon.Notes;
using MathNet.Numerics.Statistics;

namespace Antiphon.Measures;

/// <summary>A performance in musical figures; what is not defined is null, never 0.</summary>
public record MusicalMeasures
{
    /// <summary>Seconds that were measured; null where nothing was.</summary>
    public double? Seconds { get; init; }

    /// <summary>
    /// Share of note time whose pitch class is among the four strongest of the player's last 2 s.
    /// </summary>
    public double? HarmonicAgreement { get; init; }

    /// <summary>
    /// Share of note time for which that is defined: of the 2 s, 30 % and more was voiced.
    /// </summary>
    public double? HarmonicAgreementDefinedShare { get; init; }

    /// <summary>Seconds from the end of a phrase to the first note of its answer.</summary>
    public Middle ReplyDelaySeconds { get; init; } = new(null, null);

    /// <summary>Share of the time in which the player plays that an own note sounds too.</summary>
    public double? OverlapShare { get; init; }

    /// <summary>Own onsets for each onset of the player.</summary>
    public double? DensityRatio { get; init; }

    /// <summary>The longest stretch recalled without a jump, in seconds of the source.</summary>
    public double? LongestCopiedRun { get; init; }

    /// <summary>Jumps for each second of source recalled.</summary>
    public double? JumpRate { get; init; }

    /// <summary>
    /// Share of the decisions that plan notes whose place was found by what was just played.
    /// </summary>
    public double? MatchShare { get; init; }

    /// <summary>Different turns of four melody notes, a minute.</summary>
    public double? Distinct4gramsPerMinute { get; init; }

    public double? NotesPerMinute { get; init; }

    /// <summary>The longest time in which neither played.</summary>
    public double? LongestSilenceSeconds { get; init; }

    /// <summary>The longest time in which the agent did not play.</summary>
    public double? LongestOwnSilenceSeconds { get; init; }

    /// <summary>MIDI keys.</summary>
    public PerVoice Register { get; init; } = PerVoice.Unknown;

    /// <summary>MIDI velocities.</summary>
    public PerVoice Velocity { get; init; } = PerVoice.Unknown;

    /// <summary>
    /// F-measure of the notes' onsets against those of what they recall, mean over the notes.
    /// </summary>
    public double? RecallOnsetF { get; init; }

    /// <summary>
    /// Share of note time whose pitch class is that of what it recalls, mean over the notes.
    /// </summary>
    public double? RecallPitchClassShare { get; init; }

    // The least value that a share of all does not exceed: one of them, or none of none.
    private static double? Quantile(double[] sorted, double share) => sorted.Length == 0
        ? null
        : SortedArrayStatistics.QuantileCustom(
            sorted, share, QuantileDefinition.EmpiricalInvCDF);

    /// <summary>Where the half and the most of some values lie.</summary>
    /// <param name="P50">Half of them are no larger.</param>
    /// <param name="P95">95 % of them are no larger.</param>
    public sealed record Middle(double? P50, double? P95)
    {
        internal static Middle Of(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return new Middle(Quantile(sorted, 0.5), Quantile(sorted, 0.95));
        }
    }

    /// <summary>Between what most values lie.</summary>
    /// <param name="P5">5 % of them are no larger.</param>
    /// <param name="P95">95 % of them are no larger.</param>
    public sealed record Spread(double? P5, double? P95)
    {
        internal static Spread Of(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return new Spread(Quantile(sorted, 0.05), Quantile(sorted, 0.95));
        }
    }

    /// <summary>A range for each voice.</summary>
    public sealed record PerVoice(Spread Melody, Spread Bass)
    {
        internal static PerVoice Unknown { get; } = new(new(null, null), new(null, null));

        internal static PerVoice Of(
            IReadOnlyCollection<NotePlanned> notes, Func<NotePlanned, int> figure) =>
            new(Of(notes, Voice.Melody, figure), Of(notes, Voice.Bass, figure));

        private static Spread Of(
            IEnumerable<NotePlanned> notes, Voice voice, Func<NotePlanned, int> figure) =>
            Spread.Of(
                notes.Where(note => note.Voice == voice).Select(note => (double)figure(note)));
    }

    /// <summary>Measures a performance.</summary>
    public static MusicalMeasures Of(PlayedMusic music)
    {
        var player = new PlayerPart(music.Tokens);
        NotePlanned[] notes = [.. music.Notes.Where(note => music.Measures(note.Due))];
        Decision[] decisions = [.. music.Decisions.Where(taken => music.Measures(taken.Time))];
        Decision[] playing = [.. decisions.Where(decision => decision.NoteCount > 0)];
        var agreement = Measures.HarmonicAgreement.Of(player.Played, music.Heard, notes);
        var copied = CopiedRuns.Of(playing);
        var heard = SoundOf(player).Within(music.From, music.To);
        var own = SoundOf(music.Notes).Within(music.From, music.To);
        var strikes = OnsetCount.Of(
            OnsetCount.Strikes(player.Played, music.Heard).Where(music.Measures));
        return new MusicalMeasures
        {
            Seconds = music.Seconds,
            HarmonicAgreement = agreement.Share,
            HarmonicAgreementDefinedShare = agreement.DefinedShare,
            ReplyDelaySeconds = Middle.Of(ReplyDelays.Of(player.Phrases, decisions, music.Notes)),
            OverlapShare = Ratio(heard.SecondsWith(own), heard.Seconds),
            DensityRatio = Ratio(OnsetCount.Of(notes.Select(note => note.Due)), strikes),
            LongestCopiedRun = copied.LongestSeconds,
            JumpRate = copied.JumpsPerSecond,
            MatchShare = Ratio(playing.Count(taken => taken.MatchedFrames > 0), playing.Length),
            Distinct4gramsPerMinute = Ratio(
                MelodicGrams.Distinct(notes.Where(note => note.Voice == Voice.Melody)),
                music.Seconds / 60),
            NotesPerMinute = Ratio(notes.Length, music.Seconds / 60),
            LongestSilenceSeconds = Silence(heard.Or(own), music),
            LongestOwnSilenceSeconds = Silence(own, music),
            Register = PerVoice.Of(notes, note => note.Key),
            Velocity = PerVoice.Of(notes, note => note.Velocity),
            RecallOnsetF = NoteMean(playing, taken => taken.Likeness?.OnsetF),
            RecallPitchClassShare = NoteMean(playing, taken => taken.Likeness?.PitchClassShare),
        };
    }

    private static SoundingTime SoundOf(PlayerPart player) =>
        new(player.Played.Select(frame => (frame.Start, frame.End)));

    private static SoundingTime SoundOf(IEnumerable<NotePlanned> notes) =>
        new(notes.Select(note => (note.Due, note.Due + note.Length)));

    private static double? Silence(SoundingTime sound, PlayedMusic music) =>
        music.Seconds > 0 ? sound.LongestSilence(music.From, music.To) : null;

    private static double? Ratio(double part, double whole) => whole > 0 ? part / whole : null;

    private static double? NoteMean(
        IEnumerable<Decision> decisions, Func<Decision, double?> figure)
    {
        double sum = 0, notes = 0;
        foreach (var decision in decisions)
        {
            if (figure(decision) is { } value)
            {
                sum += decision.NoteCount * value;
                notes += decision.NoteCount;
            }
        }

        return Ratio(sum, notes);
    }
}
