using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>
/// Hears: <see cref="TokenRemembered"/>, <see cref="SoundTranscribed"/> (without an ear
/// <see cref="ReflexHeard"/>), and beside the sound <see cref="MindInput"/>: a command, a note of a
/// keyboard, a note that was let go.
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
        SoundTranscribed sound => _mind.Hear(sound),
        ReflexHeard reflex => _mind.Hear(reflex),
        ReflexEnded ended => _mind.Hear(ended),
        _ => throw new ArgumentException($"a {slot.GetType().Name} is not for the agent"),
    };

    protected override Slot Pass(Gap gap) => _mind.Hear(gap);

    protected override Slot Pass(InputEnded ended) => _mind.Hear(ended);

    protected override bool Hear(object message)
    {
        if (message is not MindInput input)
        {
            return false;
        }

        _mind.Hear(input);
        return true;
    }
}
