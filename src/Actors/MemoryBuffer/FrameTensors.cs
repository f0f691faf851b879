using Antiphon.Hpss;
using Antiphon.Quantizer;
using Antiphon.Tensors;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>Lays remembered frames out as tensors, a row a frame, and reads them back.</summary>
internal static class FrameTensors
{
    private const string OrdinalsName = "frame.ordinal";
    private const string TimesName = "frame.time";
    private const string HarmonicName = "frame.harmonic";
    private const string PercussiveName = "frame.percussive";
    private const string FlagsName = "frame.flags";
    private const string DescriptorsName = "frame.descriptors";
    private const string ChromaName = "frame.chroma";

    private const byte BreakFlag = 1;
    private const byte HarmonicOpenFlag = 2;
    private const byte PercussiveOpenFlag = 4;
    private const byte PitchedFlag = 8;

    /// <summary>
    /// Loudness of the sound and of both stems, onset, f0 (0 for none), voicing, centroid.
    /// </summary>
    private const int Numbers = 7;

    public static IReadOnlyList<SafeTensor> Write(RememberedFrame[] frames, bool[] breaks)
    {
        var count = frames.Length;
        var numbers = new float[count * Numbers];
        var chroma = new float[count * Chroma.Classes];
        var flags = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var sound = frames[i].Descriptors;
            flags[i] = (byte)((breaks[i] ? BreakFlag : 0)
                | (sound.HarmonicOpen ? HarmonicOpenFlag : 0)
                | (sound.PercussiveOpen ? PercussiveOpenFlag : 0)
                | (sound.F0Hz is null ? 0 : PitchedFlag));
            float[] row =
            [
                sound.LoudnessDb, sound.HarmonicLoudnessDb, sound.PercussiveLoudnessDb,
                sound.OnsetStrength, sound.F0Hz ?? 0, sound.Voicing, sound.CentroidHz,
            ];
            row.CopyTo(numbers, i * Numbers);
            var classes = sound.Chroma;
            ((ReadOnlySpan<float>)classes).CopyTo(chroma.AsSpan(i * Chroma.Classes));
        }

        return
        [
            SafeTensor.Of<long>(OrdinalsName, [.. frames.Select(f => f.Ordinal)], count),
            SafeTensor.Of<long>(TimesName, [.. frames.Select(f => f.Time.HalfSamples)], count),
            SafeTensor.Of<float>(DescriptorsName, numbers, count, Numbers),
            SafeTensor.Of<float>(ChromaName, chroma, count, Chroma.Classes),
            SafeTensor.Of<byte>(HarmonicName, [.. frames.Select(f => f.Harmonic.Code)], count),
            SafeTensor.Of<byte>(PercussiveName, [.. frames.Select(f => f.Percussive.Code)], count),
            SafeTensor.Of<byte>(FlagsName, flags, count),
        ];
    }

    /// <exception cref="SafeTensorsException">
    /// A tensor is missing, mis-shaped or holds what no frame can.
    /// </exception>
    public static (RememberedFrame[] Frames, bool[] Breaks) Read(SafeTensorsDocument document)
    {
        var ordinals = document[OrdinalsName].Read<long>();
        var times = document[TimesName].Read<long>();
        var harmonic = document[HarmonicName].Read<byte>();
        var percussive = document[PercussiveName].Read<byte>();
        var flags = document[FlagsName].Read<byte>();
        var numbers = document[DescriptorsName].Read<float>();
        var chroma = document[ChromaName].Read<float>();
        var count = ordinals.Length;
        if (times.Length != count
            || harmonic.Length != count
            || percussive.Length != count
            || flags.Length != count
            || numbers.Length != (long)count * Numbers
            || chroma.Length != (long)count * Chroma.Classes)
        {
            throw new SafeTensorsException("the parts of its frames do not fit each other");
        }

        if (!harmonic.Concat(percussive).All(IsToken)
            || !numbers.Concat(chroma).All(float.IsFinite))
        {
            throw new SafeTensorsException("a frame of it holds a word or number that is none");
        }

        var frames = new RememberedFrame[count];
        for (var i = 0; i < count; i++)
        {
            frames[i] = new RememberedFrame(
                ordinals[i],
                new SampleTime(times[i]),
                new Token(harmonic[i]),
                new Token(percussive[i]),
                Describe(
                    numbers.AsSpan(i * Numbers, Numbers),
                    chroma.AsSpan(i * Chroma.Classes, Chroma.Classes),
                    flags[i]));
        }

        return (frames, Array.ConvertAll(flags, flag => (flag & BreakFlag) != 0));
    }

    private static bool IsToken(byte code) =>
        code < VocabularyOptions.MostTokens || new Token(code).IsRest;

    private static FrameDescriptors Describe(
        ReadOnlySpan<float> numbers, ReadOnlySpan<float> chroma, byte flags)
    {
        var classes = default(Chroma);
        chroma.CopyTo(classes);
        return new FrameDescriptors
        {
            LoudnessDb = numbers[0],
            HarmonicLoudnessDb = numbers[1],
            PercussiveLoudnessDb = numbers[2],
            OnsetStrength = numbers[3],
            F0Hz = (flags & PitchedFlag) != 0 ? numbers[4] : null,
            Voicing = numbers[5],
            CentroidHz = numbers[6],
            Chroma = classes,
            HarmonicOpen = (flags & HarmonicOpenFlag) != 0,
            PercussiveOpen = (flags & PercussiveOpenFlag) != 0,
        };
    }
}
