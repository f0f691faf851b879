using Antiphon.Notes;
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
    private const double HalfShare = 0.15;

    /// <summary>How likely a tone is that the player did not use, against one much used.</summary>
    private const double Unheard = 0.02;

    /// <summary>How much more readily the tones that were used most are drawn.</summary>
    private const double HeardPower = 2.5;

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

    /// <summary>Chooses how to close, and the step of the key to close on.</summary>
    /// <param name="player">How the player's phrase ended: a question gets an answer.</param>
    /// <param name="home">The chord on which the music is at home.</param>
    /// <param name="heard">How much the player used each pitch class of late, each 0…1.</param>
    public static (PhraseClose Close, int Step) Answering(
        PhraseClose player, MusicalKey key, ChordTones home, double[] heard, SplitMix64 random)
    {
        var isTonic = home.Root == key.Tonic;
        var draw = random.NextDouble();
        if (isTonic && player == PhraseClose.Full && draw < HalfShare)
        {
            return (PhraseClose.Half, 4);
        }

        var scale = new Ladder(key, home);
        var root = scale.DegreeOf(home.Root);
        // A question asks for the tonic, whatever was played; else tones in common are sought.
        double Weight(int above) => isTonic && player == PhraseClose.Half
            ? 1
            : Unheard + (1 - Unheard) * Math.Pow(
                heard[Pitch.PitchClassOf(scale.KeyOf(root + above))], HeardPower);
        var (first, third, fifth) = (0.6 * Weight(0), 0.25 * Weight(2), 0.15 * Weight(4));
        var tone = random.NextDouble() * (first + third + fifth);
        var step = tone < first ? 0 : tone < first + third ? 2 : 4;
        return (isTonic ? PhraseClose.Full : PhraseClose.Rest, Ladder.StepOf(root + step));
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

    /// <summary>On another chord of the key, on which the music dwells.</summary>
    Rest = 3,
}
