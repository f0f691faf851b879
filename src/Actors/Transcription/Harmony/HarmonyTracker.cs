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
    private readonly ChordSequence _sequence;
    private readonly float[] _expected = new float[ChordLanguage.Chords];
    private readonly float[] _roots = new float[12];
    private readonly HarmonicRhythm _rhythm;
    private long _beatNumber = long.MinValue;
    private bool _beganInBeat;
    private double _accent;
    private bool _closed;
    private double _keySeconds;
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
        _rhythm = new HarmonicRhythm(model);
        _sequence = new ChordSequence(model);
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

        var strength = Strength(note.Onset);
        _tones.Began(note, _now, strength);
        if (_rhythm.Beat is { } beat && Math.Abs(beat.BeatsTo(note.Onset) - Math.Round(beat.BeatsTo(note.Onset))) * beat.Seconds < 0.09)
        {
            _beganInBeat = true;
            _accent = Math.Max(_accent, Math.Clamp(_tones.Accent / 6, -1, 1));
        }

        _heard = note.Onset;
    }

    /// <summary>A note ended.</summary>
    public void Ended(in NoteEnded note)
    {
        Pass(note.KnownAt);
        _tones.Ended(note);
    }

    /// <summary>The beat as it is known from now on; null: none is known.</summary>
    public void Follow(Beat? beat) => _rhythm.Follow(beat);

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
        var next = age > 20 || _sequence.NextSureness < _model.NextSure ? (Chord?)null
            : new Chord(_sequence.Next / Kinds, (ChordKind)(_sequence.Next % Kinds), _sequence.Next / Kinds, _sequence.NextSureness * Math.Exp(-age / 8));
        return new HarmonyNow(
            chord, chord is null ? null : _chordSince, next, next is null ? null : _chordSince.PlusSeconds(_sequence.Seconds), tonic,
            tonic is null ? null : _keySince);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _filter.Reset();
        _tones.Reset();
        (_started, _chord, _key, _silence) = (false, -1, -1, 0);
        _rhythm.Reset();
        _sequence.Reset();
    }

    private void Pass(SampleTime now)
    {
        while (_started && _now.HalfSamples + StepHalfSamples <= now.HalfSamples)
        {
            _now = new SampleTime(_now.HalfSamples + StepHalfSamples);
            Count();
            _tones.Pass(_now, StepSeconds);
            if (_tones.Any)
            {
                _silence = 0;
                if (_tones.Evidence >= _model.Grain)
                {
                    Weigh();
                }
            }
            else
            {
                var before = _silence;
                _silence += StepSeconds;
                if (before < _model.PauseSeconds && _silence >= _model.PauseSeconds)
                {
                    Weigh();
                    _filter.Close();
                    Decide();
                    _closed = true;
                }

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
        if (_rhythm.Beat is { } beat)
        {
            chance += beat.Sureness * (_rhythm.Chance(onset) - chance);
        }

        Weigh();
        _keySeconds += Math.Min(seconds, 2);
        if (_keySeconds > 1)
        {
            var key = 1 - Math.Exp(-_keySeconds / _model.KeySeconds);
            _filter.ChangeKey(
                (float)(seconds > 1.5 ? Math.Max(key, _model.KeyAfterPause) : key));
            _keySeconds = 0;
        }

        // Votes sum to their trust: what is left is theory's.
        var trust = (float)(_model.LoopTrust * _sequence.Trust);
        Lanes.Scale(_expected, 0);
        if (trust > 0)
        {
            Lanes.Add(_expected, _sequence.Votes, (float)(1 / _sequence.Trust));
        }

        _filter.ChangeChord((float)Math.Min(0.9, chance), _expected, trust);
        if (_closed)
        {
            _filter.Open();
            _closed = false;
        }
    }

    /// <summary>How strong a place in its bar a note has, 0…1.</summary>
    private double Strength(SampleTime onset) => _rhythm.Beat is not { } beat ? 0.5
        : 0.5 + beat.Sureness * (_rhythm.Strength(onset) - 0.5);

    private void Count()
    {
        if (_rhythm.Beat is null)
        {
            return;
        }

        var number = _rhythm.BeatOf(_now.PlusSeconds(-0.1));
        if (number == _beatNumber)
        {
            return;
        }

        // The beat that has passed: what it brought.
        var same = 0f;
        var (sureThen, sureNow) = (0f, 0f);
        for (var root = 0; root < 12; root++)
        {
            var now = RootBelief(root);
            (sureThen, sureNow) = (Math.Max(sureThen, _roots[root]), Math.Max(sureNow, now));
            same += Math.Min(now, _roots[root]);
            _roots[root] = now;
        }

        if (_beganInBeat)
        {
            _rhythm.Passed(number - 1, 1 - Math.Min(1, same), _accent, sureThen * sureNow);
        }

        _beatNumber = number;
        _beganInBeat = false;
        _accent = 0;
    }

    private void Weigh()
    {
        if (_tones.Evidence > 0)
        {
            _filter.Hear(_tones.Strict, _tones.Loose, _tones.Bass);
            _tones.Weighed();
            Decide();
        }
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

        var changed = false;
        var was = _chord < 0 ? -1 : _chord / Kinds;
        if (was < 0 || best != was && RootBelief(best) > RootBelief(was) + _model.ChordMargin)
        {
            _chordSince = _cluster;
            was = best;
            _chord = best * Kinds;
            changed = true;
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
        if (changed)
        {
            _sequence.Add(_chord, _chordSince, RootBelief(was));
        }

        _sequence.Refine(_chord, RootBelief(was));
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
