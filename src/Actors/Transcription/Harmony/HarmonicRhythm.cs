using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>Where in the bar a note stands, and so how likely the chord changes there.</summary>
/// <remarks>
/// A beat may come without its bar. So all bars of 1, 2, 3, 4, 6 and 8 beats in all phases
/// are hypotheses h, weighed by Bayes' rule as each beat passes: chords change on first beats,
/// and first beats are loud,
/// <c>P(h) ∝ P(h) (d e_h + (1 − d)(1 − e_h))^(r s²) exp(a l_h)</c>, where d is how much of the
/// chord has changed and e_h how much h expects, s how sure the chords are, and l_h the beat's
/// accent, against h where it is not the first. A little is forgotten with each beat.
/// </remarks>
internal sealed class HarmonicRhythm
{
    /// <summary>So near a beat, notes are on it, in seconds.</summary>
    private const double Tolerance = 0.09;

    /// <summary>A beat is over when its notes are known, in seconds.</summary>
    private const double Lateness = 0.15;

    private const double Forgotten = 0.01;
    private const double TrustInTold = 0.9;

    private static readonly Bar[] Bars =
    [
        .. new[] { (1, 1.0), (2, 1.0), (3, 1.2), (4, 2.0), (6, 0.5), (8, 0.7) }.SelectMany(
            bar => Enumerable.Range(0, bar.Item1)
                .Select(phase => new Bar(bar.Item1, phase, bar.Item2 / bar.Item1 / 6.4))),
    ];

    private readonly HarmonyModel _model;
    private readonly double[] _weights = new double[Bars.Length];
    private readonly float[] _rootsBefore = new float[ChordLanguage.Classes];
    private readonly (long Beat, double Accent)[] _heard = new (long, double)[4];
    private long _count;
    private long _number;

    public HarmonicRhythm(HarmonyModel model)
    {
        _model = model;
        Reset();
    }

    /// <summary>The beat of now, or null.</summary>
    public Beat? Beat { get; private set; }

    public void Reset()
    {
        (Beat, _count, _number) = (null, 0, 0);
        _rootsBefore.AsSpan().Clear();
        Array.Fill(_heard, (long.MinValue, 0));
        Forget(1);
    }

    /// <summary>The beat as it is known from now on.</summary>
    public void Follow(Beat? beat)
    {
        if (beat is { } now && Beat is { } before)
        {
            _count += (long)Math.Round(before.BeatsTo(now.At));
            if (now.Seconds / before.Seconds is < 0.85 or > 1.18)
            {
                Forget(1);
            }
        }

        Beat = beat;
    }

    /// <summary>The chance that the chord changes where notes begin, with this beat.</summary>
    public double Chance(SampleTime onset) => Nearest(onset) is { } beat
        ? Expect(
            beat, _model.ChangeOnBar, 2 * _model.ChangeOnBeat, _model.ChangeOnBeat,
            _model.ChangeWithoutBar)
        : _model.ChangeOffBeat
            + Hidden(onset) * (_model.ChangeOnBeat - _model.ChangeOffBeat);

    /// <summary>How strong a place of the bar is, 0…1; ½ without a beat.</summary>
    public double Strength(SampleTime onset)
    {
        if (Beat is not { } now)
        {
            return 0.5;
        }

        var strength = Nearest(onset) is { } beat
            ? Expect(beat, 1, _model.HalfBar, _model.WeakBeat, 0.7)
            : Hidden(onset) * _model.WeakBeat;
        return 0.5 + now.Sureness * (strength - 0.5);
    }

    /// <summary>A note began.</summary>
    /// <param name="onset">When.</param>
    /// <param name="accent">How loud it was against others, −1…1.</param>
    public void Hear(SampleTime onset, double accent)
    {
        if (Nearest(onset) is { } beat)
        {
            ref var heard = ref _heard[beat & (_heard.Length - 1)];
            heard = (beat, heard.Beat == beat ? Math.Max(heard.Accent, accent) : accent);
        }
    }

    /// <summary>Time passes; a beat on which notes began tells the bar when it is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="roots">How sure each root is, [12].</param>
    public void Pass(SampleTime now, ReadOnlySpan<float> roots)
    {
        if (Beat is not { } beat)
        {
            return;
        }

        var number = _count + (long)Math.Floor(beat.BeatsTo(now.PlusSeconds(-Lateness)));
        if (number == _number)
        {
            return;
        }

        var (same, before, after) = (0f, 0f, 0f);
        for (var root = 0; root < roots.Length; root++)
        {
            same += Math.Min(roots[root], _rootsBefore[root]);
            before = Math.Max(before, _rootsBefore[root]);
            after = Math.Max(after, roots[root]);
        }

        var heard = _heard[_number & (_heard.Length - 1)];
        if (heard.Beat == _number)
        {
            Learn(_number, 1 - Math.Min(1, same), before * after, heard.Accent);
        }

        roots.CopyTo(_rootsBefore);
        _number = number;
    }

    private void Learn(long number, double changed, double sureness, double accent)
    {
        Forget(Forgotten);
        var sum = 0.0;
        for (var i = 0; i < Bars.Length; i++)
        {
            var bar = Bars[i];
            var first = bar.Place(number) == 0;
            var expected = bar.Beats == 1 ? _model.ChangeWithoutBar
                : first ? _model.LearnOn : _model.LearnOff;
            var likely = changed * expected + (1 - changed) * (1 - expected);
            var loud = bar.Beats == 1 ? 0 : first ? accent : -accent / (bar.Beats - 1);
            _weights[i] *= Math.Pow(likely, _model.LearnRate * sureness * sureness)
                * Math.Exp(_model.Accent * loud);
            sum += _weights[i];
        }

        for (var i = 0; i < Bars.Length; i++)
        {
            _weights[i] /= sum;
        }
    }

    /// <summary>
    /// Halfway between slow beats others may be hidden, 0…1: the tempo is perhaps half.
    /// </summary>
    private double Hidden(SampleTime onset)
    {
        if (Beat is not { } beat
            || Math.Abs(beat.PhaseAt(onset) - 0.5) * beat.Seconds > Tolerance)
        {
            return 0;
        }

        var slow = (beat.Seconds - _model.SlowBeat) / (_model.SlowerBeat - _model.SlowBeat);
        return Math.Clamp(slow, 0, 1);
    }

    private long? Nearest(SampleTime onset)
    {
        if (Beat is not { } beat)
        {
            return null;
        }

        var beats = beat.BeatsTo(onset);
        var nearest = Math.Round(beats);
        return Math.Abs(beats - nearest) * beat.Seconds > Tolerance
            ? null : _count + (long)nearest;
    }

    /// <summary>The mean of what all bars say of a beat.</summary>
    private double Expect(long beat, double strongest, double middle, double other, double every)
    {
        var mean = 0.0;
        for (var i = 0; i < Bars.Length; i++)
        {
            mean += _weights[i] * Of(Bars[i]);
        }

        if (Beat is not { BarBeats: > 1 } told)
        {
            return mean;
        }

        var first = (int)((_count - told.BarBeat) % told.BarBeats);
        return mean + TrustInTold * (Of(new Bar(told.BarBeats, first, 0)) - mean);

        double Of(Bar bar)
        {
            var place = bar.Place(beat);
            return bar.Beats == 1 ? every
                : place == 0 ? strongest : 2 * place == bar.Beats ? middle : other;
        }
    }

    private void Forget(double share)
    {
        for (var i = 0; i < Bars.Length; i++)
        {
            _weights[i] += share * (Bars[i].Common - _weights[i]);
        }
    }

    /// <summary>A bar: its beats, the number of a first beat, how common it is.</summary>
    private readonly record struct Bar(int Beats, int Phase, double Common)
    {
        public long Place(long beat) => ((beat - Phase) % Beats + Beats) % Beats;
    }
}
