using System.Text.Json;
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
    private const int UnfoldedColumns = 10_000;

    private static readonly JsonSerializerOptions JsonStyle = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
    };

    /// <summary>
    /// True when a machine reads standard output: people's text is then left out.
    /// </summary>
    public bool Json { get; } = json;

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
        if (!Json)
        {
            output.WriteLine(text);
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

        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
        {
            table.AddColumn(Spectre.Console.Markup.Escape(heading));
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Spectre.Console.Markup.Escape)]);
        }

        output.Write(table);
    }

    /// <summary>The answer for a machine; nothing unless <c>--json</c> was given.</summary>
    public void Document<T>(T document)
    {
        if (Json)
        {
            output.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(document, JsonStyle));
        }
    }

    /// <summary>One line for a person on standard error.</summary>
    public void Error(string message) => errors.Profile.Out.Writer.WriteLine(
        JournalStream.Prefix(LogLevel.Error, JournalStream.IsStandardError)
        + $"antiphon: {message}");

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

    // What goes to a file or a pipe is not folded at the width of a terminal that is not there.
    private static IAnsiConsole For(TextWriter writer, bool isScreen)
    {
        var console =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = isScreen ? console.Profile.Width : UnfoldedColumns;
        return console;
    }

    private sealed class BarProgress(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value) => bar.Value = value;
    }
}
