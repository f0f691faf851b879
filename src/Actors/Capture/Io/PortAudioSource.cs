using Antiphon.Signal;

namespace Antiphon.Capture.Io;

/// <summary>The audio inputs that PortAudio sees, and one of them to be opened.</summary>
/// <param name="wanted">
/// Which: an exact name, an index, part of one name, or nothing for the default.
/// </param>
/// <param name="options">Rate, channels and latency to ask for.</param>
/// <param name="time">Timestamps of blocks are taken from it, in the callback.</param>
public sealed class PortAudioSource(string wanted, CaptureOptions options, TimeProvider time)
    : IAudioDeviceSource
{
    public string Name => $"portaudio:{wanted}";

    /// <summary>Makes sure that the machine has what opens sound cards.</summary>
    /// <exception cref="AudioInputException">PortAudio is missing.</exception>
    public static void RequireLibrary() => _ = PortAudio.Library;

    /// <summary>All inputs; empty where there are none.</summary>
    /// <exception cref="AudioInputException">PortAudio is missing or does not start.</exception>
    public static IReadOnlyList<AudioDeviceInfo> List()
    {
        var library = PortAudio.Library;
        lock (PortAudio.Gate)
        {
            library.Initialize();
            try
            {
                return List(library);
            }
            finally
            {
                library.Terminate();
            }
        }
    }

    public Task<IAudioDevice> Open(IAudioDevice? lost) => Task.Factory.StartNew<IAudioDevice>(
        () => OpenNow(lost), CancellationToken.None, TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private PortAudioDevice OpenNow(IAudioDevice? lost)
    {
        lost?.Dispose();
        var library = PortAudio.Library;
        lock (PortAudio.Gate)
        {
            try
            {
                // The list of devices is made here: a device that came back is seen only now.
                library.Initialize();
                try
                {
                    return Open(library, lost?.Format);
                }
                catch
                {
                    library.Terminate();
                    throw;
                }
            }
            catch (AudioInputException e)
            {
                throw new AudioInputException(
                    $"{Name} {e.Message}; 'antiphon devices' lists what there is", e)
                {
                    MayPass = e.MayPass,
                };
            }
        }
    }

    private PortAudioDevice Open(PortAudio library, AudioDeviceFormat? before)
    {
        var devices = List(library);
        var device = AudioDeviceInfo.Find(devices, wanted, out var why)
            ?? throw new AudioInputException($"cannot be heard: {why}")
            {
                MayPass = !AudioDeviceInfo.IsAmbiguous(devices, wanted),
            };
        var least = Math.Max(options.Channel, Math.Min(2, device.Channels));
        var channels = options.DeviceChannels > 0 ? options.DeviceChannels : least;
        var rateHz = options.DeviceRateHz > 0 ? options.DeviceRateHz : device.DefaultRateHz;
        if (channels > device.Channels || options.Channel > channels)
        {
            throw new AudioInputException(
                $"has {device.Channels} channels; channel {Math.Max(options.Channel, channels)} "
                + "was asked for");
        }

        if (rateHz is < PolyphaseResampler.MinInputHz or > PolyphaseResampler.MaxInputHz)
        {
            throw new AudioInputException(
                $"cannot be heard at {rateHz} Hz; set capture.deviceRateHz, to 48000 for example");
        }

        return PortAudioDevice.Open(
            library, device, before?.SampleRateHz ?? rateHz, before?.Channels ?? channels,
            options.DeviceLatencyMs, time);
    }

    private static List<AudioDeviceInfo> List(PortAudio library)
    {
        var inputs = new List<AudioDeviceInfo>();
        var standard = library.DefaultInput();
        for (var i = 0; i < library.DeviceCount(); i++)
        {
            var device = library.Device(i);
            if (device.MaxInputChannels > 0)
            {
                inputs.Add(new AudioDeviceInfo(
                    i,
                    PortAudio.Text(device.Name),
                    library.HostApiName(device.HostApi),
                    device.MaxInputChannels,
                    (int)Math.Round(device.DefaultSampleRate),
                    device.LowInputLatency * 1000,
                    device.HighInputLatency * 1000,
                    i == standard));
            }
        }

        return inputs;
    }
}
