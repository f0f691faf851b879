namespace Antiphon.Agent;

/// <summary>A line that the agent plays.</summary>
public enum Voice
{
    Melody = 0,
    Bass = 1,
}
