using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>On which beats chords change, learned from where they changed.</summary>
/// <remarks>
/// Hypotheses (length, phase) of a bar are weighed by each beat's change of the chord
/// and by its loudness.
/// </remarks>
internal sealed class HarmonicRhythm
{
    private const double Tolerance = 0.09;
    private static readonly int[] Lengths = [1, 2, 3, 4, 6, 8];
    private static readonly double[] Common = [1, 1, 1.2, 2, 0.5, 0.7];

    private readonly HarmonyModel _model;
    private readonly double[] _weights = new double[Lengths.Sum()];
    private Beat? _beat;
    private long _count;

    public HarmonicRhythm(HarmonyModel model)
    {
        _model = model;
        Reset();
    }

    /// <summary>The beat of now, or null.</summary>
    public Beat? Beat => _beat;

    public void Reset()
    {
        _beat = null;
        _count = 0;
        Forget(1);
    }

    public void Follow(Beat? beat)
    {
        if (beat is { } now && _beat is { } before)
        {
            _count += (long)Math.Round(before.BeatsTo(now.At));
            var ratio = now.Seconds / before.Seconds;
            if (ratio is < 0.85 or > 1.18)
            {
                Forget(1);
            }
        }

        _beat = beat ?? _beat;
        if (beat is null)
        {
            _beat = null;
        }
    }

    /// <summary>The number of the beat at or before a time.</summary>
    public long BeatOf(SampleTime time) =>
        _count + (_beat is { } beat ? (long)Math.Floor(beat.BeatsTo(time) + 0.2) : 0);

    /// <summary>The chance that a chord changes where notes begin.</summary>
    public double Chance(SampleTime onset)
    {
        if (Nearest(onset) is not { } beat)
        {
            return _model.ChangeOffBeat;
        }

        var chance = 0.0;
        Visit((length, phase, weight) =>
        {
            var place = Place(beat, length, phase);
            chance += weight * (place == 0 ? length == 1 ? 0.3 : _model.ChangeOnBar
                : 2 * place == length ? 2 * _model.ChangeOnBeat : _model.ChangeOnBeat);
        });
        return chance;
    }

    /// <summary>How strong a place in its bar is, 0…1.</summary>
    public double Strength(SampleTime onset)
    {
        if (Nearest(onset) is not { } beat)
        {
            return 0;
        }

        var strength = 0.0;
        Visit((length, phase, weight) =>
        {
            var place = Place(beat, length, phase);
            strength += weight * (place == 0 ? length == 1 ? 0.7 : 1
                : 2 * place == length ? _model.HalfBar : _model.WeakBeat);
        });
        return strength;
    }

    /// <summary>A beat has passed.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="changed">How far the chord is another than a beat before, 0…1.</param>
    public void Passed(long number, double changed, double accent, double sureness)
    {
        Forget(0.01);
        var index = 0;
        foreach (var length in Lengths)
        {
            for (var phase = 0; phase < length; phase++, index++)
            {
                var first = Place(number, length, phase) == 0;
                var expected = length == 1 ? 0.35 : first ? _model.LearnOn : _model.LearnOff;
                var likely = changed * expected + (1 - changed) * (1 - expected);
                var loud = length == 1 ? 0 : first ? accent : -accent / (length - 1);
                _weights[index] *= Math.Pow(likely, _model.LearnRate * sureness * sureness)
                    * Math.Exp(_model.Accent * loud);
            }
        }

        Normalise();
    }

    private static long Place(long beat, int length, int phase) =>
        ((beat - phase) % length + length) % length;

    private long? Nearest(SampleTime onset)
    {
        if (_beat is not { } beat)
        {
            return null;
        }

        var beats = beat.BeatsTo(onset);
        var nearest = Math.Round(beats);
        return Math.Abs(beats - nearest) * beat.Seconds > Tolerance ? null : _count + (long)nearest;
    }

    private void Visit(Action<int, int, double> see)
    {
        var told = _beat is { BarBeats: > 0 } beat ? beat : (Beat?)null;
        var trust = told is null ? 0 : 0.9;
        var index = 0;
        foreach (var length in Lengths)
        {
            for (var phase = 0; phase < length; phase++, index++)
            {
                see(length, phase, (1 - trust) * _weights[index]);
            }
        }

        if (told is { } bar)
        {
            see(bar.BarBeats, (int)Place(_count - bar.BarBeat, bar.BarBeats, 0), trust);
        }
    }

    private void Forget(double share)
    {
        var index = 0;
        for (var i = 0; i < Lengths.Length; i++)
        {
            for (var phase = 0; phase < Lengths[i]; phase++, index++)
            {
                var plain = Common[i] / Lengths[i] / Common.Sum();
                _weights[index] += share * (plain - _weights[index]);
            }
        }
    }

    private void Normalise()
    {
        var sum = _weights.Sum();
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] /= sum;
        }
    }
}
