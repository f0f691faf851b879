using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Antiphon.Flow;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// A sixteenth of the alphabet at one frame of the past: what each of sixteen letters adds there.
/// </summary>
internal readonly struct LookupStep
{
    private const int Sixteen = 16;
    private const int Alphabet = 256;

    /// <summary>
    /// Frames of the past that are compared, newest first, within the tape's lead.
    /// </summary>
    private static readonly int[] Backs = [0, 1, 3, 6, 10, 16, 24, 36];

    private readonly Vector256<byte> _values;
    private readonly Vector256<byte> _first;

    private LookupStep(int back, int first, ReadOnlySpan<byte> values)
    {
        var sixteen = Vector128.Create(values);
        Back = back;
        _values = Vector256.Create(sixteen, sixteen);
        _first = Vector256.Create((byte)first);
    }

    /// <summary>How many frames back.</summary>
    public int Back { get; }

    /// <summary>
    /// The steps that compare one stem of a context; all that the letters of both stems add up to
    /// is at most about 255.
    /// </summary>
    public static LookupStep[] Of(HeardContext heard, Stem stem)
    {
        var backs = Backs.Where(back => back < heard.Length).ToArray();
        var unit = heard.Share(stem) / backs.Sum(heard.Weight);
        var steps = new List<LookupStep>();
        Span<byte> values = stackalloc byte[Alphabet];
        foreach (var back in backs)
        {
            var scale = unit * heard.Weight(back);
            var likeness = heard.Likeness(back, stem);
            for (var letter = 0; letter < Alphabet; letter++)
            {
                values[letter] = (byte)Math.Round(scale * likeness[letter]);
            }

            for (var first = 0; first < Alphabet; first += Sixteen)
            {
                var sixteen = values.Slice(first, Sixteen);
                if (sixteen.ContainsAnyExcept((byte)0))
                {
                    steps.Add(new LookupStep(back, first, sixteen));
                }
            }
        }

        return [.. steps];
    }

    /// <summary>What the letters that stand so far back add to four blocks in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTo(
        ref byte letters,
        ref Vector256<byte> a,
        ref Vector256<byte> b,
        ref Vector256<byte> c,
        ref Vector256<byte> d)
    {
        var (values, first) = (_values, _first);
        ref var past = ref Unsafe.Subtract(ref letters, Back);
        a = Vector256.AddSaturate(a, LookUp(values, Vector256.LoadUnsafe(ref past, 0) - first));
        b = Vector256.AddSaturate(b, LookUp(values, Vector256.LoadUnsafe(ref past, 32) - first));
        c = Vector256.AddSaturate(c, LookUp(values, Vector256.LoadUnsafe(ref past, 64) - first));
        d = Vector256.AddSaturate(d, LookUp(values, Vector256.LoadUnsafe(ref past, 96) - first));
    }

    // 0 for letters of other sixteenths.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> LookUp(Vector256<byte> values, Vector256<byte> indices) =>
        Avx2.IsSupported
            ? Avx2.Shuffle(values, Avx2.AddSaturate(indices, Vector256.Create((byte)0x70)))
            : Vector256.Create(
                Vector128.Shuffle(values.GetLower(), indices.GetLower()),
                Vector128.Shuffle(values.GetUpper(), indices.GetUpper()));
}
