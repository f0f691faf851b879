using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Antiphon.Host.Tests;

/// <summary>
/// A live run that is killed outright in the middle of its music, and what it left: held against
/// what it had said on standard output up to a second before.
/// </summary>
internal sealed partial class KilledRun
{
    private const double SegmentSeconds = 0.35;
    private const double FrameSeconds = 0.02;
    private const string Beat = "WATCHDOG=1";

    private readonly ConcurrentQueue<(string Line, long At)> _said = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _heard = new();
    private readonly string _session;
    private long _killed;

    private KilledRun(string session) => _session = session;

    /// <summary>What it said on standard error.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Decisions that it told of a second before its end, or earlier.</summary>
    public int Told => SaidInTime().Count(line => Decision().IsMatch(line));

    /// <summary>Of these, decisions that are not on the disk.</summary>
    public int Lost => Math.Max(0, Told - LinesOf("decisions.jsonl").Count(
        line => line.StartsWith("{\"id\":", StringComparison.Ordinal)));

    /// <summary>
    /// Seconds of music that were through the whole rig a second before its end, or earlier.
    /// </summary>
    public double ToldSeconds => SegmentSeconds * SaidInTime().Count(line => line == Beat);

    /// <summary>Seconds of these that are not on the disk as tokens.</summary>
    public double LostSeconds => Math.Max(0, ToldSeconds - FrameSeconds
        - LinesOf("tokens.jsonl").Select(TimeOf).DefaultIfEmpty(0).Max());

    /// <summary>The second at which it was cut off, as its summary says; null for none.</summary>
    public double? CutAtSeconds
    {
        get
        {
            var summary = Path.Combine(_session, "summary.json");
            if (!File.Exists(summary))
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllText(summary));
            var cut = document.RootElement.GetProperty("cutAtSeconds");
            return cut.ValueKind == JsonValueKind.Number ? cut.GetDouble() : null;
        }
    }

    /// <summary>True when the next start has finished it.</summary>
    public bool IsFinished => CutAtSeconds is not null
        && File.Exists(Path.Combine(_session, "report.html"))
        && File.Exists(Path.Combine(_session, "reply.mid"))
        && !File.Exists(Path.Combine(_session, "reply.mid.events"));

    /// <summary>Plays the demo, and kills it so many seconds after it is READY.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="session">The session's.</param>
    /// <param name="music">Null to let it play for a second and end by itself.</param>
    public static async Task<KilledRun> Play(string state, string session, TimeSpan? music)
    {
        var run = new KilledRun(session);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] end = music is null ? ["--duration", "1"] : [];
        foreach (var arg in (string[])[
            Path.Combine(AppContext.BaseDirectory, "antiphon.dll"), "play", "--input", "demo:",
            "--session", session, "--record", .. end])
        {
            start.ArgumentList.Add(arg);
        }

        using var manager = new FakeSystemd(session + ".socket");
        start.Environment["STATE_DIRECTORY"] = state;
        start.Environment["NOTIFY_SOCKET"] = manager.Address;
        start.Environment["WATCHDOG_USEC"] = "30000000";
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => run.Say(e.Data);
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is { } line)
            {
                run._errors.Enqueue(line);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var listening = run.Listen(manager);
        if (music is { } seconds)
        {
            await Task.WhenAny(run._heard.Task, process.WaitForExitAsync());
            using var timer = new PeriodicTimer(seconds + TimeSpan.FromMilliseconds(1));
            await timer.WaitForNextTickAsync();
            run._killed = TimeProvider.System.GetTimestamp();
            process.Kill();
        }

        await process.WaitForExitAsync();
        manager.Dispose();
        await listening;
        return run;
    }

    private async Task Listen(FakeSystemd manager)
    {
        try
        {
            while (true)
            {
                Say(await manager.Next());
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException
            or OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Say(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Enqueue((line, TimeProvider.System.GetTimestamp()));
        if (line.StartsWith("READY=1", StringComparison.Ordinal))
        {
            _heard.TrySetResult();
        }
    }

    private IEnumerable<string> SaidInTime() => _said
        .Where(said => TimeProvider.System.GetElapsedTime(said.At, _killed).TotalSeconds >= 1)
        .Select(said => said.Line);

    // The last line may be cut off with the process; it is no line then.
    private string[] LinesOf(string log)
    {
        var path = Path.Combine(_session, log);
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        return text[..(text.LastIndexOf('\n') + 1)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static double TimeOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("t").GetDouble();
    }

    [GeneratedRegex(@"^ *\d+\.\d\d  (melody|bass) ")]
    private static partial Regex Decision();
}
