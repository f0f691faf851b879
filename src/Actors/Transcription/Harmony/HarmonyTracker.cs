using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// The chord of now, the chord to come where a progression repeats, and the key of now, from
/// notes as they become known.
/// </summary>
/// <remarks>
/// A forward filter over pairs of a key and a chord (<see cref="ChordKeyFilter"/>) hears what
/// sounds, duration by duration; the chord may change where notes begin, as likely as the
/// place in the bar says (<see cref="HarmonicRhythm"/>), and what was heard before
/// (<see cref="ChordSequence"/>). What is said depends on notes and beats alone, not on when
/// it is asked. In pauses chord and key stay, less and less sure: a chord for 20 s, a key for
/// two minutes. Without a beat it hears by durations alone.
/// Not thread-safe; allocates nothing as it hears; bounded.
/// </remarks>
public sealed class HarmonyTracker
{
    private const double StepSeconds = 0.05;
    private const int StepHalfSamples = SampleTime.HalfSamplesPerSecond / 20;

    /// <summary>Notes so near one another begin together, in seconds.</summary>
    private const double Together = 0.06;

    private const double LongestPause = 2;
    private const double PauseBeforeNewKey = 1.5;
    private const double FullAccentDb = 6;

    private const double ChordFades = 8;
    private const double ChordForgotten = 20;
    private const double KeyFades = 60;
    private const double KeyForgotten = 120;

    private readonly HarmonyModel _model;
    private readonly ChordKeyFilter _filter;
    private readonly SoundingTones _tones;
    private readonly HarmonicRhythm _rhythm;
    private readonly ChordSequence _sequence;
    private readonly HarmonyChoice _choice;

    private bool _started;
    private SampleTime _now;
    private SampleTime _cluster;
    private double _silence;
    private bool _closed;
    private double _secondsOfKey;

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
        _choice = new HarmonyChoice(model, _filter);
    }

    /// <summary>A note began. Notes, ends and beats come in the order of being known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No MIDI key, or no loudness.</exception>
    public void Began(in NoteBegan note)
    {
        if (note.Key is < 0 or > 127 || !float.IsFinite(note.LoudnessDb + note.Sureness))
        {
            throw new ArgumentOutOfRangeException(
                nameof(note), note, "a note has a key of 0 to 127, a loudness and a sureness");
        }

        if (!_started)
        {
            (_started, _now, _cluster) = (true, note.KnownAt, note.Onset);
        }

        Pass(note.KnownAt);
        var seconds = note.Onset.SecondsSince(_cluster);
        if (seconds > Together)
        {
            Change(note.Onset, seconds);
            _cluster = note.Onset;
        }

        _rhythm.Hear(note.Onset, Math.Clamp(_tones.Accent(note) / FullAccentDb, -1, 1));
        _tones.Began(note, _now, _rhythm.Strength(note.Onset));
    }

    /// <summary>A note that began has ended.</summary>
    public void Ended(in NoteEnded note)
    {
        Pass(note.KnownAt);
        _tones.Ended(note);
    }

    /// <summary>The beat as it is known from now on; null: none is known.</summary>
    public void Follow(Beat? beat) => _rhythm.Follow(beat);

    /// <summary>The harmony of now.</summary>
    /// <param name="now">Not before what is known: time goes on.</param>
    public HarmonyNow At(SampleTime now)
    {
        Pass(now);
        if (_choice.Chord < 0)
        {
            return default;
        }

        var fade = Math.Exp(-_silence / ChordFades);
        var isChordKnown = _silence < ChordForgotten;
        var isNextKnown = isChordKnown && _sequence.NextSureness >= _model.NextSure;
        var isKeyKnown = _silence < KeyForgotten;
        return new HarmonyNow(
            isChordKnown
                ? ChordOf(_choice.Chord, _choice.Bass, fade * _choice.ChordSureness) : null,
            isChordKnown ? _choice.ChordSince : null,
            isNextKnown
                ? ChordOf(
                    _sequence.Next, _sequence.Next / ChordLanguage.Kinds,
                    fade * _sequence.NextSureness)
                : null,
            isNextKnown ? NextAt() : null,
            isKeyKnown
                ? new MusicalKey(
                    _choice.Key % ChordLanguage.Classes, _choice.Key >= ChordLanguage.Classes,
                    Math.Exp(-_silence / KeyFades) * _choice.KeySureness)
                : null,
            isKeyKnown ? _choice.KeySince : null);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _filter.Reset();
        _tones.Reset();
        _rhythm.Reset();
        _sequence.Reset();
        _choice.Reset();
        (_started, _silence, _closed, _secondsOfKey) = (false, 0, false, 0);
    }

    private static Chord ChordOf(int chord, int bass, double sureness) => new(
        chord / ChordLanguage.Kinds, (ChordKind)(chord % ChordLanguage.Kinds), bass, sureness);

    /// <summary>When the next chord is expected: on a beat, where one is known.</summary>
    private SampleTime NextAt()
    {
        var expected = SampleTime.Max(_choice.ChordSince.PlusSeconds(_sequence.Seconds), _now);
        return _rhythm.Beat is { } beat
            ? beat.TimeOf(Math.Max(
                Math.Round(beat.BeatsTo(expected)), Math.Ceiling(beat.BeatsTo(_now))))
            : expected;
    }

    private void Pass(SampleTime now)
    {
        var steps = _started ? (now.HalfSamples - _now.HalfSamples) / StepHalfSamples : 0;
        for (; steps > 0; steps--)
        {
            if (_silence > KeyForgotten)
            {
                // Nothing more is to be told until a note comes.
                _now = new SampleTime(_now.HalfSamples + steps * StepHalfSamples);
                return;
            }

            _now = new SampleTime(_now.HalfSamples + StepHalfSamples);
            _rhythm.Pass(_now, _filter.RootBelief);
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
                PassSilence();
            }
        }
    }

    private void PassSilence()
    {
        _silence += StepSeconds;
        if (!_closed && _silence >= _model.PauseSeconds)
        {
            Weigh();
            _filter.Close();
            _choice.ChooseKey(_cluster);
            _closed = true;
        }
    }

    private void Weigh()
    {
        if (_tones.Evidence <= 0)
        {
            return;
        }

        _filter.Hear(_tones.Strict, _tones.Loose, _tones.Bass);
        _tones.Weighed();
        if (_choice.ChooseChord(_cluster))
        {
            _sequence.Add(_choice.Chord, _cluster);
        }

        _sequence.Refine(_choice.Chord, _choice.ChordSureness);
        _choice.ChooseKey(_cluster);
        if (_tones.Fullness > SoundingTones.Full)
        {
            _choice.HearLowest(_tones.LowestKey);
        }
    }

    /// <summary>Notes begin: here the harmony may change.</summary>
    private void Change(SampleTime onset, double seconds)
    {
        Weigh();
        _secondsOfKey += Math.Min(seconds, LongestPause);
        if (_secondsOfKey > 1)
        {
            var change = 1 - Math.Exp(-_secondsOfKey / _model.KeySeconds);
            _filter.ChangeKey((float)(seconds > PauseBeforeNewKey
                ? Math.Max(change, _model.KeyAfterPause) : change));
            _secondsOfKey = 0;
        }

        var chance = 1 - Math.Exp(-seconds / _model.ChordSeconds);
        if (_rhythm.Beat is { } beat)
        {
            chance += beat.Sureness * (_rhythm.Chance(onset) - chance);
        }

        _filter.ChangeChord(
            (float)Math.Min(0.9, chance), _sequence.Votes,
            (float)(_model.LoopTrust * _sequence.Trust));
        if (_closed)
        {
            _filter.Open();
            _closed = false;
        }
    }
}
