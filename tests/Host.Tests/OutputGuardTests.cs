using System.CommandLine;
using Antiphon.Host.Commands;
using Antiphon.Host.Output;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// An output never destroys an input: every command, every file that it writes, and every spelling
/// of an input's name. The commands are those of the command line, whichever there are.
/// </summary>
public sealed class OutputGuardTests : IDisposable
{
    // Flags that write wherever they stand; a silenced file is left alone.
    private static readonly string[] Writing = ["--out", "--session", "--output"];
    private static readonly string[] WritesNothing = ["panic"];

    private readonly TestFiles _files = new();

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach (var (path, command) in Leaves())
            {
                var guard = OutputGuard.Of(command)!;
                foreach (var read in guard.Read)
                {
                    foreach (var written in guard.Written)
                    {
                        pairs.Add(path, read.Symbol.Name, written.Symbol.Name);
                    }
                }
            }

            return pairs;
        }
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Every_command_says_what_it_writes()
    {
        var leaves = Leaves().ToList();
        Assert.True(leaves.Count >= 20, $"{leaves.Count} commands");
        Assert.All(leaves, leaf =>
        {
            var guard = OutputGuard.Of(leaf.Command);
            Assert.True(guard is not null, $"{leaf.Path} does not say what it writes");
            var said = guard.Written.Select(files => files.Symbol.Name);
            var has = leaf.Command.Options.Select(option => option.Name).Intersect(Writing);
            Assert.True(
                WritesNothing.Contains(leaf.Path) || !has.Except(said).Any(),
                $"{leaf.Path} has {string.Join(", ", has.Except(said))} and does not guard it");
        });
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_output_never_destroys_an_input(string path, string read, string written)
    {
        var command = Leaves().Single(leaf => leaf.Path == path).Command;
        var guard = OutputGuard.Of(command)!;
        var reads = guard.Read.Single(files => files.Symbol.Name == read);
        var writes = guard.Written.Single(files => files.Symbol.Name == written);
        var folder = _files.Path("there");
        Directory.CreateDirectory(folder);
        var value = writes.Symbol is Option<string[]>
            ? $"file:{Path.Combine(folder, "reply.mid")}"
            : Path.Combine(folder, "out.safetensors");
        foreach (var (index, output) in writes.Of(value).ToList().Index())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            foreach (var target in (string[])[output, output + ".part"])
            {
                await File.WriteAllBytesAsync(target, [1, 2, 3]);
                var spellings = index == 0 && target == output
                    ? Spellings(target)
                    : Spellings(target).Take(2);
                foreach (var args in spellings.SelectMany(
                    spelling => Lines(path, command, reads, spelling, writes, value)))
                {
                    Assert.Contains(
                        "nothing was written",
                        Assert.Throws<CommandException>(
                            () => OutputGuard.Require(CommandLine.Root().Parse(args), new()))
                            .Message,
                        StringComparison.Ordinal);
                }

                if (index == 0)
                {
                    await AssertRefused(
                        Lines(path, command, reads, target, writes, value).Single(), written);
                }

                File.Delete(target);
                Forget();
            }
        }
    }

    [Fact]
    public async Task What_is_neither_read_nor_written_twice_is_done()
    {
        var audio = _files.Wav("a.wav", 1);
        (await CommandRun.Here("separate", audio, "--whole", "--out", _files.Path("."))).Done();
        (await CommandRun.Here("separate", audio, "--whole", "--out", _files.Path("."))).Done();
    }

    [Fact]
    public async Task The_models_and_settings_that_are_in_use_are_not_written_over()
    {
        var audio = _files.Wav("a.wav", 1);
        var model = Path.Combine(AppContext.BaseDirectory, "models", "spectral.onnx");
        var config = Path.Combine(AppContext.BaseDirectory, "config", "antiphon.json");
        foreach (var file in (string[])[model, config])
        {
            var before = await File.ReadAllBytesAsync(file);
            (await CommandRun.Here("encode", audio, "--out", file)).AssertRefused(2, file);
            Assert.Equal(before, await File.ReadAllBytesAsync(file));
        }
    }

    [Fact]
    public async Task What_comes_from_standard_input_is_an_input()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var recording = _files.Wav("take.wav", 1);
        var before = await File.ReadAllBytesAsync(recording);
        var program = Path.Combine(AppContext.BaseDirectory, "antiphon.dll");
        using var shell = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/bin/sh")
            {
                ArgumentList =
                {
                    "-c",
                    $"dotnet {program} learn --input stdin: --out "
                        + $"{_files.Path("take.safetensors")} < {recording}",
                },
                RedirectStandardError = true,
            })!;
        var errors = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();

        new CommandRun(shell.ExitCode, "", errors).AssertRefused(2, "take.wav");
        Assert.Equal(before, await File.ReadAllBytesAsync(recording));
    }

    private async Task AssertRefused(string[] args, string written)
    {
        Forget();
        var before = Snapshot();
        (await CommandRun.Here(args)).AssertRefused(2, written, "nothing was written");
        Assert.Equal(before, Snapshot());
    }

    // None where an input cannot be spelled so.
    private IEnumerable<string[]> Lines(
        string path, Command command, GuardedFiles reads, string input, GuardedFiles writes,
        string output)
    {
        var isAddress = reads.Of("file:a").SequenceEqual(["a"]);
        if (input.StartsWith("file:", StringComparison.Ordinal) && !isAddress)
        {
            return [];
        }

        var given = reads.Of(input).Any() ? input : Path.GetDirectoryName(input)!;
        return
        [
            [
                .. path.Split(' '),
                .. Given(reads.Symbol, given), .. Given(writes.Symbol, output),
                .. Others(command, reads.Symbol, writes.Symbol),
            ],
        ];
    }

    private void Forget()
    {
        foreach (var links in Directory.EnumerateDirectories(_files.Path("."), "links-*"))
        {
            Directory.Delete(links, recursive: true);
        }
    }

    private static IEnumerable<string> Given(Symbol symbol, string value) =>
        symbol is Option ? [symbol.Name, value] : [value];

    // What else the command cannot do without.
    private IEnumerable<string> Others(Command command, params Symbol[] given) =>
    [
        .. command.Options.Where(option => option.Required && !given.Contains(option))
            .SelectMany(option => (string[])
                [option.Name, option.ValueType == typeof(string) ? _files.Path("x") : "1"]),
        .. command.Options.Any(option => option.Name == "--input" && !given.Contains(option))
            ? (string[])["--input", "demo:"]
            : [],
        .. command.Arguments.Where(argument => !given.Contains(argument))
            .Select(_ => _files.Path("y")),
    ];

    private IEnumerable<string> Spellings(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var name = Path.GetFileName(file);
        yield return file;
        yield return Link("hard-" + name, path => HardLink(file, path));
        yield return $"file:{file}";
        yield return Path.Combine(folder, ".", "..", Path.GetFileName(folder), name);
        yield return Path.GetRelativePath(Environment.CurrentDirectory, file);
        yield return Link("soft-" + name, path => File.CreateSymbolicLink(path, file));
        yield return Link("chain-" + name, path => File.CreateSymbolicLink(
            path, Link("of-" + name, other => File.CreateSymbolicLink(other, file))));
        yield return Path.Combine(
            Link("folder-" + name, path => Directory.CreateSymbolicLink(path, folder)), name);
    }

    // Each in a folder of its own: a command that reads a folder then reads this file.
    private string Link(string name, Action<string> make)
    {
        var folder = _files.Path($"links-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        make(path);
        return path;
    }

    private static void HardLink(string file, string path)
    {
        using var ln = System.Diagnostics.Process.Start("ln", [file, path]);
        ln.WaitForExit();
        Assert.Equal(0, ln.ExitCode);
    }

    private List<string> Snapshot() =>
    [
        .. Directory.EnumerateFiles(_files.Path("."), "*", SearchOption.AllDirectories).Order()
            .Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}"),
    ];

    private static IEnumerable<(string Path, Command Command)> Leaves() =>
        Below(CommandLine.Root(), "");

    private static IEnumerable<(string Path, Command Command)> Below(
        Command command, string path) =>
        command.Subcommands.Count == 0
            ? [(path, command)]
            : command.Subcommands.SelectMany(one => Below(one, $"{path} {one.Name}".Trim()));
}
