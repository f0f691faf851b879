using Antiphon.Capture.Io;
using Antiphon.Demo;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Midi.Io;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// Has the whole rig play once before it is heard, to nobody and as fast as it can: what is called
/// for the first time has to be compiled, and a reflex or a note would wait for that.
/// </summary>
internal static class WarmUp
{
    // So much of the probe's sound, and so much silence behind it, that the partner answers.
    private const double SoundSeconds = 4;
    private const double SilenceSeconds = 3;

    /// <summary>Plays the beginning of the probe's sound, and the answer to it.</summary>
    /// <param name="ground">The memory that will be looked through.</param>
    /// <returns>What was answered.</returns>
    public static async Task<MidiStatistics> Play(
        RigSystem rig, RigOptions options, HearingSetup hearing, Vocabulary vocabulary,
        PriorMemory ground, CancellationToken stop = default)
    {
        await using var performance = new Performance(new PerformanceParts
        {
            Options = options,
            Rig = rig,
            Hearing = hearing,
            Vocabulary = vocabulary,
            Input = new EndableAudioInput(Sound(), maxFrames: null),
            Output = new NullMidiOutput(),
            Clock = new SampleClock(TimeProvider.System),
            Freewheel = true,
            Ground = ground,
        });
        await performance.Play(new Nobody(), stop).ConfigureAwait(false);
        return performance.Transport.Statistics;
    }

    private static MemoryAudioInput Sound()
    {
        var sound = ProbeRun.ToFloat(ProbeSound.Render())[..Samples(SoundSeconds)];
        Array.Resize(ref sound, Samples(SoundSeconds + SilenceSeconds));
        return new MemoryAudioInput("warm-up", sound, ProbeSound.SampleRateHz);
    }

    private static int Samples(double seconds) => (int)(seconds * ProbeSound.SampleRateHz);

    private sealed class Nobody : IRigObserver;
}
