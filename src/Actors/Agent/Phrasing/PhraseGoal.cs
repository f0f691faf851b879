using Antiphon.Signal;

namespace Antiphon.Agent;

/// <summary>Where an answer is to end: planned before anything else.</summary>
/// <param name="Position">The beat of the last note.</param>
/// <param name="Length">How long it is held, in beats.</param>
/// <param name="Close">What kind of ending it is.</param>
/// <param name="Step">The step of the scale that it ends on, 0 (the tonic)…6.</param>
internal readonly record struct PhraseGoal(
    double Position, double Length, PhraseClose Close, int Step)
{
    /// <summary>Beats of room that are left before the player's usual return.</summary>
    private const double Margin = 0.25;
    private const double LeastLength = 0.7;
    private const double LongEnough = 1.4;
    private const double LongBeats = 3.2;
    private const double LeastBody = 2;
    private const double ShortRoom = 4.5;

    /// <summary>Chooses the beat of the last note.</summary>
    /// <param name="entrance">Where the answer begins.</param>
    /// <param name="roomEnd">Where the player usually is back.</param>
    public static (double Position, double Length) Place(
        double entrance, double roomEnd, BeatLine line, SplitMix64 random)
    {
        var best = (Position: entrance, Length: Math.Max(LeastLength, roomEnd - entrance - Margin));
        var most = double.NegativeInfinity;
        var isShort = roomEnd - entrance < ShortRoom;
        for (var at = Math.Ceiling(entrance) + 1; at + LeastLength + Margin <= roomEnd + 0.01; at++)
        {
            var beat = (int)Math.Round(line.InBar(at)) % line.BarBeats;
            var length = Math.Min(roomEnd - Margin - at, line.BarBeats);
            var score = (beat == 0 ? 1 : 2 * beat == line.BarBeats ? 0.8 : 0.1)
                + (length >= LongEnough ? 0.6 : isShort ? 0.3 : 0)
                - (length > LongBeats ? 0.3 : 0)
                + 0.12 * (at - entrance)
                - (at - entrance < LeastBody ? 0.6 : 0)
                + 0.5 * random.NextDouble();
            if (score > most)
            {
                (best, most) = ((at, length), score);
            }
        }

        return best;
    }

    /// <summary>Chooses how to close, and the tone to close on.</summary>
    /// <param name="player">How the player's phrase ended: a question gets an answer.</param>
    public static (PhraseClose Close, int Step) Answering(PhraseClose player, SplitMix64 random)
    {
        var draw = random.NextDouble();
        if (player == PhraseClose.Full && draw < 0.15)
        {
            return (PhraseClose.Half, 4);
        }

        var tone = random.NextDouble();
        return (PhraseClose.Full, tone < 0.6 ? 0 : tone < 0.85 ? 2 : 4);
    }
}

/// <summary>How a phrase closes.</summary>
internal enum PhraseClose
{
    /// <summary>Neither on the tonic's chord nor on the dominant's.</summary>
    Open = 0,

    /// <summary>On the dominant: a question.</summary>
    Half = 1,

    /// <summary>On the tonic.</summary>
    Full = 2,
}
