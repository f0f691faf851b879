using Antiphon.Tensors;

namespace Antiphon.Encoder;

/// <summary>
/// The weights of one model under their published names, each held against the shape that the
/// architecture needs before anything is written.
/// </summary>
/// <param name="file">Where they lie; a common prefix before the names is allowed.</param>
internal sealed class WeightTable(IWeightFile file)
{
    private const string Landmark = "feature_extractor.conv_layers.0.conv.weight";

    private readonly string _prefix = PrefixOf(file);

    public bool Has(string name) => file.Tensors.ContainsKey(_prefix + name);

    /// <summary>A tensor of exactly this shape.</summary>
    /// <exception cref="ModelRefusedException">Missing, or of another shape.</exception>
    public WeightTensor Find(string name, params long[] shape)
    {
        var wanted = string.Join(", ", shape);
        if (!file.Tensors.TryGetValue(_prefix + name, out var tensor))
        {
            throw new ModelRefusedException(
                $"'{file.Name}' has no float tensor '{_prefix + name}' [{wanted}].");
        }

        return tensor.Shape.AsSpan().SequenceEqual(shape)
            ? tensor
            : throw new ModelRefusedException(
                $"'{file.Name}': tensor '{tensor.Name}' is [{string.Join(", ", tensor.Shape)}], " +
                $"config.json needs [{wanted}].");
    }

    /// <summary>The numbers of a tensor, read now.</summary>
    /// <exception cref="ModelRefusedException">As above, or one of them is none.</exception>
    public float[] Read(string name, params long[] shape) => Numbers(Find(name, shape));

    /// <summary>What was worked out of a tensor.</summary>
    /// <exception cref="ModelRefusedException">It holds what is no number.</exception>
    public float[] Worked(string name, float[] numbers) => FiniteNumbers.All(numbers)
        ? numbers
        : throw new ModelRefusedException(
            $"'{file.Name}': what is worked out of tensor '{_prefix + name}' passes what a float " +
            "can hold, or is divided by nothing: its numbers are damaged; fetch it again.");

    /// <summary>A tensor as it stands; read when the model is written.</summary>
    public ITensorData AsItStands(string name, params long[] shape)
    {
        var tensor = Find(name, shape);
        return new ComputedTensor(tensor.Elements, () => Numbers(tensor));
    }

    /// <summary>
    /// Matrices [out, in] side by side as [in, out · matrices], read when written.
    /// </summary>
    /// <param name="paddedRows">Each matrix's rows, filled up with zeros.</param>
    /// <param name="paddedColumns">Likewise its columns.</param>
    public ITensorData Transposed(
        long rows, long columns, long paddedRows, long paddedColumns, params string[] names)
    {
        var tensors = names.Select(name => Find(name, rows, columns)).ToArray();
        var width = paddedRows * names.Length;
        return new ComputedTensor(width * paddedColumns, () =>
        {
            var result = new float[width * paddedColumns];
            for (var part = 0; part < tensors.Length; part++)
            {
                var values = Numbers(tensors[part]);
                for (var row = 0L; row < rows; row++)
                {
                    for (var column = 0L; column < columns; column++)
                    {
                        result[column * width + part * paddedRows + row] =
                            values[row * columns + column];
                    }
                }
            }

            return result;
        });
    }

    /// <summary>A weighted sum of the taps of kernels [out, in, taps], as [in, out].</summary>
    public ITensorData TapsSummed(string name, long outputs, long inputs, float[] weights)
    {
        var tensor = Find(name, outputs, inputs, weights.Length);
        return new ComputedTensor(inputs * outputs, () =>
        {
            var values = Numbers(tensor);
            var result = new float[inputs * outputs];
            for (var i = 0L; i < values.Length; i++)
            {
                var (output, input) = (i / weights.Length / inputs, i / weights.Length % inputs);
                result[input * outputs + output] += weights[i % weights.Length] * values[i];
            }

            return Worked(name, result);
        });
    }

    /// <summary>
    /// The taps of kernels [out, in, taps] one below the other, [taps · in, out].
    /// </summary>
    public ITensorData TapsStacked(string name, long outputs, long inputs, long taps)
    {
        var tensor = Find(name, outputs, inputs, taps);
        return new ComputedTensor(taps * inputs * outputs, () =>
        {
            var values = Numbers(tensor);
            var result = new float[values.Length];
            for (var i = 0L; i < values.Length; i++)
            {
                var (output, input) = (i / taps / inputs, i / taps % inputs);
                result[(i % taps * inputs + input) * outputs + output] = values[i];
            }

            return result;
        });
    }

    /// <summary>Vectors one after another, each filled up with zeros; read when written.</summary>
    public ITensorData Joined(long length, long paddedLength, params string[] names)
    {
        var tensors = names.Select(name => Find(name, length)).ToArray();
        return new ComputedTensor(paddedLength * names.Length, () =>
        {
            var result = new float[paddedLength * names.Length];
            for (var part = 0; part < tensors.Length; part++)
            {
                Numbers(tensors[part]).CopyTo(result, part * paddedLength);
            }

            return result;
        });
    }

    private static string PrefixOf(IWeightFile file)
    {
        List<string> copies =
        [
            .. file.Tensors.Keys.Where(name => name == Landmark
                || name.EndsWith("." + Landmark, StringComparison.Ordinal)).Order(),
        ];
        return copies.Count > 1
            ? throw new ModelRefusedException(
                $"'{file.Name}' holds {copies.Count} copies of the model, and nothing says which " +
                $"is meant: '{copies[0]}' and '{copies[1]}'. Leave one of them in the file.")
            : copies.Count == 0 ? string.Empty : copies[0][..^Landmark.Length];
    }

    private float[] Numbers(WeightTensor tensor)
    {
        var numbers = file.Read(tensor);
        if (FiniteNumbers.All(numbers))
        {
            return numbers;
        }

        var at = FiniteNumbers.FirstOdd(numbers);
        var what = float.IsNaN(numbers[at]) ? "NaN"
            : tensor.Type == SafeTensorType.F16
                ? "an infinity, as numbers become that are too large for half precision"
                : "an infinity";
        throw new ModelRefusedException(FormattableString.Invariant(
            $"'{file.Name}': tensor '{tensor.Name}' holds {what} (number {at} of ")
            + FormattableString.Invariant($"{numbers.Length}): fetch the weights again, ")
            + "or those in float32.");
    }
}

/// <summary>A tensor that is worked out when it is written, and let go of at once.</summary>
/// <param name="elements">Float32 numbers in it.</param>
/// <param name="compute">Gives exactly that many, the same ones each time.</param>
internal sealed class ComputedTensor(long elements, Func<float[]> compute) : ITensorData
{
    /// <inheritdoc/>
    public long ByteLength => 4 * elements;

    /// <inheritdoc/>
    public void WriteTo(Stream stream) => RawBytes.Of(compute()).WriteTo(stream);
}
