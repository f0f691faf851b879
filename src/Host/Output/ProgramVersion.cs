using System.Reflection;

namespace Antiphon.Host.Output;

/// <summary>Which program this is.</summary>
/// <param name="Number">As in <c>0.1.0</c>.</param>
/// <param name="Commit">Its first twelve digits; null where it was built without git.</param>
internal sealed record ProgramVersion(string Number, string? Commit)
{
    /// <summary>This program.</summary>
    public static ProgramVersion Here { get; } = Parse(
        typeof(ProgramVersion).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <summary>Reads <c>NUMBER+COMMIT</c>, or <c>NUMBER</c>.</summary>
    public static ProgramVersion Parse(string text) =>
        text.Split('+', 2) is [var number, var commit]
            ? new ProgramVersion(number, commit)
            : new ProgramVersion(text, null);

    public override string ToString() => Commit is null ? Number : $"{Number}+{Commit}";
}
