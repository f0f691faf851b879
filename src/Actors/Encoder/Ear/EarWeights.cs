using Antiphon.Tensors;

namespace Antiphon.Encoder;

/// <summary>The ear's weights by name, each of the shape that the graph needs.</summary>
/// <param name="document">A convolution's weight is [out, in, taps…], its bias [out].</param>
internal sealed class EarWeights(SafeTensorsDocument document)
{
    /// <summary>Channels behind the first convolution.</summary>
    public int FirstChannels { get; } = Find(document, "c1.bias").Shape[0];

    /// <summary>Channels from the second convolution on.</summary>
    public int Channels { get; } = Find(document, "c2.bias").Shape[0];

    /// <summary>Channels of the drums' convolutions.</summary>
    public int DrumChannels { get; } = Find(document, "d1.bias").Shape[0];

    /// <summary>The numbers of a tensor.</summary>
    /// <exception cref="ModelRefusedException">It is missing or has another shape.</exception>
    public float[] Of(string name, params int[] shape)
    {
        var tensor = Find(document, name);
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new ModelRefusedException(
                $"The ear's weights have '{name}' of [{string.Join(", ", tensor.Shape)}] where "
                + $"[{string.Join(", ", shape)}] is needed: train or fetch them again.");
        }

        return tensor.ReadSingles();
    }

    /// <summary>A convolution over 3 frames as a matrix, [3 · in, out].</summary>
    public float[,] OverThreeFrames(string name, int inputs, int outputs)
    {
        var weights = Of(name, outputs, inputs, 3);
        var matrix = new float[3 * inputs, outputs];
        for (var i = 0; i < weights.Length; i++)
        {
            var (output, input, tap) = (i / (3 * inputs), i / 3 % inputs, i % 3);
            matrix[tap * inputs + input, output] = weights[i];
        }

        return matrix;
    }

    private static SafeTensor Find(SafeTensorsDocument document, string name) =>
        document.Tensors.FirstOrDefault(tensor => tensor.Name == name)
        ?? throw new ModelRefusedException(
            $"The ear's weights lack '{name}': train or fetch them again.");
}
