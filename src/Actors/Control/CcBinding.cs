using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Antiphon.Wording;

namespace Antiphon.Control;

/// <summary>One controller and what it does.</summary>
/// <param name="Channel">1…16; null for any.</param>
/// <param name="Controller">0…119.</param>
/// <param name="Entry">What it moves.</param>
/// <param name="From">The value at controller value 0.</param>
/// <param name="To">The value at 127; may lie below <paramref name="From"/>.</param>
public sealed partial record CcBinding(
    int? Channel, int Controller, ControlEntry Entry, double From, double To)
{
    // Controllers from 120 on are channel mode messages, not faders.
    private const int HighestController = 119;
    private const int HighestValue = 127;
    private const int PedalDown = 64;

    /// <summary>True when it is a pedal or a button: down from 64 on.</summary>
    public bool IsPedal => Entry.Kind is ControlKind.Trigger or ControlKind.Switch;

    /// <summary>Whether a pedal is down at a controller value.</summary>
    public static bool IsDown(int value) => value >= PedalDown;

    /// <summary>What a fader's value means, 0…127 on the range from–to.</summary>
    public ControlValue Scaled(int value) => Entry.Kind == ControlKind.Choice
        ? ControlValue.Of(Entry.Choices[value * Entry.Choices.Length / (HighestValue + 1)])
        : ControlValue.Of(From + (To - From) * value / HighestValue);

    /// <summary>Reads the assignments of the configuration.</summary>
    /// <exception cref="FormatException">
    /// One of them is no controller, names nothing that can be controlled, or leaves its range;
    /// in one line for a person.
    /// </exception>
    public static ImmutableArray<CcBinding> Read(CcAssignments assignments) =>
        [.. assignments.Where(one => one.Value is { Length: > 0 })
            .Select(one => Read(one.Key, one.Value))];

    private static CcBinding Read(string controller, string what)
    {
        var place = Place().Match(controller);
        var channel = place.Groups["channel"].Success
            ? Number(place.Groups["channel"])
            : (int?)null;
        var number = place.Success ? Number(place.Groups["controller"]) : -1;
        if (number is < 0 or > HighestController || channel is < 1 or > 16)
        {
            throw new FormatException(
                $"CC map: '{controller}' is no controller; write 64, or 2/64 for channel 2 alone "
                + $"(controllers 0 to {HighestController}, channels 1 to 16)");
        }

        var action = Action().Match(what);
        var name = action.Success ? action.Groups["name"].Value : what;
        var entry = ControlTable.Find(name) is { Kind: not ControlKind.Text } found
            ? found
            : throw new FormatException(
                $"CC map, controller {controller}: there is no '{name}' to control; "
                + $"did you mean '{Nearest(name)}'?");
        return WithRange(controller, new(channel, number, entry, entry.Minimum, entry.Maximum),
            action);
    }

    private static CcBinding WithRange(string controller, CcBinding binding, Match action)
    {
        if (!action.Groups["from"].Success)
        {
            return binding;
        }

        var (from, to) = (Real(action.Groups["from"]), Real(action.Groups["to"]));
        var entry = binding.Entry;
        return entry.Kind is ControlKind.Number or ControlKind.Whole
            && Math.Min(from, to) >= entry.Minimum && Math.Max(from, to) <= entry.Maximum
            ? binding with { From = from, To = to }
            : throw new FormatException(
                $"CC map, controller {controller}: {entry.Name} takes "
                + $"{(entry.Allowed.Length > 0 ? entry.Allowed : "no value")}");
    }

    private static string? Nearest(string name) => NearestName.Of(
        name,
        ControlTable.Entries
            .Where(entry => entry.Kind != ControlKind.Text)
            .Select(entry => entry.Name));

    private static int Number(Group digits) =>
        int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static double Real(Group digits) =>
        double.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^((?<channel>\d{1,2})/)?(?<controller>\d{1,3})$")]
    private static partial Regex Place();

    [GeneratedRegex(
        @"^(?<name>\S+)(\s+(?<from>-?\d+(\.\d+)?)\s+to\s+(?<to>-?\d+(\.\d+)?))?$")]
    private static partial Regex Action();
}
