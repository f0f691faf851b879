using System.Diagnostics;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>Recordings whose names are not UTF-8, as old discs and cameras leave them.</summary>
public sealed class RawNameTests : IDisposable
{
    // "café.wav" in Latin-1.
    private const string Name = "\"$(printf 'caf\\351.wav')\"";
    private const string Shown = "caf\\xE9.wav";

    private readonly TestFiles _files = new();

    // The runtime cannot delete what it cannot name.
    public void Dispose()
    {
        Shell("rm -f caf*").GetAwaiter().GetResult();
        _files.Dispose();
    }

    [FactWithRawNames]
    public async Task A_recording_is_read_by_a_name_that_is_not_utf8()
    {
        _files.Wav("plain.wav", 2);
        (await Shell($"mv plain.wav {Name} && $A tokens {Name} --out t1")).Done();
        (await Shell($"cp {Name} plain.wav && $A tokens plain.wav --out t2")).Done();
        Assert.Equal(
            await File.ReadAllBytesAsync(_files.Path("t2")),
            await File.ReadAllBytesAsync(_files.Path("t1")));
        (await Shell($"$A tokens file:{Name} --out ./{Name}")).AssertRefused(2, Shown);
    }

    [FactWithRawNames]
    public async Task A_recording_is_learned_from_and_told_readably()
    {
        _files.Wav("plain.wav", 14);
        (await Shell(
            $"mv plain.wav {Name} && $A train {Name} --out v.safetensors "
            + "--set training.gridOffsets=1 --set vocabulary.tokenCount=16")).Done();
        Assert.Contains(
            Shown,
            Perception.Io.VocabularyFile.Load(_files.Path("v.safetensors")).Recordings);
    }

    [FactWithRawNames]
    public async Task Two_names_that_would_read_alike_are_two_and_a_replay_finds_its_own()
    {
        const string Other = "\"$(printf 'caf\\350.wav')\"";
        _files.Wav("one.wav", 1);
        _files.Wav("two.wav", 1.5);
        (await Shell($"mv one.wav {Name} && mv two.wav {Other} && $A corpus build {Name} {Other} "
            + "--out c.corpus")).Done();
        Assert.Equal(
            [Shown, "caf\\xE8.wav"],
            MemoryBuffer.Io.CorpusFile.Load(_files.Path("c.corpus")).Recordings
                .Select(recording => recording.Name));
        (await Shell($"$A play --input {Other} --freewheel --session s"))
            .Done();
        (await Shell("$A replay s --from-audio --session r")).Done();
        (await Shell($"$A play --input {Other} --output file:./{Other}")).AssertRefused(2, "xE8");
    }

    [FactWithRawNames]
    public async Task A_damaged_recording_is_named_readably()
    {
        await File.WriteAllTextAsync(_files.Path("text.wav"), "no sound at all, only text");
        (await Shell($"mv text.wav {Name} && $A tokens {Name} --out t")).AssertRefused(3, Shown);
    }

    private async Task<CommandRun> Shell(string line)
    {
        using var state = new TestFiles();
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            WorkingDirectory = _files.Path("."),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["A"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "antiphon.dll")}",
                ["STATE_DIRECTORY"] = state.Path("state"),
            },
        })!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var errors = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return new CommandRun(shell.ExitCode, await output, errors);
    }
}

/// <summary>A test of names that are bytes; other systems than Linux have none.</summary>
internal sealed class FactWithRawNamesAttribute : FactAttribute
{
    public FactWithRawNamesAttribute()
    {
        if (!OperatingSystem.IsLinux())
        {
            Skip = "names of files are bytes on Linux alone";
        }
    }
}
