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
    // The watermark of what is decided rests on the delay, and what the memory learns on the
    // others, so they hold for a whole run. (A seed, the only long, likewise.)
    private static readonly string[] FixedAtStart =
        ["agent.decisionDelayMs", "agent.ownTailMs", "agent.ownAttackMs"];

    private const string Any = "all";

    private static readonly ImmutableArray<ControlParameter> Parameters =
        [.. ParametersOf(typeof(AgentOptions), "agent", [])];

    private static readonly ImmutableArray<ControlEntry> Acts =
    [
        new("mute", ControlKind.Switch, "Nothing sounds while it is on; the rig listens on",
            value => new Mute(value.Number >= 0.5)),
        new("panic", ControlKind.Trigger, "Every note off, now", _ => new Panic()),
        new("hold", ControlKind.Switch, "It keeps the floor although the player plays",
            value => new Hold(value.Number >= 0.5)),
        new("pause", ControlKind.Switch, "It begins nothing new while it is on",
            value => new Pause(value.Number >= 0.5)),
        new("yield", ControlKind.Trigger, "It leaves the floor to the player", _ => new Yield()),
        new("mode", ControlKind.Choice, "It stays in this mode",
            value => new FixMode(Enum.Parse<Mode>(value.Text!, ignoreCase: true)))
        {
            Choices = [.. Enum.GetValues<Mode>().Where(mode => mode != Mode.Silence)
                .Select(Explanation.Name)],
        },
        new("mode.free", ControlKind.Trigger, "It chooses its mode itself", _ => new FreeMode()),
        new("label", ControlKind.Text, "It recalls regions of this label only; all: any",
            value => new ChooseLabel(OrAny(value.Text!))),
        new("recording", ControlKind.Text, "It recalls this recording only; all: any",
            value => new ChooseRecording(OrAny(value.Text!))),
        new("melody.program", ControlKind.Whole, "The melody takes this instrument",
            value => new ChangeProgram(Voice.Melody, (int)value.Number!.Value)) { Maximum = 127 },
        new("bass.program", ControlKind.Whole, "The bass takes this instrument",
            value => new ChangeProgram(Voice.Bass, (int)value.Number!.Value)) { Maximum = 127 },
        new("arc", ControlKind.Number, "An arc of so many seconds begins now; 0 ends it",
            value => new BeginArc(value.Number!.Value)) { Maximum = 14_400 },
        new("preset", ControlKind.Text, "A preset comes back",
            value => new RecallPreset(value.Text!)),
        new("preset.save", ControlKind.Text, "The parameters as they are become a preset",
            value => new SavePreset(value.Text!)),
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

    /// <summary>Every parameter's value, by its name.</summary>
    public static IReadOnlyDictionary<string, double> Values(AgentOptions options) =>
        Parameters.ToDictionary(one => one.Name, one => one.Read(options));

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

    private static string OrAny(string text) =>
        text.Equals(Any, StringComparison.OrdinalIgnoreCase) ? "" : text;

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
