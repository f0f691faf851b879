using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Antiphon.Flow;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// A sixteenth of the alphabet at one frame of the past: what each of sixteen letters adds there.
/// </summary>
internal readonly struct ProbeStep
{
    private const int Sixteen = 16;
    private const int Alphabet = 256;

    /// <summary>
    /// Frames of the past that are compared, newest first, within the tape's lead.
    /// </summary>
    private static readonly int[] Backs = [0, 1, 2, 4, 7, 11, 16, 22, 30, 40];

    private readonly Vector256<byte> _values;
    private readonly Vector256<byte> _first;

    private ProbeStep(Stem stem, int back, int first, ReadOnlySpan<byte> values)
    {
        var sixteen = Vector128.Create(values);
        Stem = stem;
        Back = back;
        _values = Vector256.Create(sixteen, sixteen);
        _first = Vector256.Create((byte)first);
    }

    public Stem Stem { get; }

    /// <summary>How many frames back.</summary>
    public int Back { get; }

    /// <summary>
    /// The steps that compare a context; all that letters add up to is at most about 255.
    /// </summary>
    public static ProbeStep[] Of(HeardContext heard)
    {
        var backs = Backs.Where(back => back < heard.Length).ToArray();
        var weights = backs.Select(heard.Weight).ToArray();
        var unit = 1 / weights.Sum();
        var steps = new List<ProbeStep>();
        Span<byte> values = stackalloc byte[Alphabet];
        foreach (var stem in Enum.GetValues<Stem>())
        {
            for (var i = 0; i < backs.Length; i++)
            {
                var scale = unit * weights[i] * heard.Share(stem);
                var likeness = heard.Likeness(backs[i], stem);
                for (var letter = 0; letter < Alphabet; letter++)
                {
                    values[letter] = (byte)Math.Round(scale * likeness[letter]);
                }

                for (var first = 0; first < Alphabet; first += Sixteen)
                {
                    var sixteen = values.Slice(first, Sixteen);
                    if (sixteen.ContainsAnyExcept((byte)0))
                    {
                        steps.Add(new ProbeStep(stem, backs[i], first, sixteen));
                    }
                }
            }
        }

        return [.. steps];
    }

    /// <summary>What letters add: 0 for those of other sixteenths.</summary>
    public Vector256<byte> LookUp(Vector256<byte> letters)
    {
        var indices = letters - _first;
        return Avx2.IsSupported
            ? Avx2.Shuffle(_values, Avx2.AddSaturate(indices, Vector256.Create((byte)0x70)))
            : Vector256.Create(
                Vector128.Shuffle(_values.GetLower(), indices.GetLower()),
                Vector128.Shuffle(_values.GetUpper(), indices.GetUpper()));
    }
}
