using System.Numerics;
using System.Runtime.InteropServices;

namespace Antiphon.Tensors;

/// <summary>Looks for what is no number among many: NaN and infinities.</summary>
public static class FiniteNumbers
{
    /// <summary>Whether all are numbers; allocates nothing.</summary>
    public static bool All(ReadOnlySpan<float> numbers)
    {
        // Zero times a number is zero, and times anything else NaN, which stays.
        var sum = Vector<float>.Zero;
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        foreach (var lane in lanes)
        {
            sum += lane * Vector<float>.Zero;
        }

        return Vector.EqualsAll(sum, Vector<float>.Zero)
            && FirstOdd(numbers[(lanes.Length * Vector<float>.Count)..]) < 0;
    }

    /// <summary>Where the first stands that is none; −1 for nowhere.</summary>
    public static int FirstOdd(ReadOnlySpan<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!float.IsFinite(numbers[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
