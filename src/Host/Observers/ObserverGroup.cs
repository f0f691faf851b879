using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Rig;

namespace Antiphon.Host.Observers;

/// <summary>Several observers as one, each seeing every slot in the order given.</summary>
internal sealed class ObserverGroup(params IReadOnlyList<IRigObserver> observers) : IRigObserver
{
    public void Began(IReadOnlyList<StageMeter> meters) =>
        Each(observer => observer.Began(meters));

    public void Lost(string stage, Gap gap) => Each(observer => observer.Lost(stage, gap));

    public void Changed(InputChanged input) => Each(observer => observer.Changed(input));

    public void Captured(Slot slot) => Each(observer => observer.Captured(slot));

    public void Separated(Slot slot) => Each(observer => observer.Separated(slot));

    public void Encoded(Slot slot) => Each(observer => observer.Encoded(slot));

    public void Tokenized(Slot slot) => Each(observer => observer.Tokenized(slot));

    public void Remembered(Slot slot) => Each(observer => observer.Remembered(slot));

    public void Transcribed(Slot slot) => Each(observer => observer.Transcribed(slot));

    public void Decided(Slot slot) => Each(observer => observer.Decided(slot));

    private void Each(Action<IRigObserver> tell)
    {
        foreach (var observer in observers)
        {
            tell(observer);
        }
    }
}
