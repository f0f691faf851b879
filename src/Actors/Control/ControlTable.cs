using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Antiphon.Agent;

namespace Antiphon.Control;

/// <summary>
/// Everything that can be controlled while the rig plays: the one source of OSC addresses, of the
/// names in a CC map, and of the table in the README. Its parameters are the numbers among the
/// agent's options, with their own ranges and descriptions.
/// </summary>
public static class ControlTable
{
    // The watermark of what is decided rests on it, so it holds for a whole run. (A seed, the only
    // long, likewise.)
    private static readonly string[] FixedAtStart = ["agent.decisionDelayMs"];

    private static readonly ImmutableArray<ControlParameter> Parameters =
        [.. ParametersOf(typeof(AgentOptions), "agent", [])];

    private static readonly ImmutableArray<ControlEntry> Acts =
    [
        new("mute", ControlKind.Switch, "Nothing sounds while it is on; the rig listens on",
            value => new Mute(value.Number >= 0.5)),
        new("panic", ControlKind.Trigger, "Every note off, now", _ => new Panic()),
        new("hold", ControlKind.Switch, "It keeps the floor although the player plays",
            value => new Hold(value.Number >= 0.5)),
        new("yield", ControlKind.Trigger, "It leaves the floor to the player", _ => new Yield()),
        new("mode", ControlKind.Choice, "It stays in this mode",
            value => new FixMode(Enum.Parse<Mode>(value.Text!, ignoreCase: true)))
        {
            Choices = [.. Enum.GetNames<Mode>().Select(JsonNamingPolicy.CamelCase.ConvertName)],
        },
        new("mode.free", ControlKind.Trigger, "It chooses its mode itself", _ => new FreeMode()),
        new("preset", ControlKind.Text, "A preset comes back",
            value => new RecallPreset(value.Text!)),
        new("approve", ControlKind.Trigger, "More of what it plays now", _ => new Approve()),
        new("back", ControlKind.Trigger, "Back to what it played before", _ => new GoBack()),
        new("change", ControlKind.Trigger, "Something else", _ => new Change()),
    ];

    /// <summary>All of it: first what happens, then the parameters.</summary>
    public static ImmutableArray<ControlEntry> Entries { get; } =
        [.. Acts, .. Parameters.Select(parameter => parameter.Entry(new AgentOptions()))];

    /// <summary>The line of a name, in any case; null when there is none.</summary>
    public static ControlEntry? Find(string name) => Entries.FirstOrDefault(
        entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The agent's options with one parameter set.</summary>
    /// <param name="refusal">Why not: no such name, out of range, or at odds with another.</param>
    /// <returns>Null when it is refused.</returns>
    public static AgentOptions? With(
        AgentOptions options, SetParameter command, out string? refusal)
    {
        if (Parameters.FirstOrDefault(one => one.Name == command.Name) is { } parameter)
        {
            return parameter.With(options, command.Value, out refusal);
        }

        refusal = $"there is no parameter '{command.Name}'";
        return null;
    }

    private static IEnumerable<ControlParameter> ParametersOf(
        Type type, string path, ImmutableArray<PropertyInfo> above)
    {
        foreach (var property in type.GetProperties())
        {
            var name = $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}";
            if (property.GetCustomAttribute<DescriptionAttribute>()?.Description is not { } meaning)
            {
                continue;
            }

            if (property.GetCustomAttribute<RangeAttribute>() is { } range
                && property.PropertyType != typeof(long)
                && !FixedAtStart.Contains(name))
            {
                yield return new ControlParameter(
                    name, meaning, range, new OptionPath(above.Add(property)));
            }

            if (property.PropertyType.IsClass && property.PropertyType != typeof(string))
            {
                foreach (var inner in ParametersOf(
                    property.PropertyType, name, above.Add(property)))
                {
                    yield return inner;
                }
            }
        }
    }
}
