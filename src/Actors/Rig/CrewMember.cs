using Akka.Actor;
using Antiphon.Flow;

namespace Antiphon.Rig;

/// <summary>An actor that the supervisor keeps alive, and who is told what becomes of it.</summary>
/// <param name="Stage">Its stage, and its name in messages to people.</param>
/// <param name="Props">How to make it; each time with a fresh core.</param>
public sealed record CrewMember(StageName Stage, Props Props)
{
    /// <summary>Told of every new actor.</summary>
    public required Action<IActorRef> Link { get; init; }

    /// <summary>Told that there is no actor for a while, or for good.</summary>
    public required Action Rest { get; init; }

    /// <summary>Told of every failure, before anything is done about it.</summary>
    public Action Failed { get; init; } = () => { };
}

/// <summary>Why a run cannot go on unless the process is started again.</summary>
/// <param name="Stage">Who failed.</param>
/// <param name="What">What it did, as the rest of a sentence.</param>
public sealed record Breakdown(StageName Stage, string What)
{
    /// <summary>For the person at the rig, without what to do about it.</summary>
    public string Text => $"{Stage} {What}";

    /// <summary>A stage that does not come back.</summary>
    public static Breakdown Hang(StageName stage) => new(stage, "hangs and does not come back");

    /// <summary>A stage that failed too often.</summary>
    /// <param name="last">What the last failure said.</param>
    public static Breakdown Repeated(StageName stage, string last) => new(
        stage,
        FormattableString.Invariant($"failed {RestartRule.MostFailures} times within ")
            + FormattableString.Invariant($"{RestartRule.Window.TotalSeconds:0} s, last: {last}"));
}
