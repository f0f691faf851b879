using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Quantizer;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Rig;

/// <summary>
/// Off line, holds a frame until all is decided that can be heard in it. A mind that has failed
/// decides nothing: then no frame is held until the next one has heard its first.
/// </summary>
/// <param name="ownSound">What was decided; null when nothing is to be waited for.</param>
internal sealed class OwnSoundGate(EchoTracker? ownSound)
{
    private volatile TaskCompletionSource _mindLost = New();

    /// <summary>The slot, as soon as it may pass.</summary>
    public async Task<Slot> Pass(Slot slot)
    {
        if (ownSound is not null && slot is FrameToken token)
        {
            await Task.WhenAny(ownSound.WhenKnown(token), _mindLost.Task).ConfigureAwait(false);
        }

        return slot;
    }

    /// <summary>The mind failed.</summary>
    public void MindLost() => _mindLost.TrySetResult();

    /// <summary>A slot never reached the mind: nothing will be decided upon it.</summary>
    public void Lost(Slot slot)
    {
        if (slot is ReflexHeard or SoundTranscribed { Reflex: not null })
        {
            ownSound?.Advance(slot.End + new SampleCount(2 * slot.Length.Samples));
        }
    }

    /// <summary>The mind has heard a slot.</summary>
    public void Decided(Slot slot)
    {
        if (slot is AgentDecided { IsReflex: false } && _mindLost.Task.IsCompleted)
        {
            _mindLost = New();
        }
    }

    private static TaskCompletionSource New() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
