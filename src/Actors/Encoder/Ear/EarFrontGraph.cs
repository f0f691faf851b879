using Antiphon.Time;

namespace Antiphon.Encoder;

/// <summary>
/// Writes down the ear's front: log power of 306 bands, relative to the level of the last 0.34 s.
/// </summary>
/// <remarks>
/// A kernel bank is a matrix product over overlapping rows; a strided convolution would be several
/// times slower. Rows begin where they end with the sound: the first sample of each kind of row is
/// counted back from there.
/// </remarks>
internal sealed class EarFrontGraph(OnnxGraph graph, EarOperators operators)
{
    private const int LevelRow = 64;
    private const int LevelRows = 128;
    private const double PerDecade = 0.4342944819032518;

    // Where the rows of each rate begin in the input.
    private const int LowFirst = 272;
    private const int MiddleFirst = 4512;
    private const int HighFirst = 7152;
    private const int LevelFirst = 560;

    /// <summary>The front and the powers of keys, both outputs of the graph.</summary>
    /// <param name="samples">[context + 400 + 320 · (N − 1)].</param>
    /// <param name="tuning">[1]: whole bands, −1, 0 or 1, that the music lies higher.</param>
    /// <returns>The front, [N, 306].</returns>
    public OnnxValue Build(OnnxValue samples, OnnxValue tuning)
    {
        var low = Decimated("low", samples, LowFirst, 8, EarBands.ToThreeKilohertz());
        var middle = Decimated("middle", samples, MiddleFirst, 4, EarBands.ToSixKilohertz());
        var high = Rows("high", samples, HighFirst, FrameGrid.HopSamples);
        var powers = Tuned(
            operators.Join(
                "powers", 1,
                Power("low", low, EarBands.LowKernels()),
                Power("middle", middle, EarBands.MiddleKernels()),
                Power("high", high, EarBands.HighKernels())),
            tuning);
        graph.Output(
            operators.Times(EarModel.PowerOutput, powers, EarBands.PartialsOfKeys()),
            "frames", EarModel.Keys);
        var relative = graph.Node("Div", "relative", [powers, Level(samples)]);
        var floored = graph.Node("Add", "floored", [relative, operators.Number("floor", 1e-5)]);
        var log = graph.Node("Log", "log", [floored]);
        var scaled = graph.Node(
            "Mul", "scaled", [log, operators.Number("scale", PerDecade / 2)]);
        var front = graph.Node(
            "Add", EarModel.FrontOutput, [scaled, operators.Number("offset", 1.25)]);
        graph.Output(front, "frames", EarModel.Bands);
        return front;
    }

    /// <summary>Each band's power taken from its neighbour; the outermost stand twice.</summary>
    private OnnxValue Tuned(OnnxValue powers, OnnxValue tuning)
    {
        var wider = operators.Join(
            "powers_wider", 1,
            operators.Slice("lowest", powers, 0, 1, 1), powers,
            operators.From("highest", powers, -1, 1));
        var shift = graph.Node(
            "Cast", "shift", [tuning], a => a.Int("to", (int)OnnxElementType.Int64));
        var first = graph.Node("Add", "tuned_start", [shift, graph.Integers("in_tune", 1)]);
        var end = graph.Node(
            "Add", "tuned_end", [first, graph.Integers("tuned_bands", EarBands.Count)]);
        var tuned = graph.Node(
            "Slice", "tuned", [wider, first, end, graph.Integers("tuned_axis", 1)]);
        return operators.Reshape("tuned_powers", tuned, -1, EarBands.Count);
    }

    /// <summary>Every <paramref name="step"/>th sample, low-passed, in rows of one hop.</summary>
    private OnnxValue Decimated(
        string name, OnnxValue samples, int first, int step, float[,] filter)
    {
        var rows = Rows($"{name}_sound", samples, first, step * EarBands.FilterOutputs);
        var filtered = operators.Times(
            $"{name}_filtered", operators.Windows($"{name}_pairs", rows, 2), filter);
        return operators.Reshape($"{name}_rows", filtered, -1, FrameGrid.HopSamples / step);
    }

    private OnnxValue Rows(string name, OnnxValue samples, int first, int length) =>
        operators.Reshape(
            $"{name}_hops", operators.From($"{name}_span", samples, first, 0), -1, length);

    /// <summary>Power in each band: squares of cosine and sine, [N, bands].</summary>
    private OnnxValue Power(string name, OnnxValue rows, float[,] kernels)
    {
        var rowLength = name switch
        {
            "low" => FrameGrid.HopSamples / 8,
            "middle" => FrameGrid.HopSamples / 4,
            _ => FrameGrid.HopSamples,
        };
        var windows = operators.Windows(
            $"{name}_windows", rows, kernels.GetLength(0) / rowLength);
        var part = operators.Times($"{name}_partials", windows, kernels);
        var square = graph.Node("Mul", $"{name}_squares", [part, part]);
        var bands = kernels.GetLength(1) / 2;
        return graph.Node("Add", $"{name}_power",
        [
            operators.Slice($"{name}_cosines", square, 0, bands, 1),
            operators.From($"{name}_sines", square, bands, 1),
        ]);
    }

    /// <summary>Mean square of the last 8,192 samples, never quite 0: [N, 1].</summary>
    private OnnxValue Level(OnnxValue samples)
    {
        var rows = Rows("level", samples, LevelFirst, LevelRow);
        var sums = graph.Node("ReduceSumSquare", "level_sums", [rows],
            a => a.Ints("axes", 1).Int("keepdims", 0));
        var kernel = new float[LevelRows];
        Array.Fill(kernel, 1f / (LevelRows * LevelRow));
        var mean = graph.Node("Conv", "level_mean",
            [
                operators.Reshape("level_in", sums, 1, 1, -1),
                graph.Constant("level_window", [1, 1, LevelRows], kernel),
            ],
            a => a.Ints("strides", FrameGrid.HopSamples / LevelRow)
                .Ints("kernel_shape", LevelRows));
        return graph.Node("Add", "level",
            [operators.Reshape("level_column", mean, -1, 1), operators.Number("quiet", 1e-9)]);
    }
}
