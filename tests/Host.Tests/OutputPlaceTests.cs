using Antiphon.Host.Commands;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// No output goes where settings say that something is read, and none takes the name of what is no
/// file: a device would be gone for the whole machine.
/// </summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly TestFiles _files = new();

    public static TheoryData<string> Writing =>
    [
        "tokens AUDIO --out PLACE", "encode AUDIO --out PLACE", "train AUDIO --out PLACE",
        "train AUDIO --out OTHER --corpus PLACE", "learn --input AUDIO --out PLACE",
        "corpus build AUDIO --out PLACE", "corpus merge OTHER --out PLACE",
        "transcribe AUDIO --out PLACE", "models spectral --out PLACE", "models ear --out PLACE",
        "models ear-encoder --out PLACE", "models import OTHER --out PLACE",
        "corpus label PLACE --recording a --from 1 --to 2 --label b",
        "play --input AUDIO --freewheel --output file:PLACE --session OTHER",
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task What_is_no_file_keeps_its_name(string line)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var pipe = _files.Path("pipe.mid");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await mkfifo.WaitForExitAsync();
        }

        var stream = _files.Path("stream.mid");
        File.CreateSymbolicLink(stream, "/proc/self/fd/2");
        var device = _files.Path("device.mid");
        File.CreateSymbolicLink(device, "/dev/zero");
        var audio = _files.Wav("a.wav", 1);
        foreach (var place in (string[])[pipe, stream, device])
        {
            string[] args =
            [
                .. line.Split(' ').Select(word => word
                    .Replace("AUDIO", audio, StringComparison.Ordinal)
                    .Replace("PLACE", place, StringComparison.Ordinal)
                    .Replace("OTHER", _files.Path("other"), StringComparison.Ordinal)),
            ];
            (await CommandRun.Here(args)).AssertRefused(2, place, "cannot be written");
        }

        Assert.Equal(
            ["a.wav", "device.mid", "pipe.mid", "stream.mid"],
            Directory.EnumerateFileSystemEntries(_files.Path("."))
                .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal("/dev/zero", new FileInfo(device).LinkTarget);
        Assert.Equal("/proc/self/fd/2", new FileInfo(stream).LinkTarget);
        Assert.NotEqual(FileAttributes.None, File.GetAttributes(pipe));
        Assert.Equal("it is a pipe, not a file", Antiphon.Disk.Io.ReadableFile.WhyNot(pipe));
    }

    [Theory]
    [InlineData("encoder", "encode", "a/mine.onnx")]
    [InlineData("encoder", "encode", "a/manifest.json")]
    [InlineData("ear", "transcribe", "a/mine.onnx")]
    [InlineData("ear", "tokens", "a/manifest.json")]
    [InlineData("presets", "transcribe", "p/soft.json")]
    [InlineData("presets", "play", "p/soft.json")]
    public async Task What_a_setting_names_is_an_input_whoever_gave_it(
        string what, string command, string file)
    {
        Directory.CreateDirectory(_files.Path("a"));
        Directory.CreateDirectory(_files.Path("p"));
        var place = _files.Text(file, "what stood there");
        var model = _files.Path("a/mine.onnx");
        var options = new RigOptions();
        options = what switch
        {
            "encoder" => options with { Encoder = options.Encoder with { Model = model } },
            "ear" => options with { Transcription = options.Transcription with { Model = model } },
            _ => options with
            {
                Control = options.Control with { PresetsFolder = _files.Path("p") },
            },
        };
        string[] line = command == "play"
            ? ["play", "--input", "demo:", "--output", $"file:{place}"]
            : [command, "demo:", "--out", place];
        Assert.Contains(
            "nothing was written",
            Assert.Throws<CommandException>(
                () => OutputGuard.Require(CommandLine.Root().Parse(line), options)).Message,
            StringComparison.Ordinal);
        OutputGuard.Require(CommandLine.Root().Parse(line), new());

        if (what == "encoder")
        {
            (await CommandRun.Here([.. line, "--model", model])).AssertRefused(2, place);
            Assert.Equal("what stood there", await File.ReadAllTextAsync(place));
        }
    }
}
