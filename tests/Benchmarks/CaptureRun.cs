using Antiphon.Capture;
using Antiphon.Devices.Tests;

namespace Antiphon.Benchmarks;

/// <summary>
/// Captures noise from a sound server of its own, with two busy loops in the middle third, and
/// counts what did not come bit for bit; then kills and restarts the server, and measures how soon
/// that is noticed and how soon it is heard again.
/// </summary>
internal static class CaptureRun
{
    private static readonly CaptureOptions Options = new();
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(3);

    public static async Task Play(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("antiphon-capture-");
        try
        {
            await using var server = await PulseServer.Start();
            await using var listener = await Listener.Open("rig", Options);
            await listener.Until(() => listener.HeardFrames > 0);
            await Exactness(server, listener, seconds, Path.Combine(folder.FullName, "noise.wav"));
            for (var round = 0; round < 3; round++)
            {
                await LossAndReturn(server, listener);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Exactness(
        PulseServer server, Listener listener, int seconds, string path)
    {
        var call = new NoiseCall(seconds);
        call.Write(path);
        var playing = server.Play(path);
        var busy = Task.WhenAll(Busy(seconds / 3.0), Busy(seconds / 3.0));
        var end = listener.HeardFrames + call.Frames + 2 * call.SampleRateHz;
        await listener.Until(() => playing.IsCompleted && listener.HeardFrames > end);
        await busy;
        var (heard, figures) = (call.Compare(listener.Heard), listener.Figures);
        Console.WriteLine($"{listener.Format}");
        Console.WriteLine($"{call.Frames} frames played: {heard}");
        Console.WriteLine($"{figures}");
    }

    // Begins after a third of the time, and lasts another.
    private static Task<double> Busy(double seconds) => Task.Factory.StartNew(
        () =>
        {
            var time = TimeProvider.System;
            var start = time.GetTimestamp();
            var work = 0.0;
            using var wait = new ManualResetEventSlim();
            wait.Wait(TimeSpan.FromSeconds(seconds));
            while (time.GetElapsedTime(start).TotalSeconds < 2 * seconds)
            {
                work = Math.Sqrt(work + 2);
            }

            return work;
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task LossAndReturn(PulseServer server, Listener listener)
    {
        var (time, before) = (TimeProvider.System, listener.Changes.Count);
        await server.Kill();
        var killed = time.GetTimestamp();
        await listener.Until(() => listener.Changes.Skip(before).OfType<InputLost>().Any());
        var noticed = time.GetElapsedTime(killed);
        await listener.Until(() => time.GetElapsedTime(killed) > Down);
        var restarting = server.Restart();
        await listener.Until(() => restarting.IsCompleted);
        var restarted = time.GetTimestamp();
        await listener.Until(() => listener.Changes.Skip(before).OfType<InputRegained>().Any());
        Console.WriteLine(
            $"loss noticed after {noticed.TotalSeconds:0.00} s; heard again "
            + $"{time.GetElapsedTime(restarted).TotalSeconds:0.00} s after the server answered");
    }
}
