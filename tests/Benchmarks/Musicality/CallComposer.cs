namespace Antiphon.Benchmarks.Musicality;

/// <summary>Composes calls with all that is true of them.</summary>
internal sealed class CallComposer
{
    private const double HandSeconds = 0.006;
    private const int MostPhrases = 7;
    private const double LongestSeconds = 80;
    private const int MelodyCentre = 72;
    private const int StepBeat = 56;
    private const int SlowerFrom = 48;
    private const int SlowerBeats = 32;
    private const int RubatoBeats = 12;

    private readonly CallKind _kind;
    private readonly CallChance _chance;
    private readonly CallMelody _melody;
    private readonly List<double> _beats = [0];
    private readonly List<CallNote> _notes = [];
    private readonly List<CallHit> _hits = [];
    private readonly List<CallChord> _chords = [];
    private readonly List<CallKey> _keys = [];
    private readonly List<(double From, double To)> _phrases = [];
    private readonly List<double> _downbeats = [];
    private readonly double _beatSeconds;
    private readonly int[] _levels = [78, 92, 64, 86, 58, 98, 72];
    private int _tonic;
    private bool _isMinor;
    private int _beat;

    private CallComposer(CallKind kind, int set)
    {
        var seed = kind.Name.Aggregate((ulong)set * 1_000_003, (sum, sign) => sum * 31 + sign);
        (_kind, _chance) = (kind, new CallChance(seed));
        _beatSeconds = 60 / Math.Round(kind.Bpm * (0.87 + 0.3 * _chance.Share()));
        (_tonic, _isMinor) = (_chance.Index(12), kind.IsMinor);
        _melody = new CallMelody(kind, _chance);
    }

    /// <param name="set">Equal sets give equal music.</param>
    public static CallTruth Compose(CallKind kind, int set)
    {
        var composer = new CallComposer(kind, set);
        composer.Write();
        return composer.Truth();
    }

    private void Write()
    {
        for (var i = 0; i < MostPhrases && At(_beat) < LongestSeconds; i++)
        {
            if (i == _kind.TurnsAt)
            {
                // Far enough for tones to be strange; minor turns to major.
                (_tonic, _isMinor) = ((_tonic + _chance.Of([2, 3, 4, 8, 9, 10])) % 12, false);
            }

            Phrase(closes: i % 2 == 1, _levels[i % _levels.Length]);
            _beat += _kind.Meter * _kind.PauseBars[i % _kind.PauseBars.Count];
        }
    }

    private void Phrase(bool closes, int level)
    {
        var roots = CallHarmony.Of(_kind.Bars, closes, _chance);
        var tonic = CallAccompaniment.Near(_tonic, MelodyCentre);
        var lines = _melody.Phrase(roots, tonic, _isMinor);
        var start = _beat;
        _keys.Add(new CallKey(At(start), _tonic, _isMinor));
        for (var bar = 0; bar < roots.Count; bar++)
        {
            var next = CallHarmony.Key(_tonic, _isMinor, roots[(bar + 1) % roots.Count]) % 12;
            var arch = level + 14 * Math.Sin(Math.PI * (bar + 0.5) / roots.Count) - 6;
            Bar(lines[bar], roots[bar], next, arch);
            _beat += _kind.Meter;
        }

        _phrases.Add((At(start), At(_beat)));
    }

    private void Bar(IReadOnlyList<MelodyNote> line, int root, int next, double level)
    {
        _downbeats.Add(At(_beat));
        var tones = CallHarmony.Tones(_tonic, _isMinor, root, _kind.Sevenths);
        var chord = new CallChord(At(_beat), At(_beat + _kind.Meter), tones[0], tones);
        _chords.Add(chord);
        foreach (var note in line)
        {
            var accent = note.At == 0 ? 8 : note.IsStrong ? 4 : -4;
            Play(note.At, note.Beats, note.Key, level + accent + _chance.Around(3),
                CallPart.Melody);
        }

        foreach (var note in CallAccompaniment.Of(_kind, chord, next))
        {
            var beats = Math.Min(note.Beats, _kind.Meter - note.At);
            Play(note.At, beats, note.Key, level + note.Louder - 6, note.Part);
        }

        foreach (var (at, drum, louder) in CallAccompaniment.Drums(_kind.Drums))
        {
            _hits.Add(new CallHit(Hand(_beat + at), drum, Velocity(level + louder)));
        }
    }

    private void Play(double at, double beats, int key, double velocity, CallPart part)
    {
        var onset = Hand(_beat + at);
        var seconds = Math.Max(0.06, 0.95 * (At(_beat + at + beats) - onset));
        _notes.Add(new CallNote(onset, seconds, key, Velocity(velocity), part));
    }

    private static int Velocity(double velocity) => (int)Math.Clamp(velocity, 20, 120);

    // Hands are never quite in time.
    private double Hand(double beat) => Math.Max(0, At(beat) + _chance.Around(HandSeconds));

    private double At(double beat)
    {
        var whole = (int)Math.Floor(beat);
        var within = beat - whole;
        if (_kind.IsSwung)
        {
            within = within <= 0.5 ? within * 4 / 3 : 2 / 3.0 + (within - 0.5) * 2 / 3;
        }

        while (_beats.Count < whole + 2)
        {
            _beats.Add(_beats[^1] + _beatSeconds * Pace(_beats.Count - 1));
        }

        return _beats[whole] + within * (_beats[whole + 1] - _beats[whole]);
    }

    // How long a beat is, over that of the tempo.
    private double Pace(int beat) => _kind.Tempo switch
    {
        CallTempo.Step => beat < StepBeat ? 1 : 1 / 1.1,
        CallTempo.Slower => 1 + 0.25 * Math.Clamp((beat - SlowerFrom) / (double)SlowerBeats, 0, 1),
        CallTempo.Rubato => beat < RubatoBeats ? _chance.Of([0.6, 0.75, 1, 1.3, 1.7]) : 1,
        _ => 1,
    };

    private CallTruth Truth()
    {
        var seconds = At(_beat);
        return new CallTruth(_kind, _notes, _beats.Take(_beat + 1), seconds)
        {
            BeatSeconds = _beatSeconds,
            Downbeats = _downbeats,
            Hits = [.. _hits.OrderBy(hit => hit.Time)],
            Chords = _chords,
            Keys = _keys,
            Phrases = _phrases,
            PulseFrom = _kind.Tempo == CallTempo.Rubato ? At(RubatoBeats) : 0,
        };
    }
}
