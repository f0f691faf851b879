using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>A way that was taken through the memory.</summary>
/// <param name="Frames">What was recalled, in order, at its own times.</param>
internal sealed record Recall(IReadOnlyList<RecalledFrame> Frames)
{
    /// <summary>Its stretches without a jump.</summary>
    public IReadOnlyList<RecalledRun> Runs { get; init; } = [];

    /// <summary>Where it began and what spoke for it; null when there was no choice.</summary>
    public StartCandidate? Beginning { get; init; }

    public ChoiceWeights? Weights { get; init; }

    /// <summary>Recalled time is played so many times as long.</summary>
    public double Stretch { get; init; } = 1;

    /// <summary>Where it went in the memory; null when it is not of the memory.</summary>
    public WalkBookmark? Trace { get; init; }

    public static Recall Nothing { get; } = new([]);

    /// <summary>Seconds of it, as played.</summary>
    public double Seconds => Frames.Count == 0 ? 0 : Frames[^1].OffsetSeconds;

    /// <summary>The same, slower or faster.</summary>
    public Recall StretchedBy(double factor) => this with
    {
        Stretch = Stretch * factor,
        Frames = [.. Frames.Select(frame => frame with
        {
            OffsetSeconds = frame.OffsetSeconds * factor,
        })],
        Runs = [.. Runs.Select(run => run with { OffsetSeconds = run.OffsetSeconds * factor })],
    };
}

/// <summary>A stretch of memory that was recalled without a jump.</summary>
/// <param name="Recording">The corpus recording it is of; null when it was heard live.</param>
/// <param name="From">
/// Its first frame's time, in that recording or since the rig began to hear.
/// </param>
/// <param name="To">Its last frame's time.</param>
/// <param name="OffsetSeconds">Where it begins in the phrase, in played time.</param>
/// <param name="TranspositionSemitones">Shift of its pitches, −6…6.</param>
public sealed record RecalledRun(
    string? Recording, SampleTime From, SampleTime To, double OffsetSeconds,
    int TranspositionSemitones);
