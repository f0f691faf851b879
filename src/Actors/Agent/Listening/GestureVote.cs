using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Which gesture is being made: the word that had most of the time of late. Frames vote with their
/// length and fade with age, so that one or 74 words a second give the same gesture.
/// </summary>
/// <remarks>
/// A gesture holds until another word has clearly more of the time. Harmonic words vote; where that
/// stem rests, the percussive ones do. Not thread-safe.
/// </remarks>
internal sealed class GestureVote(LiveOptions settings)
{
    private const int Words = VocabularyOptions.MostTokens;
    private const double Margin = 1.2;
    private const double ChangesHalfLifeSeconds = 8;

    private readonly double[] _weights = new double[2 * Words];
    private SampleTime _until;
    private double _changes;

    /// <summary>
    /// The word of the gesture, percussive ones behind the harmonic; null while none.
    /// </summary>
    public int? Gesture { get; private set; }

    /// <summary>How often the gesture changes, a second, over the last half minute or so.</summary>
    public double ChangesPerSecond => _changes * Math.Log(2) / ChangesHalfLifeSeconds;

    /// <summary>Seconds that speak for a word, faded.</summary>
    public double WeightOf(int word) => _weights[word];

    /// <summary>Takes in a frame.</summary>
    public void Hear(FrameToken token)
    {
        Fade(Math.Max(0, token.End.SecondsSince(_until)));
        _until = token.End;
        var faded = Faded(token.Length.Seconds);
        if (!token.Harmonic.IsRest)
        {
            _weights[token.Harmonic.Code] += faded;
        }
        else if (!token.Percussive.IsRest)
        {
            _weights[Words + token.Percussive.Code] += faded;
        }

        Elect();
    }

    // What is left at its end of a stretch that faded while it lasted.
    private double Faded(double seconds)
    {
        var halfLife = settings.Agent.GestureHalfLifeSeconds;
        return halfLife / Math.Log(2) * (1 - double.Exp2(-seconds / halfLife));
    }

    private void Fade(double seconds)
    {
        _changes *= double.Exp2(-seconds / ChangesHalfLifeSeconds);
        var kept = double.Exp2(-seconds / settings.Agent.GestureHalfLifeSeconds);
        for (var word = 0; word < _weights.Length; word++)
        {
            _weights[word] *= kept;
        }
    }

    private void Elect()
    {
        var best = 0;
        for (var word = 1; word < _weights.Length; word++)
        {
            best = _weights[word] > _weights[best] ? word : best;
        }

        if (_weights[best] > 0 && best != Gesture
            && (Gesture is not { } held || _weights[best] > Margin * _weights[held]))
        {
            _changes += Gesture is null ? 0 : 1;
            Gesture = best;
        }
    }
}
