using System.Globalization;
using Antiphon.Host.Output;
using Antiphon.Wording;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Host.Configuration;

/// <summary>Holds a setting that was given against what it may be.</summary>
internal static class SettingCheck
{
    /// <returns>Its path as the rig spells it, and its value as the rig reads it.</returns>
    /// <exception cref="CommandException">
    /// There is no such setting, or it may not be that; the line names setting and place.
    /// </exception>
    public static (string Path, string Value) Of(GivenSetting given)
    {
        var key = OptionKey.Find(given.Path);
        if (key is null || (key.IsOpen && key.Path.Length == given.Path.Length))
        {
            throw key is null && !OptionKey.IsGroup(given.Path) ? Unknown(given) : IsGroup(given);
        }

        var path = key.Path + given.Path[key.Path.Length..];
        var value = key.IsOpen ? given.Text : Value(key, given.Text);
        return value is null
            ? throw CommandException.BadUsage(
                $"setting {OptionKey.Dotted(path)}: {Shown(given)} is not {Wanted(key)}"
                + $"{Hint(key, given)} ({given.Where})")
            : (path, value);
    }

    private static string Wanted(OptionKey key) => key.IsOpen ? "a text" : key.Wanted;

    private static string? Value(OptionKey key, string? text)
    {
        if (text is null || key.Type == typeof(string))
        {
            return text?.Contains('\0', StringComparison.Ordinal) == true ? null : text;
        }

        if (key.Type == typeof(bool))
        {
            return bool.TryParse(text, out var yes) ? yes.ToString() : null;
        }

        if (key.Type.IsEnum)
        {
            return Enum.GetNames(key.Type).FirstOrDefault(
                name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        }

        return Number(key, text);
    }

    // A number is read here and nowhere else, so that what is refused can be said in plain words.
    private static string? Number(OptionKey key, string text)
    {
        var style = key.Type == typeof(double) ? NumberStyles.Float : NumberStyles.Integer;
        if (key.Type == typeof(double)
            ? double.TryParse(text, style, CultureInfo.InvariantCulture, out var real)
                && IsIn(key, real)
            : long.TryParse(text, style, CultureInfo.InvariantCulture, out var whole)
                && IsIn(key, whole))
        {
            return text.Trim();
        }

        return null;
    }

    private static bool IsIn(OptionKey key, double number) =>
        number >= Convert.ToDouble(key.Range!.Minimum, CultureInfo.InvariantCulture)
        && number <= Convert.ToDouble(key.Range.Maximum, CultureInfo.InvariantCulture);

    private static string Shown(GivenSetting given) =>
        given.Text is { } text ? $"'{text}'" : given.Instead;

    // Durations and decimal commas are told how to be written.
    private static string Hint(OptionKey key, GivenSetting given)
    {
        if (key.Range is null || given.Text is not { } text)
        {
            return given.Instead == "null" ? "; leave the line out for the default" : "";
        }

        if (Value(key, text.Replace(',', '.')) is { } point)
        {
            return $"; write {point}";
        }

        return DurationText.TryParse(text, out var seconds)
            && Value(key, InUnit(key, seconds)) is { } number
            && number != text
            ? $"; write {number}"
            : "";
    }

    private static string InUnit(OptionKey key, double seconds) => Text(
        $"{Math.Round(seconds * (key.Name.EndsWith("Ms", StringComparison.Ordinal) ? 1_000
            : key.Name.EndsWith("Minutes", StringComparison.Ordinal) ? 1 / 60.0 : 1), 3)}");

    private static CommandException IsGroup(GivenSetting given) => CommandException.BadUsage(
        $"{given.Name} is a group of settings and no setting; set one of them, such as "
        + $"{OptionKey.Dotted(Inside(given.Path))} ({given.Where})");

    private static string Inside(string group) => OptionKey.All.First(key =>
        key.Path.StartsWith(group, StringComparison.OrdinalIgnoreCase)) is { IsOpen: true } open
            ? open.Path + ":67"
            : OptionKey.All.First(
                key => key.Path.StartsWith(group, StringComparison.OrdinalIgnoreCase)).Path;

    private static CommandException Unknown(GivenSetting given) =>
        CommandException.BadUsage((given.From, OptionKey.Nearest(given.Path)) switch
        {
            (SettingFrom.Environment, { } near) =>
                $"the variable {given.Where} names no setting; did you mean "
                + $"{SettingVariables.NameOf(near)}?",
            (SettingFrom.Environment, _) =>
                $"the variable {given.Where} names no setting; 'antiphon config' lists them, and "
                + $"agent.seed is {SettingVariables.NameOf("agent:seed")}",
            (_, { } near) =>
                $"there is no setting '{given.Name}'; did you mean '{OptionKey.Dotted(near)}'? "
                + $"({given.Where})",
            _ => $"there is no setting '{given.Name}'; 'antiphon config' lists those there are "
                + $"({given.Where})",
        });
}
