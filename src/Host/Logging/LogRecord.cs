using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Logging;

/// <summary>One thing that the program says about itself.</summary>
/// <param name="Category">Who says it.</param>
/// <param name="Template">The message before its values are filled in.</param>
/// <param name="Fault">Null where nothing was thrown.</param>
/// <param name="IsTold">A person has been told of it in a line of its own.</param>
internal sealed record LogRecord(
    DateTimeOffset Time, LogLevel Level, string Category, string Message, string Template,
    Exception? Fault, bool IsTold)
{
    /// <summary>
    /// Marks what a person has been told of already, or need not be told: it is left off the
    /// console.
    /// </summary>
    public static EventId Told { get; } = new(1, "told");

    /// <summary>What makes two failures the same; null for what is no failure.</summary>
    public FailureKind? Kind => Fault is null && Level < LogLevel.Warning
        ? null
        : new FailureKind(Category, Level, Fault?.GetType(), SiteOf(Fault) ?? Template);

    /// <summary>All of it but the stack, in one line.</summary>
    public string Headline => (Fault is null
            ? Message
            : $"{Message}: {Fault.GetType().Name}: {Fault.Message}")
        .ReplaceLineEndings(" ");

    private static string? SiteOf(Exception? fault) => fault?.TargetSite is { } site
        ? $"{site.DeclaringType?.FullName}.{site.Name}"
        : null;
}

/// <summary>What makes two failures the same.</summary>
/// <param name="Type">Of the exception; null where nothing was thrown.</param>
/// <param name="Site">The method that threw, or the message where nothing was.</param>
internal readonly record struct FailureKind(
    string Category, LogLevel Level, Type? Type, string Site);
