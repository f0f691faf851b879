using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;

namespace Antiphon.Host.Logging;

/// <summary>What the program writes down about itself, and how much of it is kept.</summary>
internal sealed record LogOptions
{
    [Description("The least that goes to standard error, a line each, beside what it says anyway")]
    public LogLevel ConsoleLevel { get; init; } = LogLevel.Warning;

    [Description("The least that goes to the log file in the state folder, with types and stacks")]
    public LogLevel FileLevel { get; init; } = LogLevel.Information;

    [Range(1, 1_000)]
    [Description("A log file of so many megabytes is closed and another begun")]
    public int FileMegabytes { get; init; } = 4;

    [Range(2, 1_000)]
    [Description("Log files and crash reports that are kept, of all runs together")]
    public int Files { get; init; } = 50;

    [Range(2, 100_000)]
    [Description("Megabytes that they may hold together; the oldest go")]
    public int TotalMegabytes { get; init; } = 64;
}
