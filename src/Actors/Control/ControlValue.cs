namespace Antiphon.Control;

/// <summary>What came with a command: nothing, a number (a switch is 0 or 1), or a name.</summary>
public readonly record struct ControlValue(double? Number, string? Text)
{
    public static ControlValue None => default;

    public static ControlValue Of(double number) => new(number, null);

    public static ControlValue Of(bool on) => new(on ? 1 : 0, null);

    public static ControlValue Of(string text) => new(null, text);
}
