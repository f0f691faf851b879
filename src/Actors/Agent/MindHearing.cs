using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>Has a mind hear whatever a mind can hear, case by case.</summary>
internal sealed class MindHearing(AgentMind mind) : IMindInputVisitor<AgentDecided?>
{
    public AgentDecided? Frame(TokenRemembered remembered) => mind.Hear(remembered);

    public AgentDecided? Reflex(ReflexHeard reflex) => mind.Hear(reflex);

    public AgentDecided? Music(MusicHeard heard)
    {
        mind.Hear(heard);
        return null;
    }

    public AgentDecided? ReflexesEnded(ReflexEnded end) => mind.Hear(end);

    public AgentDecided? Lost(Gap gap) => mind.Hear(gap);

    public AgentDecided? SoundEnded(InputEnded end) => mind.Hear(end);

    public AgentDecided? Control(ControlGiven given)
    {
        mind.Hear(given);
        return null;
    }

    public AgentDecided? KeyDown(KeyPressed pressed)
    {
        mind.Hear(pressed);
        return null;
    }

    public AgentDecided? Key(NoteHeard note)
    {
        mind.Hear(note);
        return null;
    }

    public AgentDecided? LetGo(NoteSounded note)
    {
        mind.Hear(note);
        return null;
    }

    // A mind tells of its own beginning when it begins.
    public AgentDecided? MindBegan(int before) => null;
}
