using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Antiphon.Agent;

/// <summary>
/// The numbers among the agent's options that may be set while it plays, with their own ranges and
/// descriptions.
/// </summary>
public static class AgentParameters
{
    // The watermark of what is decided rests on the delay, and what the memory learns on the
    // others, so they hold for a whole run. (A seed, the only long, likewise.)
    private static readonly string[] FixedAtStart =
        ["agent.decisionDelayMs", "agent.ownTailMs", "agent.ownAttackMs"];

    /// <summary>All of them, in the order of declaration.</summary>
    internal static ImmutableArray<AgentParameter> All { get; } =
        [.. ParametersOf(typeof(AgentOptions), "agent", [])];

    /// <summary>The agent's options with one parameter set.</summary>
    /// <param name="refusal">Why not: no such name, out of range, or at odds with another.</param>
    /// <returns>Null when it is refused.</returns>
    public static AgentOptions? With(
        AgentOptions options, SetParameter command, out string? refusal)
    {
        if (All.FirstOrDefault(one => one.Name == command.Name) is { } parameter)
        {
            return parameter.With(options, command.Value, out refusal);
        }

        refusal = $"there is no parameter '{command.Name}'";
        return null;
    }

    /// <summary>Every parameter's value, by its name.</summary>
    public static IReadOnlyDictionary<string, double> Values(AgentOptions options) =>
        All.ToDictionary(one => one.Name, one => one.Read(options));

    /// <summary>
    /// Commands that bring parameters to other values, in an order in which each agrees with those
    /// before it: a range is widened before it moves.
    /// </summary>
    public static IReadOnlyList<SetParameter> InOrder(
        AgentOptions from, IReadOnlyDictionary<string, double> values)
    {
        List<SetParameter> ordered = [];
        var left = values.Select(pair => new SetParameter(pair.Key, pair.Value)).ToList();
        for (var taken = -1; taken != 0;)
        {
            taken = left.RemoveAll(one =>
            {
                if (With(from, one, out _) is not { } changed)
                {
                    return false;
                }

                from = changed;
                ordered.Add(one);
                return true;
            });
        }

        return [.. ordered, .. left];
    }

    private static IEnumerable<AgentParameter> ParametersOf(
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
                yield return new AgentParameter(
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
