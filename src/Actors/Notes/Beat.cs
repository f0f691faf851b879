using Antiphon.Time;

namespace Antiphon.Notes;

/// <summary>The player's beat as it was known at a moment, and so what is to be expected.</summary>
/// <param name="At">When one of the beats falls, past or to come; it names the phase.</param>
/// <param name="Seconds">From one beat to the next, 0.2…2.</param>
/// <param name="Sureness">That beats fall there and then, 0…1.</param>
/// <param name="Division">How the player divides a beat.</param>
/// <param name="BarBeats">Beats of a bar, 2…7; 0 as long as no metre is clear.</param>
/// <param name="BarBeat">Which beat of its bar <paramref name="At"/> is, 0 the first.</param>
public readonly record struct Beat(
    SampleTime At,
    double Seconds,
    double Sureness,
    BeatDivision Division = BeatDivision.Straight,
    int BarBeats = 0,
    int BarBeat = 0)
{
    /// <summary>Beats from <see cref="At"/> to a time; negative before it.</summary>
    public double BeatsTo(SampleTime time) =>
        (time.HalfSamples - At.HalfSamples) / (Seconds * SampleTime.HalfSamplesPerSecond);

    /// <summary>Where in its beat a time lies, 0…1, 1 not reached.</summary>
    public double PhaseAt(SampleTime time)
    {
        var beats = BeatsTo(time);
        return beats - Math.Floor(beats);
    }

    /// <summary>The time so many beats behind <see cref="At"/>.</summary>
    public SampleTime TimeOf(double beats) => new(
        At.HalfSamples + (long)Math.Round(beats * Seconds * SampleTime.HalfSamplesPerSecond));
}

/// <summary>How a beat is divided.</summary>
public enum BeatDivision
{
    Straight = 0,
    Triple = 1,
}
