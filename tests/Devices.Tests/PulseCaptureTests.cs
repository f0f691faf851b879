using Antiphon.Capture;
using Antiphon.Capture.Io;
using Xunit;

namespace Antiphon.Devices.Tests;

/// <summary>
/// Capture through the real PortAudio and ALSA's <c>pulse</c> plugin from a real sound server.
/// </summary>
public sealed class PulseCaptureTests : IDisposable
{
    private const int ExtraFrames = 44_100;

    private static readonly CaptureOptions Safe = new() { DeviceLatencyMs = 200 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [DeviceFact(PulseServer.Library, PulseServer.Server, PulseServer.Player, PulseServer.Control)]
    public async Task Sound_comes_bit_for_bit_and_no_loss_is_unseen()
    {
        var call = new NoiseCall(seconds: 4);
        var path = Path.Combine(_folder.FullName, "noise.wav");
        call.Write(path);
        await using var server = await PulseServer.Start();
        await using var listener = await Listener.Open("rig", Safe);
        await listener.Until(() => listener.HeardFrames > 0);

        var playing = server.Play(path);
        await listener.Until(() => playing.IsCompleted);
        var end = listener.HeardFrames + ExtraFrames;
        await listener.Until(() => listener.HeardFrames > end);

        var heard = call.Compare(listener.Heard);
        Assert.Equal(0, heard.Foreign);
        Assert.Equal(call.Frames, heard.Exact + heard.Missing);
        Assert.True(
            heard.Missing == 0 || listener.Figures.LostFrames > 0,
            $"{heard.Missing} frames are missing, and nobody said so");
    }

    [DeviceFact(PulseServer.Library, PulseServer.Server, PulseServer.Control)]
    public async Task Every_common_rate_is_opened_and_heard()
    {
        await using var server = await PulseServer.Start();
        foreach (var rateHz in (int[])[44_100, 48_000, 88_200, 96_000])
        {
            var options = Safe with { DeviceRateHz = rateHz, DeviceChannels = 1 };
            await using var listener = await Listener.Open("rig", options);
            Assert.Equal((rateHz, 1), (listener.Format.SampleRateHz, listener.Format.Channels));
            Assert.InRange(listener.Format.GotLatencyMs, 1, 2_000);
            await listener.Until(() => listener.HeardFrames > rateHz / 10);
        }
    }

    [DeviceFact(PulseServer.Library, PulseServer.Server, PulseServer.Player, PulseServer.Control)]
    public async Task A_server_that_is_killed_is_lost_and_heard_again_when_it_is_back()
    {
        var call = new NoiseCall(seconds: 1);
        var path = Path.Combine(_folder.FullName, "noise.wav");
        call.Write(path);
        await using var server = await PulseServer.Start();
        await using var listener = await Listener.Open("rig", Safe);
        await listener.Until(() => listener.HeardFrames > 0);

        await server.Kill();
        await listener.Until(() => listener.Changes.OfType<InputStillLost>().Any());
        Assert.IsType<InputLost>(listener.Changes[0]);
        await server.Restart();
        await listener.Until(() => listener.Changes.OfType<InputRegained>().Any());
        Assert.True(listener.Figures.LostFrames > 0);

        var before = listener.HeardFrames;
        var playing = server.Play(path);
        await listener.Until(
            () => playing.IsCompleted && listener.HeardFrames > before + ExtraFrames);
        Assert.InRange(call.Compare(listener.Heard.AsSpan(2 * before)).Exact, 1, call.Frames);
    }

    [DeviceFact(PulseServer.Library, PulseServer.Server, PulseServer.Control)]
    public async Task Devices_are_listed_and_a_wrong_name_names_them()
    {
        await using var server = await PulseServer.Start();
        var rig = Assert.Single(PortAudioSource.List(), device => device.Name == "rig");
        Assert.InRange(rig.Channels, 1, 64);
        Assert.InRange(rig.DefaultRateHz, 8_000, 192_000);

        var fault = await Assert.ThrowsAsync<AudioInputException>(
            () => Listener.Open("no such thing", Safe));
        Assert.Contains("'rig'", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<AudioInputException>(
            () => Listener.Open("rig", Safe with { Channel = 64 }));
        Assert.Contains("channel 64", fault.Message, StringComparison.Ordinal);
    }
}
