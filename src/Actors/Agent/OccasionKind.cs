namespace Antiphon.Agent;

/// <summary>What gives rise to a decision.</summary>
public enum OccasionKind
{
    /// <summary>A phrase of the player has ended.</summary>
    Answers = 0,

    /// <summary>The player plays on, and the agent plays along.</summary>
    Joins = 1,

    /// <summary>Nobody plays, and the agent begins.</summary>
    Leads = 2,

    /// <summary>What was planned is taken back.</summary>
    Stops = 3,
}
