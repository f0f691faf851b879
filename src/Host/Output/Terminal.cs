using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Host.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace Antiphon.Host.Output;

/// <summary>
/// What a command says: to a person on the terminal, or to a machine as one JSON document on
/// standard output. Errors and progress go to standard error; what nobody has to read at once goes
/// to the log.
/// </summary>
internal sealed class Terminal(IAnsiConsole output, IAnsiConsole errors, bool json)
{
    // What goes to a file or a pipe is not folded, unless somebody says how wide it is read.
    private const int UnfoldedColumns = 10_000;
    private const int LeastColumns = 20;
    private const string ColumnsVariable = "COLUMNS";

    // Words of which a table is read as well in two lines as in one.
    private static readonly HashSet<string> Prose =
        ["meaning", "takes", "remark", "from", "licence", "source"];

    private static readonly JsonSerializerOptions JsonStyle = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions LineStyle = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// True when a machine reads standard output: people's text is then left out.
    /// </summary>
    public bool Json { get; } = json;

    /// <summary>Columns in which people read.</summary>
    public int Width => output.Profile.Width;

    /// <summary>True when a person looks on: standard output is a screen.</summary>
    public bool IsScreen { get; init; }

    /// <summary>Where everybody gets a logger of their own.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>A terminal that writes there, folded only where that is a screen.</summary>
    public static Terminal On(
        TextWriter output, TextWriter errors, bool json, ILoggerFactory loggers) =>
        new(
            For(output, output == Console.Out && !Console.IsOutputRedirected),
            For(errors, errors == Console.Error && !Console.IsErrorRedirected),
            json)
        {
            IsScreen = output == Console.Out && !Console.IsOutputRedirected,
            Loggers = loggers,
        };

    /// <summary>One line for a person; markup is not interpreted.</summary>
    public void Line(string text = "")
    {
        if (Json)
        {
            return;
        }

        foreach (var line in Width < UnfoldedColumns
            ? TextTable.Fold(text, Width)
            : [TextTable.Plain(text)])
        {
            output.Profile.Out.Writer.WriteLine(line);
        }
    }

    /// <summary>One line with Spectre's markup; values must be escaped by the caller.</summary>
    public void Markup(string markup)
    {
        if (!Json)
        {
            output.MarkupLine(markup);
        }
    }

    /// <summary>A table for a person.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (Json)
        {
            return;
        }

        foreach (var line in TextTable.Lines(headings, [.. rows], Width, Prose))
        {
            output.Profile.Out.Writer.WriteLine(line);
        }
    }

    /// <summary>The answer for a machine; nothing unless <c>--json</c> was given.</summary>
    public void Document<T>(T document)
    {
        if (Json)
        {
            output.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(document, JsonStyle));
        }
    }

    /// <summary>One line on standard error: for a person, or as JSON.</summary>
    public void Error(string message) => Complain(message, null);

    /// <summary>The same, for what ends the command.</summary>
    /// <param name="exitCode">See <see cref="ExitCode"/>.</param>
    public void Fail(string message, int exitCode) => Complain(message, exitCode);

    private void Complain(string message, int? exitCode)
    {
        var line = message.ReplaceLineEndings(" ");
        errors.Profile.Out.Writer.WriteLine(Json
            ? JsonSerializer.Serialize(
                new { Error = new { Message = line, ExitCode = exitCode } }, LineStyle)
            : JournalStream.Prefix(LogLevel.Error, JournalStream.IsStandardError)
                + $"antiphon: {line}");
    }

    /// <summary>
    /// Runs work under a progress bar on standard error; plain where that is no terminal.
    /// </summary>
    public async Task<T> Progress<T>(string title, Func<IProgress<double>, Task<T>> work)
    {
        if (!errors.Profile.Capabilities.Interactive)
        {
            return await work(new Progress<double>()).ConfigureAwait(false);
        }

        return await errors.Progress().AutoClear(true).StartAsync(async bars =>
        {
            var bar = bars.AddTask(Spectre.Console.Markup.Escape(title), maxValue: 1);
            return await work(new BarProgress(bar)).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static IAnsiConsole For(TextWriter writer, bool isScreen)
    {
        // Some environments ask for colours wherever it is written to: a file is no screen.
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isScreen ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = isScreen ? console.Profile.Width
            : int.TryParse(Environment.GetEnvironmentVariable(ColumnsVariable), out var columns)
                && columns is >= LeastColumns and < UnfoldedColumns ? columns
            : UnfoldedColumns;
        return console;
    }

    private sealed class BarProgress(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value) => bar.Value = value;
    }
}
