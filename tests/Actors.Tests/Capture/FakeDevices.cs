using Antiphon.Capture;

namespace Antiphon.Tests.Capture;

/// <summary>A sound card that is opened, or refuses, or hangs, as a test says.</summary>
internal sealed class FakeDevices(ManualTimeProvider time, int rateHz, int channels = 1)
    : IAudioDeviceSource
{
    private TaskCompletionSource<IAudioDevice>? _opening;

    public string Name => "fake:";

    public FakeDevice? Present { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>What opening ends in; null for a driver that hangs.</summary>
    public Func<bool>? Opens { get; set; } = () => true;

    /// <summary>What is heard at a frame.</summary>
    public Func<long, float> Sound { get; set; } = frame => frame % 1_000 / 2_000f;

    public bool IsOpening => _opening is { Task.IsCompleted: false };

    public FakeDevice Plug() => Present = new FakeDevice(time, rateHz, channels, Sound);

    public Task<IAudioDevice> Open(IAudioDevice? lost)
    {
        lost?.Dispose();
        Attempts++;
        _opening = new TaskCompletionSource<IAudioDevice>();
        if (Opens is { } opens)
        {
            if (opens())
            {
                _opening.SetResult(Plug());
            }
            else
            {
                _opening.SetException(new AudioInputException("fake: is not there"));
            }
        }

        return _opening.Task;
    }
}
