using Antiphon.Capture;
using Antiphon.Notes;
using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>
/// Learns how loudly, and how late, the agent's own attacks come back through the room, so that a
/// strike that falls together with one is taken for the player only where it is louder than that.
/// </summary>
/// <remarks>
/// A strike has no pitch to tell it by. Until four own attacks have been listened to, whatever
/// comes with one is taken for its sound. Level and delay are medians of the last eight: one strike
/// of the player's among them does not move them. Not thread-safe.
/// </remarks>
internal sealed class EchoCalibration(LiveOptions settings, EchoTracker own)
{
    private const int AttacksKept = 8;
    private const int AttacksNeeded = 4;
    private const double MarginDb = 6;

    private readonly Queue<double> _levelsDb = new();
    private readonly Queue<double> _delays = new();
    private NoteId? _attack;
    private double _attackDb;

    /// <summary>Level at which own attacks come back, dBFS; infinite while unknown.</summary>
    public double LevelDb => _levelsDb.Count < AttacksNeeded
        ? double.PositiveInfinity
        : Pitch.Median([.. _levelsDb], 0);

    /// <summary>Takes in one block, in order, and says whether the player struck in it.</summary>
    public bool IsStruckByPlayer(ReflexHeard reflex)
    {
        var options = settings.Agent;
        var attack = own.AttackAt(reflex.Start, options.OwnAttackMs / 1000);
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

        TellDelay(reflex);
        _attackDb = Math.Max(_attackDb, reflex.LoudnessDb);
        return attack is null || reflex.LoudnessDb > LevelDb + MarginDb;
    }

    // The first strike after an own note is due.
    private void TellDelay(ReflexHeard reflex)
    {
        if (_attack is not { } attack || _attackDb > Decibels.Floor
            || own.DueOf(attack) is not { } due)
        {
            return;
        }

        Keep(_delays, Math.Max(0, reflex.Start.SecondsSince(due)));
        if (_delays.Count >= AttacksNeeded)
        {
            own.Measured(Pitch.Median([.. _delays], 0), reflex.End);
        }
    }

    private void EndAttack()
    {
        if (_attack is not null)
        {
            Keep(_levelsDb, _attackDb);
        }
    }

    private static void Keep(Queue<double> values, double value)
    {
        if (values.Count == AttacksKept)
        {
            values.Dequeue();
        }

        values.Enqueue(value);
    }
}
