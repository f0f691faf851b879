using Antiphon.Capture;
using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>
/// Learns how loudly the agent's own attacks come back through the room, so that a strike that
/// falls together with one is taken for the player only where it is louder than that.
/// </summary>
/// <remarks>
/// A strike has no pitch to tell it by. Until four own attacks have been listened to, whatever
/// comes with one is taken for its sound. The level is the median of the last eight: one strike of
/// the player's among them does not move it. Not thread-safe.
/// </remarks>
internal sealed class Bleed(AgentOptions options)
{
    private const int AttacksKept = 8;
    private const int AttacksNeeded = 4;
    private const double MarginDb = 6;

    private readonly Queue<double> _levelsDb = new();
    private NoteId? _attack;
    private double _attackDb;

    /// <summary>Level at which own attacks come back, dBFS; infinite while unknown.</summary>
    public double LevelDb => _levelsDb.Count < AttacksNeeded
        ? double.PositiveInfinity
        : Pitch.Median([.. _levelsDb], 0);

    /// <summary>Takes in one block, in order, and says whether the player struck in it.</summary>
    /// <param name="attack">The own note that strikes then; null when none does.</param>
    public bool IsStruckByPlayer(ReflexHeard reflex, NoteId? attack)
    {
        if (attack != _attack)
        {
            EndAttack();
            _attack = attack;
            _attackDb = Decibels.Floor;
        }

        if (reflex.OnsetDb < options.YieldOnsetDb || reflex.LoudnessDb < options.YieldLoudnessDb)
        {
            return false;
        }

        _attackDb = Math.Max(_attackDb, reflex.LoudnessDb);
        return attack is null || reflex.LoudnessDb > LevelDb + MarginDb;
    }

    private void EndAttack()
    {
        if (_attack is null)
        {
            return;
        }

        if (_levelsDb.Count == AttacksKept)
        {
            _levelsDb.Dequeue();
        }

        _levelsDb.Enqueue(_attackDb);
    }
}
