using Antiphon.Capture;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>A recording that begins again whenever it ends.</summary>
internal sealed class LoopedAudioInput(Func<IAudioInput> open) : IAudioInput
{
    private IAudioInput _turn = open();

    public string Name => _turn.Name;

    public int SampleRateHz => _turn.SampleRateHz;

    public int Channels => _turn.Channels;

    public long FramesRead { get; private set; }

    public long? TotalFrames => null;

    public bool Ended => false;

    public int Read(Span<float> interleaved)
    {
        if (_turn.Ended)
        {
            _turn.Dispose();
            _turn = open();
        }

        var frames = _turn.Read(interleaved);
        FramesRead += frames;
        return frames;
    }

    public void Dispose() => _turn.Dispose();
}
