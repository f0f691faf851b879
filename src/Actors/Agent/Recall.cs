namespace Antiphon.Agent;

/// <summary>A way that was taken through the memory.</summary>
/// <param name="Frames">What was recalled, in order, at its own times.</param>
/// <param name="MatchedContext">Frames of the live context that agree with where it began.</param>
/// <param name="Jumps">How often it followed a suffix link instead of going on.</param>
internal sealed record Recall(
    List<RecalledFrame> Frames, int MatchedContext, int Jumps)
{
    public static Recall Nothing { get; } = new([], 0, 0);

    public double Seconds => Frames.Count == 0 ? 0 : Frames[^1].OffsetSeconds;
}
