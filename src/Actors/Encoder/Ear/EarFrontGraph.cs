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
/// <param name="graph">Where it is written down.</param>
/// <param name="operators">Of the same graph.</param>
/// <param name="skipped">
/// Samples that are missing at the beginning, 0…272: rows need them not.
/// </param>
internal sealed class EarFrontGraph(OnnxGraph graph, EarOperators operators, int skipped = 0)
{
    /// <summary>Samples behind which the sound of N frames is whole hops: 26 + N of them.</summary>
    public const int OverWholeHops = 112;

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
        var powers = Tuned(Powers(samples), tuning);
        graph.Output(
            operators.Times(EarModel.PowerOutput, powers, EarBands.PartialsOfKeys()),
            "frames", EarModel.Keys);
        var front = Front(samples, powers);
        graph.Output(front, "frames", EarModel.Bands);
        return front;
    }

    /// <summary>The front of music that is in tune.</summary>
    /// <returns>[stems, N, 306].</returns>
    public OnnxValue Build(OnnxValue samples) => Front(samples, Powers(samples));

    private OnnxValue Powers(OnnxValue samples)
    {
        var low = Decimated("low", samples, LowFirst, 8, EarBands.ToThreeKilohertz());
        var middle = Decimated("middle", samples, MiddleFirst, 4, EarBands.ToSixKilohertz());
        var high = Rows("high", samples, HighFirst, FrameGrid.HopSamples);
        return operators.Join(
            "powers", operators.Time + 1,
            Power("low", low, EarBands.LowKernels()),
            Power("middle", middle, EarBands.MiddleKernels()),
            Power("high", high, EarBands.HighKernels()));
    }

    private OnnxValue Front(OnnxValue samples, OnnxValue powers)
    {
        var relative = graph.Node("Div", "relative", [powers, Level(samples)]);
        var floored = graph.Node("Add", "floored", [relative, operators.Number("floor", 1e-5)]);
        var log = graph.Node("Log", "log", [floored]);
        var scaled = graph.Node(
            "Mul", "scaled", [log, operators.Number("scale", PerDecade / 2)]);
        return graph.Node(
            "Add", EarModel.FrontOutput, [scaled, operators.Number("offset", 1.25)]);
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
        return operators.Rows($"{name}_rows", filtered, FrameGrid.HopSamples / step);
    }

    private OnnxValue Rows(string name, OnnxValue samples, int first, int length) =>
        operators.Rows(
            $"{name}_hops",
            operators.From($"{name}_span", samples, first - skipped, operators.Time), length);

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
            operators.Slice($"{name}_cosines", square, 0, bands, operators.Time + 1),
            operators.From($"{name}_sines", square, bands, operators.Time + 1),
        ]);
    }

    /// <summary>Mean square of the last 8,192 samples, never quite 0: [N, 1].</summary>
    private OnnxValue Level(OnnxValue samples)
    {
        var rows = Rows("level", samples, LevelFirst, LevelRow);
        var sums = graph.Node("ReduceSumSquare", "level_sums", [rows],
            a => a.Ints("axes", operators.Time + 1).Int("keepdims", 0));
        var kernel = new float[LevelRows];
        Array.Fill(kernel, 1f / (LevelRows * LevelRow));
        var mean = graph.Node("Conv", "level_mean",
            [
                operators.Channel("level_in", sums),
                graph.Constant("level_window", [1, 1, LevelRows], kernel),
            ],
            a => a.Ints("strides", FrameGrid.HopSamples / LevelRow)
                .Ints("kernel_shape", LevelRows));
        return graph.Node("Add", "level",
            [operators.Rows("level_column", mean, 1), operators.Number("quiet", 1e-9)]);
    }
}
