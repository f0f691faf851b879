using Antiphon.Encoder;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>The ONNX writer, held against ONNX Runtime's reader.</summary>
public sealed class OnnxGraphTests
{
    [Fact]
    public void A_written_graph_runs()
    {
        var written = Write(Affine());
        using var session = new InferenceSession(written);
        Assert.Equal([-1, 3], session.InputMetadata["x"].Dimensions);
        Assert.Equal("rows", session.InputMetadata["x"].SymbolicDimensions[0]);
        Assert.Equal("antiphon", session.ModelMetadata.ProducerName);
        Assert.Equal("here", session.ModelMetadata.CustomMetadataMap["made"]);
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2, 3], [1, 3]);
        using var options = new RunOptions();
        using var y = session.Run(options, ["x"], [x], ["y"]);
        Assert.Equal([0.5f, 14.5f], y[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void The_same_calls_give_the_same_bytes() =>
        Assert.Equal(Write(Affine()), Write(Affine()));

    [Fact]
    public void Writing_fetches_big_data_only_then_and_once()
    {
        var data = new CountedData(400);
        var graph = new OnnxGraph("big");
        graph.Constant("w", OnnxElementType.Float, [10, 10], data);
        Assert.Equal(0, data.Writes);
        Write(graph);
        Assert.Equal(1, data.Writes);
    }

    [Fact]
    public void Callers_mistakes_are_refused()
    {
        var graph = new OnnxGraph("wrong");
        graph.Input("x", "n");
        Assert.Throws<ArgumentException>(() => graph.Constant("w", [2, 2], [1f, 2, 3]));
        Assert.Throws<ArgumentException>(() => graph.Integers("x", 1));
    }

    private static OnnxGraph Affine()
    {
        var graph = new OnnxGraph("affine");
        var x = graph.Input("x", "rows", 3);
        var w = graph.Constant("w", new float[,] { { 0, 1 }, { 0, 2 }, { 0, 3 } });
        var b = graph.Constant("b", [2], [0.5f, 0.5f]);
        var y = graph.Node("Gemm", "y", [x, w, b], a => a.Float("alpha", 1).Int("transA", 0));
        graph.Output(y, "rows", 2);
        return graph;
    }

    private static byte[] Write(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        graph.WriteTo(stream, ("made", "here"));
        return stream.ToArray();
    }

    private sealed class CountedData(int length) : ITensorData
    {
        public int Writes { get; private set; }

        public long ByteLength => length;

        public void WriteTo(Stream stream)
        {
            Writes++;
            stream.Write(new byte[length]);
        }
    }
}
