using System.Collections.Immutable;
using System.Globalization;
using Antiphon.Agent;

namespace Antiphon.Control;

/// <summary>One line of the <see cref="ControlTable"/>.</summary>
/// <param name="Name">Its name in CC maps: <c>mute</c>, <c>agent.modes.contrast.weight</c>.</param>
/// <param name="Kind">What it wants to be given.</param>
/// <param name="Meaning">One sentence for a person.</param>
/// <param name="Command">Makes its command from a value that has been checked.</param>
public sealed record ControlEntry(
    string Name, ControlKind Kind, string Meaning, Func<ControlValue, ControlCommand> Command)
{
    /// <summary>A name given by OSC is no longer than this.</summary>
    public const int LongestText = 64;

    /// <summary>Every address of the rig begins so.</summary>
    public const string OscRoot = "/antiphon/";

    // A float of 32 bits that means a bound may lie beside it by so much.
    private const double FloatStep = 1e-6;

    /// <summary>The lowest number allowed.</summary>
    public double Minimum { get; init; }

    /// <summary>The highest number allowed.</summary>
    public double Maximum { get; init; } = 1;

    /// <summary>The number it has when nobody has set it; null where it has none.</summary>
    public double? Default { get; init; }

    /// <summary>The names allowed, in order; empty where any will do.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Where OSC reaches it: <c>/antiphon/agent/modes/contrast/weight</c>.</summary>
    public string OscAddress => OscRoot + Name.Replace('.', '/');

    /// <summary>What it takes, as a person reads it.</summary>
    public string Allowed => Kind switch
    {
        ControlKind.Trigger => "",
        ControlKind.Switch => "on or off",
        ControlKind.Choice => string.Join(" | ", Choices),
        ControlKind.Text => "a name",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum}"),
    };

    /// <summary>Makes the command for a value.</summary>
    /// <param name="refusal">Why there is none; null when there is nothing to do.</param>
    /// <returns>
    /// Null when the value is refused, and when it is the release of a trigger's button.
    /// </returns>
    public ControlCommand? Make(ControlValue value, out string? refusal)
    {
        refusal = null;
        var taken = Kind switch
        {
            ControlKind.Trigger => value.Text is null ? value : (ControlValue?)null,
            ControlKind.Switch => value.Text is null ? ControlValue.Of(value.Number is not < 0.5)
                : null,
            ControlKind.Choice => ChoiceOf(value),
            ControlKind.Text => value.Text is { Length: > 0 and <= LongestText } ? value : null,
            _ => NumberOf(value),
        };
        if (taken is not { } good)
        {
            refusal = $"{Name} takes {(Allowed.Length > 0 ? Allowed : "no value")}, "
                + $"not {Shown(value)}";
            return null;
        }

        return Kind == ControlKind.Trigger && good.Number < 0.5 ? null : Command(good);
    }

    private static string Shown(ControlValue value) =>
        value.Text is { } text ? $"'{text}'"
        : value.Number?.ToString(CultureInfo.InvariantCulture) ?? "nothing";

    private ControlValue? ChoiceOf(ControlValue value)
    {
        var index = value.Number is { } number
            ? number >= 0 && number < Choices.Length ? (int)number : -1
            : Choices.IndexOf(
                value.Text ?? "", 0, Choices.Length, StringComparer.OrdinalIgnoreCase);
        return index < 0 ? null : ControlValue.Of(Choices[index]);
    }

    private ControlValue? NumberOf(ControlValue value)
    {
        if (value.Number is not { } number || !double.IsFinite(number))
        {
            return null;
        }

        number = Kind == ControlKind.Whole ? Math.Round(number) : number;
        var inside = Math.Clamp(number, Minimum, Maximum);
        return Math.Abs(number - inside) <= FloatStep * Math.Max(1, Math.Abs(inside))
            ? ControlValue.Of(inside)
            : null;
    }
}

/// <summary>What came with a command: nothing, a number (a switch is 0 or 1), or a name.</summary>
public readonly record struct ControlValue(double? Number, string? Text)
{
    public static ControlValue None => default;

    public static ControlValue Of(double number) => new(number, null);

    public static ControlValue Of(bool on) => new(on ? 1 : 0, null);

    public static ControlValue Of(string text) => new(null, text);
}
