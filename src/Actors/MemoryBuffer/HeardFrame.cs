using Antiphon.Hpss;
using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>What the ear heard in one frame: keys that sound, and the music around it.</summary>
/// <param name="Sounding">Bit k: MIDI key k sounds; none where drums alone are heard.</param>
/// <param name="IsStruck">A note began in it, or a drum was hit.</param>
/// <param name="MelodyKey">The highest of the loud keys that sound; null where none does.</param>
/// <param name="Music">Beat, chord and key at its time, as far as they were known then.</param>
public sealed record HeardFrame(
    UInt128 Sounding, bool IsStruck, int? MelodyKey, MusicNow Music)
{
    private static readonly UInt128[] OfClass = [.. Enumerable.Range(0, Hpss.Chroma.Classes)
        .Select(pitchClass => Enumerable.Range(0, 128)
            .Where(key => key % Hpss.Chroma.Classes == pitchClass)
            .Aggregate(UInt128.Zero, (keys, key) => keys | (UInt128.One << key)))];

    /// <summary>MIDI keys that sound in it, the lowest first.</summary>
    public IEnumerable<int> Keys =>
        Enumerable.Range(0, 128).Where(key => (Sounding >> key & 1) != 0);

    /// <summary>Whether a key sounds in it.</summary>
    public bool IsPitched => Sounding != 0;

    /// <summary>The lowest key that sounds; null where none does.</summary>
    public int? BassKey => IsPitched ? (int)UInt128.TrailingZeroCount(Sounding) : null;

    /// <summary>Its pitch classes, each key counting alike.</summary>
    public Chroma Chroma
    {
        get
        {
            var (chroma, keys) = (default(Chroma), (float)UInt128.PopCount(Sounding));
            for (var i = 0; IsPitched && i < Hpss.Chroma.Classes; i++)
            {
                chroma[i] = (float)UInt128.PopCount(Sounding & OfClass[i]) / keys;
            }

            return chroma;
        }
    }
}

/// <summary>
/// What was known and heard of the player's music in a frame, as its tokens reached the agent.
/// </summary>
/// <param name="Ordinal">The frame: frames since the rig began to hear.</param>
/// <param name="Known">Beat, chord and key.</param>
/// <param name="Heard">The notes; null where nothing was heard.</param>
public sealed record FrameMusic(long Ordinal, MusicNow Known, HeardFrame? Heard = null);

/// <summary>Gathers the notes of one frame. Order does not matter.</summary>
/// <param name="time">The centre of the frame.</param>
public ref struct HeardFrameNotes(SampleTime time)
{
    // Of keys that sound together, one that is softer by more is no melody.
    private const float MelodyRangeDb = 20;

    private readonly SampleTime _time = time;
    private Loudness _loudness;
    private UInt128 _sounding;
    private bool _isStruck;

    /// <summary>Half-samples from the centre of a frame to its end.</summary>
    public static int HalfHop => FrameGrid.HopSamples;

    /// <summary>A note that sounds at some time.</summary>
    /// <param name="key">MIDI key, 0…127.</param>
    public void Add(SampleTime onset, SampleTime end, int key, float loudnessDb)
    {
        if (onset.HalfSamples - _time.HalfSamples < HalfHop && end > _time)
        {
            var bit = UInt128.One << key;
            _loudness[key] = (_sounding & bit) != 0
                ? Math.Max(_loudness[key], loudnessDb)
                : loudnessDb;
            _sounding |= bit;
            Strike(onset);
        }
    }

    /// <summary>Something that was struck at some time.</summary>
    public void Strike(SampleTime onset)
    {
        var after = onset.HalfSamples - _time.HalfSamples;
        _isStruck |= after >= -HalfHop && after < HalfHop;
    }

    /// <summary>The frame; null where neither a key sounds nor anything was struck.</summary>
    /// <param name="music">What is known of its beat, chord and key.</param>
    public readonly HeardFrame? Close(MusicNow music) => _sounding == 0 && !_isStruck
        ? null
        : new HeardFrame(_sounding, _isStruck, Melody(), music);

    private readonly int? Melody()
    {
        var loudest = float.NegativeInfinity;
        for (var left = _sounding; left != 0; left &= left - 1)
        {
            loudest = Math.Max(loudest, _loudness[(int)UInt128.TrailingZeroCount(left)]);
        }

        int? melody = null;
        for (var left = _sounding; left != 0; left &= left - 1)
        {
            var key = (int)UInt128.TrailingZeroCount(left);
            melody = _loudness[key] >= loudest - MelodyRangeDb ? key : melody;
        }

        return melody;
    }

    [System.Runtime.CompilerServices.InlineArray(128)]
    private struct Loudness
    {
        private float _first;
    }
}
