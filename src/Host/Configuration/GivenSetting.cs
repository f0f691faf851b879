namespace Antiphon.Host.Configuration;

/// <summary>A setting as somebody gave it, not yet checked.</summary>
/// <param name="Path">With colons, in any case of letters.</param>
/// <param name="Text">Its value; null for what is no value (null, a list, an object).</param>
/// <param name="Instead">What stands there in place of a value, for a person; else empty.</param>
/// <param name="From">Who gave it.</param>
/// <param name="Where">As a person finds it: a file and line, a variable, a flag.</param>
internal sealed record GivenSetting(
    string Path, string? Text, string Instead, SettingFrom From, string Where)
{
    /// <summary>As it is written in flags and messages: with dots.</summary>
    public string Name => OptionKey.Dotted(Path);
}

/// <summary>Who gave a setting; what comes later overrides.</summary>
internal enum SettingFrom
{
    /// <summary>Nobody: the program's own.</summary>
    Default,

    /// <summary><c>config/antiphon.json</c>.</summary>
    File,

    /// <summary>A profile of <c>config/profiles</c>.</summary>
    Profile,

    /// <summary>A variable <c>ANTIPHON_SECTION__NAME</c>.</summary>
    Environment,

    /// <summary><c>--set</c>.</summary>
    Flag,
}
