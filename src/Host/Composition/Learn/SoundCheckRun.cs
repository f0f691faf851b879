using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Perception;

namespace Antiphon.Host.Composition;

/// <summary>Hears a sound-check to its end, and keeps it as it was.</summary>
internal static class SoundCheckRun
{
    private const int BlockFrames = 2_048;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Listens until the time is over, the input ends, or it is told to stop.</summary>
    /// <param name="input">
    /// A device gives what it has; a file is read as fast as it can be. It is disposed at the end.
    /// </param>
    /// <param name="channel">The channel that is heard, from 1; 0 for the mean of all.</param>
    /// <param name="path">
    /// The recording that is kept, unaltered; it stands there once it has been heard to the end.
    /// </param>
    /// <param name="meter">Told once a second of sound: the time in seconds and the level.</param>
    public static async Task<SoundFindings> Hear(
        IAudioInput input, int channel, string path, double seconds,
        Action<double, double> meter, CancellationToken stop)
    {
        using var file = new UnfinishedFile(path);
        SoundFindings found;
        using (var kept = new RecordingAudioInput(
            new EndableAudioInput(input, (long)Math.Round(seconds * input.SampleRateHz)),
            file.PartPath))
        {
            found = await Hear(kept, channel, meter, stop).ConfigureAwait(false);
        }

        file.Finish();
        return found;
    }

    private static async Task<SoundFindings> Hear(
        RecordingAudioInput kept, int channel, Action<double, double> meter,
        CancellationToken stop)
    {
        var check = new SoundCheck(kept.SampleRateHz, kept.Channels, channel);
        var block = new float[BlockFrames * kept.Channels];
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        while (!kept.Ended && !stop.IsCancellationRequested)
        {
            var second = (long)check.Seconds;
            if (kept.Read(block) is > 0 and var read)
            {
                check.Hear(block.AsSpan(0, read * kept.Channels));
            }
            else
            {
                await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
            }

            if ((long)check.Seconds > second)
            {
                meter(check.Seconds, check.LevelDb);
            }
        }

        return check.Find();
    }
}
