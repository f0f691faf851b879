using Antiphon.Host.Output;
using Antiphon.Rig;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Composition;

/// <summary>Ends a command whose run did not come to its end.</summary>
internal static class RunEnd
{
    /// <summary>Requires that a recording was heard to its end, and nothing lost of it.</summary>
    /// <param name="name">The recording's.</param>
    /// <exception cref="CommandException">
    /// It was not: exit 4 when a stage broke down, else 3; it says how far, and why.
    /// </exception>
    public static void RequireHeard(RigOutcome outcome, string name)
    {
        Require(outcome, name, isLive: false, "start again");
        if (outcome.Meters.FirstOrDefault(meter => meter.Gaps > 0) is { } lossy)
        {
            throw CommandException.Refused(
                $"{name}: {Count(lossy.Gaps, "segment")} of it could not be worked on "
                + $"({lossy.Name} failed, and the log says why): what is left would have holes");
        }
    }

    /// <summary>Requires that an input was heard to its end.</summary>
    /// <param name="name">The input's.</param>
    /// <param name="isLive">A device that gives out is a failure, a recording is refused.</param>
    /// <param name="advice">What a person may do about a stage that broke down.</param>
    /// <exception cref="CommandException">It was not.</exception>
    public static void Require(RigOutcome outcome, string name, bool isLive, string advice)
    {
        if (outcome.Breakdown is { } breakdown)
        {
            throw new CommandException(ExitCode.Hung, $"{breakdown.Text}; {advice}");
        }

        if (outcome.Fault is { } fault)
        {
            throw new CommandException(
                isLive ? ExitCode.Failed : ExitCode.Refused,
                fault.Contains(name, StringComparison.Ordinal) ? fault : $"{name}: {fault}");
        }
    }
}
