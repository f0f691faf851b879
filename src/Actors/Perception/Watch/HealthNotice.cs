using System.Globalization;
using Antiphon.Time;

namespace Antiphon.Perception;

/// <summary>What is told to people when the words no longer come as they were learned.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Finding">Which of the messages this is.</param>
/// <param name="Reading">The figures that gave the alarm.</param>
/// <param name="Text">One line: what, why, and what to do.</param>
public sealed record HealthNotice(
    SampleTime Time, HealthFinding Finding, HealthReading Reading, string Text)
{
    /// <summary>The message without its reasons.</summary>
    public string Headline => Text[..Text.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The probe decides between other music and wrong hearing.</summary>
    public static HealthNotice Of(HealthAlarm alarm, ProbeVerdict verdict) => verdict.Passed
        ? new(
            alarm.Time,
            HealthFinding.OtherMusic,
            alarm.Reading,
            $"other music than I learned: {Figures(alarm.Reading)}. The probe is heard as it was "
            + "learned; to know this music too, learn it with antiphon train")
        : new(
            alarm.Time,
            HealthFinding.HearsWrongly,
            alarm.Reading,
            $"I hear wrongly: {Figures(alarm.Reading)}. The probe: {verdict.Text}. The music goes "
            + "on; restart the rig at the next pause, and check the model with antiphon models "
            + "verify");

    /// <summary>The probe was not heard to its end.</summary>
    /// <param name="reason">What was in the way.</param>
    public static HealthNotice Unproven(HealthAlarm alarm, string reason) => new(
        alarm.Time,
        HealthFinding.Unproven,
        alarm.Reading,
        $"other music, or wrong hearing: {Figures(alarm.Reading)}. The probe could not be heard "
        + $"({reason}); restart the rig at the next pause to have it heard");

    private static string Figures(HealthReading reading) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name(reading)} words have perplexity {reading.Perplexity:0.0} where ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{reading.LearnedPerplexity:0.0} was learned, and diverge by ")
        + string.Create(CultureInfo.InvariantCulture, $"{reading.DivergenceBits:0.00} bits");

    private static string Name(HealthReading reading) =>
        reading.Stem == Flow.Stem.Harmonic ? "harmonic" : "percussive";
}

/// <summary>The words no longer come as they were learned; why is for the probe to say.</summary>
/// <param name="Time">The end of the segment at which it was seen.</param>
/// <param name="Reading">The stem that gave the alarm, and its figures.</param>
public sealed record HealthAlarm(SampleTime Time, HealthReading Reading);

/// <summary>Why words no longer come as they were learned.</summary>
public enum HealthFinding
{
    /// <summary>The rig hears as it learned: the music is another.</summary>
    OtherMusic,

    /// <summary>The rig does not hear as it learned.</summary>
    HearsWrongly,

    /// <summary>The probe could not be heard through, so nothing is known.</summary>
    Unproven,
}
