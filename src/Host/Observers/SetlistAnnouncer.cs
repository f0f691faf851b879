using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Flow;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Observers;

/// <summary>Announces the pieces, pauses and the end of a setlist as they come.</summary>
/// <param name="setlist">What is played.</param>
/// <param name="tell">Told of each cue and its time; must not throw.</param>
internal sealed class SetlistAnnouncer(Setlist setlist, Action<SetlistCue, SampleTime> tell)
    : IRigObserver
{
    private readonly SetlistCues _cues = new(setlist);

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided)
        {
            return;
        }

        while (_cues.Take(decided.Watermark) is var (at, cue))
        {
            tell(cue, at);
        }
    }
}
