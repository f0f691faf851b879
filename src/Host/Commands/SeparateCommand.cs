using System.CommandLine;
using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Hpss;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Commands;

/// <summary><c>antiphon separate</c>: what the rig hears, as two WAV files.</summary>
internal static class SeparateCommand
{
    private static readonly string[] StemFiles = ["harmonic.wav", "percussive.wav"];

    public static Command Build()
    {
        var command = new Command("separate", "Write what the rig hears as two WAV files");
        var audio = new Argument<string>("AUDIO") { Description = "A WAV file, or demo:" };
        var output = new Option<string>("--out") { Description = "A folder", Required = true };
        var whole = new Option<bool>("--whole")
        {
            Description =
                "Separate the whole file at once, as librosa does, not as the rig hears it",
        };
        command.Add(audio);
        command.Add(output);
        command.Add(whole);
        OutputGuard.On(command).Hears()
            .Reads(audio, AudioInputs.FilesOf)
            .Writes(output, folder => StemFiles.Select(name => Path.Combine(folder, name)));
        var common = new CommonOptions(command, hears: true);
        command.SetAction((parsed, _) => Run(
            common.Terminal(parsed),
            common.Options(parsed),
            parsed.GetValue(audio)!,
            parsed.GetValue(output)!,
            parsed.GetValue(whole)));
        return command;
    }

    private static async Task<int> Run(
        Terminal terminal, RigOptions options, string audio, string folder, bool whole)
    {
        using var input = AudioInputs.Open(audio);
        Directory.CreateDirectory(folder);
        var harmonic = Path.Combine(folder, StemFiles[0]);
        var percussive = Path.Combine(folder, StemFiles[1]);
        using var harmonicFile = new UnfinishedFile(harmonic);
        using var percussiveFile = new UnfinishedFile(percussive);
        using (var writer = new StemWriter(harmonicFile.PartPath, percussiveFile.PartPath))
        {
            if (whole)
            {
                writer.Write(
                    new WholeFileHpss(HpssParameters.Default).Separate(WholeInput.Read(input)));
            }
            else
            {
                await SeparateAsHeard(terminal, options, input, writer).ConfigureAwait(false);
            }
        }

        harmonicFile.Finish();
        percussiveFile.Finish();
        terminal.Line($"wrote {TextTable.Whole(harmonic)} and {TextTable.Whole(percussive)}");
        terminal.Document(new { Harmonic = harmonic, Percussive = percussive });
        return ExitCode.Done;
    }

    private static async Task SeparateAsHeard(
        Terminal terminal, RigOptions options, IAudioInput input, StemWriter writer)
    {
        using var hearing = HearingSetup.Open(options);
        await using var rig = new RigSystem(TimeProvider.System, terminal.Loggers);
        var outcome = await terminal.Progress("separating", progress => rig.Run(new RigPlan
        {
            Ears = hearing.Ears,
            Input = new ReportingAudioInput(input, progress),
            Observer = writer,
        })).ConfigureAwait(false);
        RunEnd.RequireHeard(outcome, input.Name);
    }

    /// <summary>Writes the newest segment of both stems, float at the rig's rate.</summary>
    private sealed class StemWriter(string harmonic, string percussive) : IRigObserver, IDisposable
    {
        private readonly WavFileWriter _harmonic =
            new(harmonic, SampleRate.Hz, channels: 1, WavEncoding.Float32);

        private readonly WavFileWriter _percussive =
            new(percussive, SampleRate.Hz, channels: 1, WavEncoding.Float32);

        public void Write(WholeFileSeparation separation)
        {
            _harmonic.Write(separation.Harmonic.Span);
            _percussive.Write(separation.Percussive.Span);
        }

        public void Separated(Slot slot)
        {
            if (slot is SegmentSeparated separated)
            {
                _harmonic.Write(separated.Harmonic.Span[^FrameGrid.SegmentSamples..]);
                _percussive.Write(separated.Percussive.Span[^FrameGrid.SegmentSamples..]);
            }
        }

        public void Dispose()
        {
            _harmonic.Dispose();
            _percussive.Dispose();
        }
    }
}
