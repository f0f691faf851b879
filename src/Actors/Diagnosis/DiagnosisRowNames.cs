namespace Antiphon.Diagnosis;

/// <summary>The ways of hearing that a diagnosis compares, in the order of its table.</summary>
public static class DiagnosisRowNames
{
    /// <summary>What training counted, over its whole corpus.</summary>
    public const string Training = "training";

    /// <summary>The recording as the rig hears it.</summary>
    public const string LiveAllFrames = "live-all-frames";

    /// <summary>The same, begun half a segment later.</summary>
    public const string LiveShifted = "live-shifted";

    /// <summary>The frames of each segment averaged to one.</summary>
    public const string LiveAveraged = "live-averaged";

    /// <summary>One frame drawn from each segment: as many as there are averages.</summary>
    public const string EqualNControl = "equal-n-control";

    /// <summary>Averages over a segment's length, every 7 ms.</summary>
    public const string DenseAveraged = "dense-averaged";

    /// <summary>All frames of the sound before it was split into stems.</summary>
    public const string Unsplit = "unsplit";

    /// <summary>Averages under a vocabulary that was fitted to averages.</summary>
    public const string RetrainedAverages = "retrained-averages";
}
