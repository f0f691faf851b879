namespace Antiphon.Transcription;

/// <summary>A network of one hidden layer of hyperbolic tangents.</summary>
/// <param name="inputs">Numbers that go in.</param>
/// <param name="first">A row for each hidden unit: its inputs, and what it adds.</param>
/// <param name="second">A row for each output: the hidden units, and what it adds.</param>
internal sealed class SmallNet(int inputs, float[] first, float[] second)
{
    private const int MostHidden = 32;

    private readonly int _hidden = first.Length / (inputs + 1);

    /// <summary>What comes out.</summary>
    /// <param name="from">[inputs].</param>
    /// <param name="outputs">One for each row of the second layer.</param>
    public void Run(ReadOnlySpan<double> from, Span<double> outputs)
    {
        Span<double> hidden = stackalloc double[MostHidden];
        hidden = hidden[.._hidden];
        for (var unit = 0; unit < hidden.Length; unit++)
        {
            hidden[unit] = Math.Tanh(Sum(first, unit, from));
        }

        for (var output = 0; output < outputs.Length; output++)
        {
            outputs[output] = Sum(second, output, hidden);
        }
    }

    private static double Sum(float[] weights, int unit, ReadOnlySpan<double> inputs)
    {
        var row = weights.AsSpan(unit * (inputs.Length + 1), inputs.Length + 1);
        double sum = row[^1];
        for (var i = 0; i < inputs.Length; i++)
        {
            sum += row[i] * inputs[i];
        }

        return sum;
    }
}
