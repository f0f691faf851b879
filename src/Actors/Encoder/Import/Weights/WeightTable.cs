namespace Antiphon.Encoder;

/// <summary>
/// The weights of one model under their published names, each held against the shape that the
/// architecture needs before anything is written.
/// </summary>
/// <param name="file">Where they lie; a common prefix before the names is allowed.</param>
internal sealed class WeightTable(IWeightFile file)
{
    private const string Landmark = "feature_extractor.conv_layers.0.conv.weight";

    private readonly string _prefix = file.Tensors.Keys
        .FirstOrDefault(name => name.EndsWith("." + Landmark, StringComparison.Ordinal))
        ?[..^Landmark.Length] ?? string.Empty;

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
    public float[] Read(string name, params long[] shape) => file.Read(Find(name, shape));

    /// <summary>A tensor as it stands; read when the model is written.</summary>
    public ITensorData AsItStands(string name, params long[] shape)
    {
        var tensor = Find(name, shape);
        return new ComputedTensor(tensor.Elements, () => file.Read(tensor));
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
                var values = file.Read(tensors[part]);
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
            var values = file.Read(tensor);
            var result = new float[inputs * outputs];
            for (var i = 0L; i < values.Length; i++)
            {
                var (output, input) = (i / weights.Length / inputs, i / weights.Length % inputs);
                result[input * outputs + output] += weights[i % weights.Length] * values[i];
            }

            return result;
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
            var values = file.Read(tensor);
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
                file.Read(tensors[part]).CopyTo(result, part * paddedLength);
            }

            return result;
        });
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
