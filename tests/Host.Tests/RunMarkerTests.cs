using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Host.Service;
using Antiphon.Tests;
using Spectre.Console;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A run that could not say that it ended is told of by the next.</summary>
public sealed class RunMarkerTests : IDisposable
{
    private readonly TestFiles _files = new();
    private readonly StringWriter _errors = new() { NewLine = "\n" };
    private readonly ManualTimeProvider _time = new();
    private readonly StateFolder _state;

    public RunMarkerTests() => _state = StateFolder.Take(
        new ServiceOptions { StateFolder = _files.Path("state") }, Assert.Fail)!;

    private string Marker => RunMarker.PathIn(_state.FullPath);

    public void Dispose()
    {
        _state.Dispose();
        _errors.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void An_orderly_end_leaves_nothing_to_tell()
    {
        using (Begin(_files.Path("log")))
        {
            Assert.True(File.Exists(Marker));
        }

        Assert.False(File.Exists(Marker));
        using var next = Begin(_files.Path("log"));
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public void An_end_without_a_word_is_told_once_with_when_it_began_and_where_its_log_lies()
    {
        var log = _files.Bytes("log", []);
        Kill(Begin(log));
        _time.Advance(TimeSpan.FromHours(1));
        using (Begin(log))
        {
            Assert.Equal(
                $"antiphon: the last run (process {Environment.ProcessId}, begun "
                    + "2026-01-01 00:00:00, version 1.2.3) ended without a word: it crashed in "
                    + $"native code, was killed, or the power went; its log is {log}\n",
                _errors.ToString());
        }

        _errors.GetStringBuilder().Clear();
        using var next = Begin(log);
        Assert.Empty(_errors.ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"process\":null}")]
    [InlineData("")]
    [InlineData(null)]
    public void A_marker_of_any_kind_is_told_of_and_keeps_nobody_from_playing(string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(Marker, text);
        }
        else if (OperatingSystem.IsLinux())
        {
            File.CreateSymbolicLink(Marker, "/dev/zero");
        }
        else
        {
            return;
        }

        using (Begin(_files.Path("log")))
        {
            Assert.Contains(
                "of when it began nothing is left", _errors.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_whose_log_is_gone_and_one_whose_marker_is_damaged_are_told_of_too()
    {
        Kill(Begin(_files.Path("gone")));
        using (Begin(_files.Path("gone")))
        {
            Assert.EndsWith("; it left no log\n", _errors.ToString(), StringComparison.Ordinal);
        }

        _errors.GetStringBuilder().Clear();
        File.WriteAllText(Marker, "{\"process\":");
        using var next = Begin(_files.Path("log"));
        Assert.Matches(
            "^antiphon: the last run ended without a word: .* nothing is left\n$",
            _errors.ToString());
    }

    // What a process leaves that is killed: the marker, and nobody who would remove it.
    private void Kill(RunMarker marker)
    {
        var left = File.ReadAllText(Marker);
        marker.Dispose();
        File.WriteAllText(Marker, left);
    }

    private RunMarker Begin(string log)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_errors) });
        return RunMarker.Begin(
            _state, log, "1.2.3", new Terminal(console, console, json: false), _time);
    }
}
