using Antiphon.Capture.Io;
using Antiphon.Host.Commands;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Perception.Io;
using Antiphon.Rig;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A rig whose model really hangs, with the shipped model, to the exit code.</summary>
public sealed class HungStageTests : IDisposable
{
    private const StringComparison Ordinal = StringComparison.Ordinal;
    private const int HangsFromSegment = 4;

    private readonly TestFiles _files = new();
    private readonly ManualResetEventSlim _hangs = new();
    private string[] _log = [];

    public void Dispose()
    {
        _hangs.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task An_encoder_that_hangs_ends_in_exit_code_4_one_entry_and_a_report()
    {
        using var errors = new StringWriter();
        using var context = new ProgramContext(TextWriter.Null, errors);
        context.Use(new RigOptions
        {
            Service = new ServiceOptions { StateFolder = _files.Path("state") },
        });
        Assert.Equal(ExitCode.Hung, await Hang(context));

        var files = Directory.GetFiles(_files.Path("state/logs"));
        var report = Assert.Single(files, path => path.EndsWith(".txt", Ordinal));
        Assert.Contains("Encoder", File.ReadAllText(report), Ordinal);
        var line = Assert.Single(
            errors.ToString().Split('\n'), one => one.Contains("Encoder hangs", Ordinal));
        Assert.Contains($"restart the rig (report: {report})", line, Ordinal);
        Assert.Single(_log, one => one.EndsWith("ended with exit code 4", Ordinal));

        // On a busy machine several segments time out before it is given up: they are counted.
        Assert.Single(_log, one => one.Contains("Encoder did not answer", Ordinal)
            && !one.Contains("more within a minute", Ordinal));
    }

    private async Task<int> Hang(ProgramContext context)
    {
        using var hearing = HearingSetup.Open(new RigOptions());
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        var segments = 0;
        var encoder = new MeddledEncoder(before: (_, _) =>
        {
            if (Interlocked.Increment(ref segments) > HangsFromSegment)
            {
                _hangs.Wait();
                throw new InvalidOperationException("the test is over");
            }
        }).Around(hearing.Ears.Encoder);
        await using var rig = new RigSystem(TimeProvider.System, context.Log.Loggers);
        using var sound = AudioInputs.Open(AudioInputs.Demo);
        var outcome = await rig.Run(new RigPlan
        {
            Ears = hearing.Ears with { Encoder = encoder },
            Input = new PacedAudioInput(sound, TimeProvider.System),
            Quantizer = vocabulary.CreateQuantizer,
            Flow = new FlowOptions { HangLimitMs = 3_000 },
            Freewheel = false,
            Clock = new SampleClock(TimeProvider.System),
        });
        try
        {
            // As the process ends: the encoder hangs on.
            var fault = Assert.Throws<CommandException>(
                () => RunEnd.Require(outcome, "demo", isLive: true, "restart the rig"));
            var code = CommandLine.End(context, context.TerminalOf(json: false), fault);
            context.Log.Flush();
            _log = File.ReadAllLines(Assert.Single(
                Directory.GetFiles(_files.Path("state/logs"), "*.log")));
            return code;
        }
        finally
        {
            _hangs.Set();
        }
    }
}
