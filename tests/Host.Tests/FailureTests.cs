using System.Net;
using System.Net.Sockets;
using Antiphon.Host.Commands;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Spectre.Console;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A failure has a name: one line for a person, one entry for whoever mends it.</summary>
public sealed class FailureTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task An_exit_code_is_logged_once_with_the_exceptions_type_and_stack()
    {
        var run = await AntiphonProcess.Run(
            State(), "tokens", _files.Bytes("no.wav", [1, 2, 3]), "--out", _files.Path("t"));
        run.AssertRefused(3, "no.wav");
        var log = File.ReadAllLines(Assert.Single(Directory.GetFiles(_files.Path("state/logs"))));
        Assert.Single(log, line => line.EndsWith("ended with exit code 3", Ordinal));
        Assert.Single(
            log, line => line.StartsWith("Antiphon.Capture.AudioInputException", Ordinal));
        Assert.Contains(log, line => line.StartsWith("   at Antiphon.", Ordinal));
    }

    [Fact]
    public async Task What_was_thrown_before_a_line_for_a_person_is_in_the_log_too()
    {
        var run = await AntiphonProcess.Run(
            State(), "play", "--setlist", _files.Path("no.json"), "--dry-run");
        run.AssertRefused(2, "there is no setlist");
        var log = File.ReadAllText(Assert.Single(Directory.GetFiles(_files.Path("state/logs"))));
        Assert.Contains("ControlException: there is no setlist", log, Ordinal);
    }

    [Fact]
    public async Task The_level_of_the_file_is_a_setting()
    {
        var run = await AntiphonProcess.Run(
            State(), "tokens", _files.Path("no.wav"), "--out", _files.Path("t"),
            "--set", "log.fileLevel=none");
        run.AssertRefused(3, "no.wav");
        Assert.False(Directory.Exists(_files.Path("state")));
    }

    [Fact]
    public void A_hung_stage_leaves_a_report_that_the_line_names()
    {
        var (code, line) = End(new CommandException(ExitCode.Hung, "Encoder hangs"));
        Assert.Equal(ExitCode.Hung, code);
        var report = Assert.Single(
            Directory.GetFiles(_files.Path("state/logs")), path => path.EndsWith(".txt", Ordinal));
        Assert.Equal($"antiphon: Encoder hangs (report: {report})\n", line);
        Assert.Contains("Encoder hangs", File.ReadAllText(report), Ordinal);
    }

    [Fact]
    public void A_fault_of_our_own_leaves_a_report_and_one_that_a_person_can_mend_leaves_none()
    {
        var (own, line) = End(new InvalidOperationException("of our own"));
        Assert.Equal(ExitCode.Failed, own);
        Assert.Contains("(report: ", line, Ordinal);
        foreach (var e in new Exception[]
        {
            CommandException.BadUsage("so"), CommandException.Refused("so"), new IOException("so"),
        })
        {
            Assert.Equal("antiphon: so\n", End(e).Line);
        }
    }

    [Fact]
    public void The_settings_in_force_are_in_the_report()
    {
        End(new InvalidOperationException("of our own"));
        var report = Directory.GetFiles(_files.Path("state/logs"), "*.txt").Single();
        Assert.Contains(
            $"\"stateFolder\": \"{_files.Path("state")}\"", File.ReadAllText(report), Ordinal);
    }

    // Standard error is a real socket here, and JOURNAL_STREAM names it, as systemd has it.
    [FactWithProgram("bash", "bash")]
    public async Task Under_the_journal_a_failure_bears_its_priority()
    {
        using var journal = new TcpListener(IPAddress.Loopback, 0);
        journal.Start();
        var port = ((IPEndPoint)journal.LocalEndpoint).Port;
        var program = Path.Combine(AppContext.BaseDirectory, "antiphon.dll");
        using var bash = System.Diagnostics.Process.Start("bash",
        [
            "-c",
            $"exec 2>/dev/tcp/127.0.0.1/{port}; "
            + "export JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2); "
            + $"STATE_DIRECTORY='{_files.Path("state")}' exec dotnet '{program}' demo --loud",
        ]);
        using var client = await journal.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        var said = await reader.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.StartsWith("<3>antiphon: ", said, Ordinal);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private Dictionary<string, string> State() => new()
    {
        ["STATE_DIRECTORY"] = _files.Path("state"),
    };

    private (int Code, string Line) End(Exception e)
    {
        using var errors = new StringWriter { NewLine = "\n" };
        using var context = new ProgramContext(TextWriter.Null, errors);
        context.Use(new RigOptions
        {
            Service = new ServiceOptions { StateFolder = _files.Path("state") },
        });
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(errors) });
        var code = CommandLine.End(
            context, new Terminal(console, console, json: false), e);
        return (code, errors.ToString());
    }
}
