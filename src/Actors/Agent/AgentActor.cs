using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>
/// Hears: <see cref="TokenRemembered"/>, <see cref="ReflexHeard"/>, <see cref="ControlGiven"/>,
/// <see cref="NoteHeard"/>, <see cref="NoteSounded"/>.
/// Says: <see cref="AgentDecided"/>.
/// Bound: one phrase of the player, one answer, and the log of one decision delay.
/// On failure: the phrase in hand is forgotten; notes already planned still sound and end. The <see
/// cref="SurvivingState"/> survives: settings and commands, own sound, numbers given.
/// </summary>
public sealed class AgentActor(Func<AgentMind> newMind, StageContext context)
    : StageActor<Slot>(context)
{
    private readonly AgentMind _mind = newMind();

    protected override Slot Process(Slot slot) => slot switch
    {
        TokenRemembered remembered => _mind.Hear(remembered),
        ReflexHeard reflex => _mind.Hear(reflex),
        ReflexEnded ended => _mind.Hear(ended),
        _ => throw new ArgumentException($"a {slot.GetType().Name} is not for the agent"),
    };

    protected override Slot Pass(Gap gap) => _mind.Hear(gap);

    protected override Slot Pass(InputEnded ended) => _mind.Hear(ended);

    protected override bool Hear(object message)
    {
        switch (message)
        {
            case NoteSounded sounded:
                _mind.Hear(sounded);
                return true;
            case ControlGiven given:
                _mind.Hear(given);
                return true;
            case NoteHeard note:
                _mind.Hear(note);
                return true;
            default:
                return false;
        }
    }
}
