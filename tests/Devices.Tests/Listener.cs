using Antiphon.Capture;
using Antiphon.Capture.Io;

namespace Antiphon.Devices.Tests;

/// <summary>Listens to a live input as the rig does, every 10 ms, and keeps what came.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DeviceAudioInput _input;
    private readonly List<float> _heard = [];
    private readonly List<InputChanged> _changes = [];
    private readonly float[] _room;

    private Listener(DeviceAudioInput input)
    {
        _input = input;
        _input.Changed = _changes.Add;
        _room = new float[2_048 * input.Channels];
    }

    public DeviceFigures Figures => _input.Figures;

    public AudioDeviceFormat Format => _input.Format;

    public IReadOnlyList<InputChanged> Changes => _changes;

    /// <summary>[frames × channels] samples so far.</summary>
    public float[] Heard => [.. _heard];

    public int HeardFrames => _heard.Count / _input.Channels;

    public static async Task<Listener> Open(string name, CaptureOptions options)
    {
        var source = new PortAudioSource(name, options, TimeProvider.System);
        return new Listener(new DeviceAudioInput(
            source, await source.Open(lost: null), options, TimeProvider.System));
    }

    /// <summary>Listens until something is true.</summary>
    public async Task Until(Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var beat = new PeriodicTimer(Beat);
        while (!reached())
        {
            for (int frames; (frames = _input.Read(_room)) > 0;)
            {
                _heard.AddRange(_room.AsSpan(0, frames * _input.Channels));
            }

            await beat.WaitForNextTickAsync(patience.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        _input.Dispose();
        return ValueTask.CompletedTask;
    }
}
