namespace Antiphon.Perception;

/// <summary>What the trainer is at.</summary>
public enum TrainingStage
{
    /// <summary>Hears the recordings: counts, means and variances.</summary>
    Listening = 0,

    /// <summary>Gathers the covariance and finds the principal axes.</summary>
    FindingAxes = 1,

    /// <summary>Brings the frames into the space of words.</summary>
    Projecting = 2,

    /// <summary>Gathers frames into words.</summary>
    Clustering = 3,

    /// <summary>Puts the recordings into words, as live.</summary>
    Tokenizing = 4,
}
