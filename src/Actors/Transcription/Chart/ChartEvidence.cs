using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>The notes of late, and what those of a stretch say of a chord.</summary>
/// <remarks>
/// Laws and weights are those of <see cref="SoundingTones"/>; but stretches lie in the music, not
/// in the hearing: what rings on from the chord before says nothing of the next. Not thread-safe.
/// Bounded: the last <see cref="Most"/> notes.
/// </remarks>
internal sealed class ChartEvidence(HarmonyModel model)
{
    private const int Most = 512;
    private const int Classes = ChordLanguage.Classes;

    /// <summary>Notes are struck a little before their beat, too, in seconds.</summary>
    private const double Early = 0.06;

    /// <summary>So far from a beat, as a share of it, a note is on it.</summary>
    private const double OnBeat = 0.15;

    /// <summary>How strong places beside the beats are, and notes that were there before.</summary>
    private const double Off = 0.3;

    /// <summary>A note without an end is not believed for ever, in seconds.</summary>
    private const double LongestSeconds = 8;

    private readonly List<Tone> _tones = [];
    private readonly float[] _strict = new float[Classes];
    private readonly float[] _loose = new float[Classes];
    private readonly float[] _bass = new float[Classes];

    /// <summary>When the oldest of them began; null without any.</summary>
    public SampleTime? Oldest => _tones.Count > 0 ? _tones[0].Onset : null;

    public void Began(in NoteBegan note)
    {
        if (_tones.Count == Most)
        {
            _tones.RemoveAt(0);
        }

        _tones.Add(new Tone(
            note.Onset, note.Onset.PlusSeconds(LongestSeconds), note.Key, note.Sureness));
    }

    public void Ended(in NoteEnded note)
    {
        for (var i = _tones.Count - 1; i >= 0; i--)
        {
            if (_tones[i].Key == note.Key && _tones[i].Onset == note.Onset)
            {
                _tones[i] = _tones[i] with { End = note.End };
                return;
            }
        }
    }

    /// <summary>Forgets what ended before a time.</summary>
    public void Forget(SampleTime before) => _tones.RemoveAll(tone => tone.End < before);

    /// <summary>Adds what a stretch says to the logarithms of how likely chords are.</summary>
    /// <param name="from">Its begin: a beat or its half.</param>
    /// <param name="beatSeconds">From beat to beat.</param>
    /// <param name="strong">How strong the place is with which it begins, 0…1.</param>
    /// <returns>Whether anything sounded.</returns>
    public bool Gather(SampleTime from, SampleTime to, double beatSeconds, double strong)
    {
        _strict.AsSpan().Clear();
        _loose.AsSpan().Clear();
        _bass.AsSpan().Clear();
        var (lowest, highest, count) = (128, -1, 0);
        foreach (var tone in _tones)
        {
            if (tone.Onset < to && tone.End > from)
            {
                (lowest, highest) = (Math.Min(lowest, tone.Key), Math.Max(highest, tone.Key));
                count++;
            }
        }

        var any = false;
        foreach (var tone in _tones)
        {
            any |= Add(tone, from, to, beatSeconds, strong, (lowest, highest, count));
        }

        return any;
    }

    /// <summary>The logarithm of how likely what was gathered is, over a chord in a key.</summary>
    /// <param name="chord">Relative to the tonic, as the tables stand.</param>
    public double LogOf(ChordLanguage language, int chord, int mode, int tonic)
    {
        var sum = 0.0;
        for (var tone = 0; tone < Classes; tone++)
        {
            if (_strict[tone] + _loose[tone] + _bass[tone] > 0)
            {
                var at = (tone - tonic + Classes) % Classes * ChordLanguage.Chords + chord;
                sum += _strict[tone] * language.Strict[mode][at]
                    + _loose[tone] * language.Loose[mode][at]
                    + _bass[tone] * language.Bass[at];
            }
        }

        return sum;
    }

    private bool Add(
        in Tone tone, SampleTime from, SampleTime to, double beatSeconds, double strong,
        (int Lowest, int Highest, int Count) all)
    {
        var begins = tone.Onset >= from.PlusSeconds(-Early) && tone.Onset < to.PlusSeconds(-Early);
        var seconds = SampleTime.Min(tone.End, to)
            .SecondsSince(SampleTime.Max(tone.Onset, from));
        if (!begins && seconds <= 0)
        {
            return false;
        }

        var near = Math.Abs(tone.Onset.SecondsSince(from)) < OnBeat * beatSeconds;
        var strength = begins && near ? strong : Off;
        var line = 1 + strength * (model.LineStrong - 1);
        var alone = all.Count < 2;
        var looseness = alone ? line : tone.Key == all.Highest ? model.TopLoose * line : 0;
        var weight = alone
            ? model.WeakWeight + strength * (model.StrongWeight - model.WeakWeight) : 1;
        var evidence = tone.Sureness * weight
            * ((begins ? model.Attack : 0) + model.Sustain * Math.Max(0, seconds));
        _strict[tone.Key % Classes] += (float)((1 - looseness) * evidence);
        _loose[tone.Key % Classes] += (float)(looseness * evidence);
        if (tone.Key == all.Lowest && all.Count > 2)
        {
            var asBass = model.BassWeak + strength * (1 - model.BassWeak);
            _bass[tone.Key % Classes] += (float)(model.Bass * asBass * evidence);
        }

        return true;
    }

    private readonly record struct Tone(
        SampleTime Onset, SampleTime End, int Key, float Sureness);
}
