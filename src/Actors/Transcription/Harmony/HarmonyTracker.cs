using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// The chord of now, the chord to come where a progression repeats, and the key of now, from
/// notes as they become known.
/// </summary>
/// <remarks>Not thread-safe; allocates nothing as it hears.</remarks>
public sealed class HarmonyTracker
{
    private const int StepHalfSamples = SampleTime.HalfSamplesPerSecond / 20;
    private const double StepSeconds = 0.05;
    private const int Kinds = ChordLanguage.Kinds;

    private readonly HarmonyModel _model;
    private readonly ChordKeyFilter _filter;
    private readonly SoundingTones _tones;
    private SampleTime _now;
    private bool _started;
    private SampleTime _cluster;
    private SampleTime _heard;
    private Beat? _beat;
    private double _silence;
    private int _chord = -1;
    private SampleTime _chordSince;
    private int _key = -1;
    private SampleTime _keySince;

    public HarmonyTracker()
        : this(new HarmonyModel())
    {
    }

    internal HarmonyTracker(HarmonyModel model)
    {
        _model = model;
        _filter = new ChordKeyFilter(new ChordLanguage(model));
        _tones = new SoundingTones(model);
    }

    /// <summary>A note began; notes come in the order in which they are known.</summary>
    public void Began(in NoteBegan note)
    {
        if (note.Key is < 0 or > 127)
        {
            throw new ArgumentOutOfRangeException(nameof(note), note.Key, "a MIDI key is 0 to 127");
        }

        Pass(note.KnownAt);
        if (!_started)
        {
            _started = true;
            _now = note.KnownAt;
            _cluster = note.Onset;
        }
        else if (note.Onset.SecondsSince(_cluster) > 0.06)
        {
            Change(note.Onset);
            _cluster = note.Onset;
        }

        _tones.Began(note, _now, Strength(note.Onset));
        _heard = note.Onset;
    }

    /// <summary>A note ended.</summary>
    public void Ended(in NoteEnded note)
    {
        Pass(note.KnownAt);
        _tones.Ended(note);
    }

    /// <summary>The beat as it is known from now on; null: none is known.</summary>
    public void Follow(Beat? beat) => _beat = beat;

    /// <summary>The harmony of now; times must not go back by more than they came.</summary>
    public HarmonyNow At(SampleTime now)
    {
        Pass(now);
        if (_chord < 0)
        {
            return default;
        }

        var age = Math.Max(0, _silence);
        var root = _chord / Kinds;
        var bass = _tones.Fullness > 0.25 && _tones.BassKey is { } key ? key % 12 : root;
        var chord = age > 20 ? (Chord?)null
            : new Chord(root, (ChordKind)(_chord % Kinds), bass, RootBelief(root) * Math.Exp(-age / 8));
        var tonic = age > 120 || _key < 0 ? (MusicalKey?)null
            : new MusicalKey(_key % 12, _key >= 12, _filter.KeyBelief[_key] * Math.Exp(-age / 60));
        return new HarmonyNow(
            chord, chord is null ? null : _chordSince, null, null, tonic,
            tonic is null ? null : _keySince);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _filter.Reset();
        _tones.Reset();
        (_started, _chord, _key, _silence, _beat) = (false, -1, -1, 0, null);
    }

    private void Pass(SampleTime now)
    {
        while (_started && _now.HalfSamples + StepHalfSamples <= now.HalfSamples)
        {
            _now = new SampleTime(_now.HalfSamples + StepHalfSamples);
            _tones.Pass(_now, StepSeconds);
            if (_tones.Any)
            {
                _silence = 0;
                _filter.Hear(_tones.Strict, _tones.Loose, _tones.Bass);
                Decide();
            }
            else
            {
                _silence += StepSeconds;
                if (_silence > 200)
                {
                    _now = now;
                }
            }
        }
    }

    private void Change(SampleTime onset)
    {
        var seconds = Math.Max(0, onset.SecondsSince(_cluster));
        var chance = 1 - Math.Exp(-seconds / _model.ChordSeconds);
        if (_beat is { } beat)
        {
            chance += beat.Sureness * (MetricChance(beat, onset) - chance);
        }

        var key = 1 - Math.Exp(-Math.Min(seconds, 2) / _model.KeySeconds);
        _filter.ChangeKey((float)(seconds > 1.5 ? Math.Max(key, _model.KeyAfterPause) : key));
        _filter.ChangeChord((float)Math.Min(0.9, chance));
    }

    private double MetricChance(Beat beat, SampleTime onset)
    {
        var beats = beat.BeatsTo(onset);
        var nearest = Math.Round(beats);
        if (Math.Abs(beats - nearest) * beat.Seconds > 0.09)
        {
            return _model.ChangeOffBeat;
        }

        return beat.BarBeats > 0 && (nearest + beat.BarBeat) % beat.BarBeats == 0
            ? _model.ChangeOnBar : _model.ChangeOnBeat;
    }

    /// <summary>How strong a place in its bar a note has, 0…1.</summary>
    private double Strength(SampleTime onset)
    {
        if (_beat is not { } beat)
        {
            return 0.5;
        }

        var beats = beat.BeatsTo(onset);
        var nearest = Math.Round(beats);
        var strength = Math.Abs(beats - nearest) * beat.Seconds > 0.09 ? 0
            : beat.BarBeats > 0 && (nearest + beat.BarBeat) % beat.BarBeats == 0 ? 1 : 0.6;
        return 0.5 + beat.Sureness * (strength - 0.5);
    }

    private float RootBelief(int root) =>
        Lanes.Sum(_filter.ChordBelief.Slice(root * Kinds, Kinds));

    private void Decide()
    {
        var best = 0;
        for (var root = 1; root < 12; root++)
        {
            best = RootBelief(root) > RootBelief(best) ? root : best;
        }

        var was = _chord < 0 ? -1 : _chord / Kinds;
        if (was < 0 || best != was && RootBelief(best) > RootBelief(was) + _model.ChordMargin)
        {
            _chordSince = _cluster;
            was = best;
            _chord = best * Kinds;
        }

        var kind = _chord % Kinds;
        for (var other = 0; other < Kinds; other++)
        {
            if (_filter.ChordBelief[was * Kinds + other] > 1.3f * _filter.ChordBelief[was * Kinds + kind])
            {
                kind = other;
            }
        }

        _chord = was * Kinds + kind;
        var key = 0;
        for (var other = 1; other < ChordKeyFilter.Keys; other++)
        {
            key = _filter.KeyBelief[other] > _filter.KeyBelief[key] ? other : key;
        }

        if (_key < 0 || key != _key
            && _filter.KeyBelief[key] > _filter.KeyBelief[_key] + _model.KeyMargin)
        {
            (_key, _keySince) = (key, _cluster);
        }
    }
}
