using Antiphon.Signal;

namespace Antiphon.Transcription;

/// <summary>How loud each key's partials are now, and were a little before.</summary>
/// <remarks>Not thread-safe; allocates nothing.</remarks>
internal sealed class KeyLoudness
{
    /// <summary>Frames that it keeps.</summary>
    public const int Frames = Earlier + Newest;

    // Loudness now is the loudest of the newest 4 frames; before, the mean of 4 frames 7 back.
    private const int Newest = 4;
    private const int Earlier = 7;

    private readonly float[] _powerDb = new float[Frames * EarFrame.Keys];
    private long _frame;

    /// <summary>Hears a frame.</summary>
    /// <param name="powers">[88], full scale 1.</param>
    public void Hear(ReadOnlySpan<float> powers)
    {
        _frame++;
        var newest = (int)(_frame % Frames) * EarFrame.Keys;
        for (var key = 0; key < EarFrame.Keys; key++)
        {
            _powerDb[newest + key] = Decibels.FromPower(powers[key]);
        }
    }

    /// <summary>Loudness now, dBFS.</summary>
    public float NowDb(int key)
    {
        var loudest = Decibels.Floor;
        for (var back = 0; back < Newest; back++)
        {
            loudest = Math.Max(loudest, PowerDb(back, key));
        }

        return loudest;
    }

    /// <summary>How much louder it is than before, dB.</summary>
    public float RiseDb(int key)
    {
        var before = 0f;
        for (var back = Earlier; back < Frames; back++)
        {
            before += PowerDb(back, key) / Newest;
        }

        return NowDb(key) - before;
    }

    /// <summary>Forgets what it heard.</summary>
    public void Reset()
    {
        Array.Fill(_powerDb, Decibels.Floor);
        _frame = 0;
    }

    private float PowerDb(int back, int key) =>
        _powerDb[(int)((_frame + Frames - back) % Frames) * EarFrame.Keys + key];
}
