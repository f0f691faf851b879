using Antiphon.Agent;
using Antiphon.Control;

namespace Antiphon.Tests.Control;

/// <summary>A sink that remembers what it took.</summary>
internal sealed class CommandLog : IControlSink
{
    public List<ControlCommand> Taken { get; } = [];

    public Func<ControlCommand, string?> Refuses { get; init; } = _ => null;

    public string? Take(ControlCommand command)
    {
        if (Refuses(command) is { } refusal)
        {
            return refusal;
        }

        Taken.Add(command);
        return null;
    }
}
