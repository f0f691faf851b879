using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// What a run does to the world outside its own folders: nothing. It runs without a network, in a
/// home of its own, and every system call that would reach out or write is looked at.
/// </summary>
public sealed partial class NoTelemetryTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const string Calls =
        "connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,"
        + "renameat2,link,linkat,symlink,symlinkat,mknod,mknodat";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TestFiles _files = new();

    private string Sound => _files.Wav("sound.wav", 2);

    private string Session => _files.Path("session");

    public void Dispose() => _files.Dispose();

    [FactWithNamespaces]
    public Task A_run_asks_no_name_server_and_writes_nothing_outside_its_own_folders() =>
        AssertKeepsToItself("play", "--freewheel", "--input", Sound, "--session", Session);

    [FactWithNamespaces]
    public Task The_ear_asks_no_name_server_and_writes_nothing_outside_its_own_folders() =>
        AssertKeepsToItself("transcribe", Sound, "--out", Session + ".csv");

    private async Task AssertKeepsToItself(params string[] command)
    {
        var trace = await Trace(command);
        Assert.DoesNotContain(trace, line => Outside().IsMatch(line));
        var own = new[] { "state", "session" }.Select(_files.Path).ToList();
        var written = trace.Select(Written).OfType<string>().ToList();
        Assert.DoesNotContain(
            written, path => !own.Exists(folder => path.StartsWith(folder, Ordinal))
                && !IsOfTheRuntime(path));
        Assert.Contains(written, path => path.StartsWith(_files.Path("session"), Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_files.Path("home")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_files.Path("tmp")));
    }

    [FactWithNamespaces]
    public async Task What_the_library_would_do_if_it_were_let_is_found()
    {
        var trace = await Trace(
            ["transcribe", Sound, "--out", Session + ".csv"], ("ORT_DISABLE_TELEMETRY", "0"));
        Assert.True(
            trace.Any(line => Outside().IsMatch(line))
                || Directory.EnumerateFileSystemEntries(_files.Path("home")).Any(),
            "the library is silent by itself: the switch is no longer needed");
    }

    private async Task<List<string>> Trace(
        IReadOnlyList<string> command, params (string Name, string Value)[] more)
    {
        foreach (var folder in new[] { "home", "tmp" })
        {
            Directory.CreateDirectory(_files.Path(folder));
        }

        var start = new ProcessStartInfo("unshare")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] args =
        [
            "--map-root-user", "--net", "--mount", "strace", "-f", "-qq", "--seccomp-bpf", "-s",
            "400", "-e", $"trace={Calls}", "-o", _files.Path("trace"), "dotnet",
            Path.Combine(AppContext.BaseDirectory, "antiphon.dll"), .. command,
        ];
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        (string Name, string Value)[] environment =
        [
            ("HOME", _files.Path("home")), ("TMPDIR", _files.Path("tmp")),
            ("XDG_CACHE_HOME", _files.Path("home/cache")),
            ("XDG_CONFIG_HOME", _files.Path("home/config")),
            ("XDG_DATA_HOME", _files.Path("home/data")),
            ("XDG_STATE_HOME", _files.Path("home/state")),
            ("STATE_DIRECTORY", _files.Path("state")), ("DOTNET_EnableDiagnostics", "0"), .. more,
        ];
        // A rig in this process may have set it for its children; and where a machine says that it
        // builds, the library is silent by itself.
        foreach (var name in new[] { "ORT_DISABLE_TELEMETRY", "CI", "GITHUB_ACTIONS", "TF_BUILD" })
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = await process.StandardError.ReadToEndAsync(patience.Token);
        await output;
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, errors);
        return [.. await File.ReadAllLinesAsync(_files.Path("trace"), patience.Token)];
    }

    // What a call that succeeded wrote to or made; null for one that only reads.
    private static string? Written(string line) => Writes().Match(line) is { Success: true } found
        ? found.Groups["path"].Value
        : null;

    private static bool IsOfTheRuntime(string path) =>
        path.StartsWith("/dev/", Ordinal) || path.StartsWith("/proc/", Ordinal)
        || path.StartsWith("/sys/", Ordinal);

    [GeneratedRegex("sin6?_port=htons")]
    private static partial Regex Outside();

    [GeneratedRegex("""
        (?:open(?:at)?\([^"]*"(?<path>[^"]+)",\s[^)]*(?:O_WRONLY|O_RDWR|O_CREAT)
        |(?:creat|mkdir(?:at)?|mknod(?:at)?)\([^"]*"(?<path>[^"]+)"
        |(?:rename(?:at2?)?|link(?:at)?|symlink(?:at)?)\([^"]*"[^"]+"[^"]*"(?<path>[^"]+)"
        ).*=\s\d+
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Writes();

    /// <summary>Skipped where namespaces or strace are not to be had.</summary>
    private sealed class FactWithNamespacesAttribute : FactAttribute
    {
        public FactWithNamespacesAttribute()
        {
            Skip = Missing.Value;
        }

        private static Lazy<string?> Missing { get; } = new(() =>
        {
            try
            {
                string[] args = ["--map-root-user", "--net", "--mount", "strace", "-qq", "true"];
                using var tried = Process.Start(new ProcessStartInfo("unshare", args)
                {
                    RedirectStandardError = true,
                })!;
                tried.StandardError.ReadToEnd();
                tried.WaitForExit();
                return tried.ExitCode == 0
                    ? null
                    : "no right to namespaces, or no strace (Debian packages util-linux, strace)";
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return "unshare is not installed (Debian package util-linux)";
            }
        });
    }
}
