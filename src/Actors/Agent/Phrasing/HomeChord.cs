using Antiphon.Notes;

namespace Antiphon.Agent;

/// <summary>
/// The chord on which music is at home: the tonic's, unless it dwells on another one and hardly
/// touches the tonic's, as a vamp or a mode does.
/// </summary>
/// <remarks>Not thread-safe. What was heard fades within half a minute or so.</remarks>
internal sealed class HomeChord
{
    private const double FadeSeconds = 20;
    private const double SureSeconds = 8;
    private const double LeastShare = 0.5;
    private const double MostTonic = 0.25;
    private const double LeastSure = 0.3;

    private readonly double[] _seconds = new double[12];
    private readonly double[] _rests = new double[12];
    private readonly Chord?[] _kinds = new Chord?[12];

    /// <summary>A chord sounded so long.</summary>
    public void Hear(Chord chord, double seconds)
    {
        if (chord.Sureness < LeastSure)
        {
            return;
        }

        var fade = Math.Exp(-seconds / FadeSeconds);
        for (var root = 0; root < _seconds.Length; root++)
        {
            _seconds[root] *= fade;
            _rests[root] *= fade;
        }

        // A suspended chord is on its way: nothing rests on it.
        var rests = chord.Kind != ChordKind.Suspended;
        _seconds[chord.Root] += seconds;
        _rests[chord.Root] += rests ? seconds : 0;
        _kinds[chord.Root] = rests ? chord : _kinds[chord.Root];
    }

    /// <summary>Where an answer comes to rest in a key.</summary>
    /// <param name="now">The chord of now: elsewhere than on it the tonic's is home.</param>
    public ChordTones In(MusicalKey key, ChordTones now)
    {
        var root = Array.IndexOf(_seconds, _seconds.Max());
        return _kinds[root] is { } chord
            && root == now.Root && root != key.Tonic && IsOf(key, root)
            && _seconds[root] >= Math.Max(
                SureSeconds * key.Sureness, LeastShare * _seconds.Sum())
            && _rests[key.Tonic] < MostTonic * _seconds[root]
            ? ChordTones.Of(chord)
            : ChordTones.Tonic(key);
    }

    private static bool IsOf(MusicalKey key, int root)
    {
        var scale = new Ladder(key, default);
        return Pitch.PitchClassOf(scale.KeyOf(scale.DegreeOf(root))) == root;
    }
}
