using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>The notes that sound, and what each says of the chord.</summary>
internal sealed class SoundingTones(HarmonyModel model)
{
    private const int Classes = ChordLanguage.Classes;
    private const int Keys = 128;

    private readonly Tone[] _tones = new Tone[Keys];
    private readonly float[] _strict = new float[Classes];
    private readonly float[] _loose = new float[Classes];
    private readonly float[] _bass = new float[Classes];
    private double _loudness = double.NaN;

    public ReadOnlySpan<float> Strict => _strict;

    public ReadOnlySpan<float> Loose => _loose;

    public ReadOnlySpan<float> Bass => _bass;

    /// <summary>What waits to be weighed, in notes.</summary>
    public double Evidence { get; private set; }

    /// <summary>Something sounds or fades.</summary>
    public bool Any { get; private set; }

    /// <summary>0 a line, 1 several tones at once, of late.</summary>
    public double Fullness { get; private set; }

    /// <summary>The lowest tone of late, or null.</summary>
    public int? BassKey { get; private set; }

    /// <summary>How much louder the newest note is than those before, dB.</summary>
    public double Accent { get; private set; }

    public void Began(in NoteBegan note, SampleTime now, double strength)
    {
        var (alone, highest) = (true, true);
        for (var key = 0; key < Keys; key++)
        {
            if (key != note.Key && _tones[key].Sounds && note.Onset.SecondsSince(_tones[key].Onset) < 4)
            {
                alone = false;
                highest &= key < note.Key;
            }
        }

        _loudness = double.IsNaN(_loudness) ? note.LoudnessDb
            : _loudness + 0.1 * (note.LoudnessDb - _loudness);
        Accent = note.LoudnessDb - _loudness;
        var loud = Math.Clamp(Math.Pow(10, (note.LoudnessDb - _loudness) / 40), 0.6, 1.4);
        var line = model.LineWeak + (model.LineStrong - model.LineWeak) * strength;
        var weight = model.WeakWeight + (model.StrongWeight - model.WeakWeight) * strength;
        _tones[note.Key] = new Tone
        {
            Onset = note.Onset,
            Known = now,
            Sounds = true,
            Live = true,
            Level = 1,
            Looseness = Fullness < 0.25 && alone ? line : highest ? model.TopLoose * line : 0,
            Metric = model.BassWeak + (1 - model.BassWeak) * strength,
            Weight = loud * note.Sureness * (Fullness < 0.25 && alone ? weight : 1),
        };
    }

    public void Ended(in NoteEnded note)
    {
        if (note.Key is >= 0 and < Keys && _tones[note.Key].Onset == note.Onset)
        {
            _tones[note.Key].Sounds = false;
        }
    }

    public void Reset()
    {
        Array.Clear(_tones);
        Weighed();
        _loudness = double.NaN;
        Fullness = 0;
        BassKey = null;
        Any = false;
    }

    /// <summary>What was said so far is weighed.</summary>
    public void Weighed()
    {
        _strict.AsSpan().Clear();
        _loose.AsSpan().Clear();
        _bass.AsSpan().Clear();
        Evidence = 0;
    }

    /// <summary>What sounded within a short time says so much.</summary>
    public void Pass(SampleTime now, double seconds)
    {
        Any = false;
        var (sounding, low) = (0, -1);
        var keep = Math.Exp(-seconds / model.Fade);
        for (var key = 0; key < Keys; key++)
        {
            ref var tone = ref _tones[key];
            if (!tone.Live)
            {
                continue;
            }

            if (!tone.Sounds)
            {
                tone.Level *= keep;
                tone.Live = tone.Level > 0.05;
            }
            else
            {
                sounding++;
            }

            Any = true;
            low = low < 0 ? key : low;
            var age = now.SecondsSince(tone.Known);
            var rate = tone.Level * model.Sustain
                + model.Attack / model.AttackSeconds * Math.Exp(-age / model.AttackSeconds);
            var weight = rate * seconds * tone.Weight;
            Evidence += weight;
            _strict[key % Classes] += (float)((1 - tone.Looseness) * weight);
            _loose[key % Classes] += (float)(tone.Looseness * weight);
            if (key == low)
            {
                _bass[key % Classes] += (float)(Fullness * model.Bass * weight * tone.Metric);
            }
        }

        BassKey = low >= 0 ? low : BassKey;
        if (sounding > 0)
        {
            Fullness += (1 - Math.Exp(-seconds / 1.5)) * ((sounding > 1 ? 1 : 0) - Fullness);
        }
    }

    private struct Tone
    {
        public SampleTime Onset;
        public SampleTime Known;
        public bool Sounds;
        public bool Live;
        public double Level;
        public double Looseness;
        public double Weight;
        public double Metric;
    }
}
