using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Rig;

namespace Antiphon.Agent;

/// <summary>
/// Hears: <see cref="TokenRemembered"/>, <see cref="NoteSounded"/>. Says: <see
/// cref="AgentDecided"/>.
/// Bound: one phrase of the player, one answer, and the log of one decision delay.
/// On failure: the phrase in hand is forgotten; notes already planned still sound and end.
/// </summary>
public sealed class AgentActor(Func<AgentMind> newMind, StageContext context)
    : StageActor<TokenRemembered>(context)
{
    private readonly AgentMind _mind = newMind();

    protected override Slot Process(TokenRemembered slot) => _mind.Hear(slot);

    protected override Slot Pass(Gap gap) => _mind.Hear(gap);

    protected override Slot Pass(InputEnded ended) => _mind.Hear(ended) with { IsLast = true };

    protected override bool Hear(object message)
    {
        if (message is not NoteSounded sounded)
        {
            return false;
        }

        _mind.Hear(sounded);
        return true;
    }
}
