using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>The notes that sound, and what they say since it was weighed last.</summary>
/// <remarks>
/// A note's evidence grows as it sounds, by
/// <c>w (A/τ exp(−age/τ) + S)</c> notes a second: w for its loudness, its place in the bar
/// and the ear's sureness, A for its beginning, S for its duration. The tones of a line are
/// weighed by a looser law than those of chords: passing tones are many in it.
/// Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class SoundingTones(HarmonyModel model)
{
    /// <summary>So full, several tones at once are chords; less is a line.</summary>
    public const double Full = 0.25;

    private const int Classes = ChordLanguage.Classes;
    private const int Keys = 128;
    private const double FullnessSeconds = 1.5;

    /// <summary>What is left of a note's loudness over the mean that follows it.</summary>
    private const double Followed = 0.9;

    /// <summary>A note without an end is not believed for ever, in seconds.</summary>
    private const double LongestSeconds = 30;

    /// <summary>A fist says no more than so many notes at once.</summary>
    private const double MostEvidence = 4;

    private readonly Tone[] _tones = new Tone[Keys];
    private readonly float[] _strict = new float[Classes];
    private readonly float[] _loose = new float[Classes];
    private readonly float[] _bass = new float[Classes];
    private double _loudness = double.NaN;

    /// <summary>Evidence by the law of chords, by pitch class, in notes.</summary>
    public ReadOnlySpan<float> Strict => _strict;

    /// <summary>Evidence by the law of lines.</summary>
    public ReadOnlySpan<float> Loose => _loose;

    /// <summary>Evidence of the lowest tone as a bass.</summary>
    public ReadOnlySpan<float> Bass => _bass;

    /// <summary>All that waits to be weighed, in notes.</summary>
    public double Evidence { get; private set; }

    /// <summary>Something sounds or fades.</summary>
    public bool Any { get; private set; }

    /// <summary>0 a line, 1 several tones at once, of late.</summary>
    public double Fullness { get; private set; }

    /// <summary>The lowest key that sounds or fades, or −1.</summary>
    public int LowestKey { get; private set; } = -1;

    /// <summary>How much louder a note is than those before it, dB.</summary>
    public double Accent(in NoteBegan note) =>
        double.IsNaN(_loudness) ? 0 : note.LoudnessDb - _loudness;

    /// <summary>A note began.</summary>
    /// <param name="note">The note.</param>
    /// <param name="now">When it is heard.</param>
    /// <param name="strength">How strong its place in the bar is, 0…1.</param>
    public void Began(in NoteBegan note, SampleTime now, double strength)
    {
        var (alone, highest) = Place(note.Key);
        var accent = Accent(note);
        _loudness = note.LoudnessDb - Followed * accent;
        var loud = Math.Clamp(Math.Pow(10, Followed * accent / 40), 0.6, 1.4);
        var line = 1 + strength * (model.LineStrong - 1);
        var inLine = alone && Fullness < Full;
        var weight = inLine
            ? model.WeakWeight + strength * (model.StrongWeight - model.WeakWeight) : 1;
        _tones[note.Key] = new Tone
        {
            Onset = note.Onset,
            HeardAt = now,
            Sounds = true,
            Level = 1,
            Looseness = inLine ? line : highest ? model.TopLoose * line : 0,
            Weight = loud * weight * note.Sureness,
            AsBass = model.BassWeak + strength * (1 - model.BassWeak),
        };
    }

    /// <summary>A note ended; one that is not known is passed over.</summary>
    public void Ended(in NoteEnded note)
    {
        if (note.Key is >= 0 and < Keys && _tones[note.Key].Onset == note.Onset)
        {
            _tones[note.Key].Sounds = false;
        }
    }

    /// <summary>A short time passes.</summary>
    /// <param name="now">Its end.</param>
    /// <param name="seconds">Its length.</param>
    public void Pass(SampleTime now, double seconds)
    {
        (Any, LowestKey) = (false, -1);
        var (sounding, before) = (0, Evidence);
        var keep = Math.Exp(-seconds / model.Fade);
        for (var key = 0; key < Keys; key++)
        {
            ref var tone = ref _tones[key];
            if (tone.Level <= 0)
            {
                continue;
            }

            var age = now.SecondsSince(tone.HeardAt);
            tone.Sounds &= age < LongestSeconds;
            tone.Level = tone.Sounds ? 1 : tone.Level < 0.05 ? 0 : tone.Level * keep;
            sounding += tone.Sounds ? 1 : 0;
            Any = true;
            LowestKey = LowestKey < 0 ? key : LowestKey;
            if (Evidence - before < MostEvidence)
            {
                var attack = model.Attack / model.AttackSeconds
                    * Math.Exp(-age / model.AttackSeconds);
                Add(key, tone, seconds * tone.Weight * (attack + tone.Level * model.Sustain));
            }
        }

        if (sounding > 0)
        {
            Fullness += (1 - Math.Exp(-seconds / FullnessSeconds))
                * ((sounding > 1 ? 1 : 0) - Fullness);
        }
    }

    /// <summary>What was said so far is weighed.</summary>
    public void Weighed()
    {
        _strict.AsSpan().Clear();
        _loose.AsSpan().Clear();
        _bass.AsSpan().Clear();
        Evidence = 0;
    }

    public void Reset()
    {
        Array.Clear(_tones);
        Weighed();
        (_loudness, Fullness, Any, LowestKey) = (double.NaN, 0, false, -1);
    }

    private void Add(int key, in Tone tone, double evidence)
    {
        Evidence += evidence;
        _strict[key % Classes] += (float)((1 - tone.Looseness) * evidence);
        _loose[key % Classes] += (float)(tone.Looseness * evidence);
        if (key == LowestKey)
        {
            _bass[key % Classes] += (float)(Fullness * model.Bass * tone.AsBass * evidence);
        }
    }

    /// <summary>Whether a key sounds alone, and whether it is the highest.</summary>
    private (bool Alone, bool Highest) Place(int key)
    {
        var (alone, highest) = (true, true);
        for (var other = 0; other < Keys; other++)
        {
            if (other != key && _tones[other].Sounds)
            {
                alone = false;
                highest &= other < key;
            }
        }

        return (alone, highest);
    }

    private struct Tone
    {
        public SampleTime Onset;
        public SampleTime HeardAt;
        public bool Sounds;
        public double Level;
        public double Looseness;
        public double Weight;
        public double AsBass;
    }
}
