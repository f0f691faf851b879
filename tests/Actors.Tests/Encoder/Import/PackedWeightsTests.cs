using System.IO.Compression;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>Archives of weights that unfold to more than they are, or were damaged.</summary>
public sealed class PackedWeightsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weights");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("m/data.pkl", true)]
    [InlineData("m/data.pkl", false)]
    [InlineData("m/data/0", true)]
    [InlineData("m/data/0", false)]
    public void Six_gigabytes_of_zeros_are_refused_and_not_unfolded(string flood, bool saysSo)
    {
        var path = Path.Combine(_folder.FullName, "pytorch_model.bin");
        var pickle = PoisonedPickle.Honest();
        (string, byte[], long, uint) Entry(string name, byte[] bytes) => (
            name,
            name == flood
                ? ZeroFlood.Deflated(6_000_000_000)
                : PoisonedPickle.Deflated(bytes),
            name == flood && saysSo ? 6_000_000_000 : bytes.Length,
            ArchiveChecksum.Of(bytes));
        ZeroFlood.Write(
            path, Entry("m/data.pkl", pickle),
            Entry("m/data/0", [.. Enumerable.Repeat((byte)1, 256)]));
        Assert.InRange(new FileInfo(path).Length, 5_000_000, 9_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<ModelRefusedException>(() =>
        {
            using var weights = new PytorchFile(path);
            foreach (var tensor in weights.Tensors.Values)
            {
                ReadWhereStored(weights, tensor);
            }
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
        Assert.Contains(
            saysSo ? "would unfold from 6 MB to 6000 MB" : "cut short or damaged",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bit_of_a_packed_tensor_that_flipped_is_found()
    {
        var path = Path.Combine(_folder.FullName, "pytorch_model.bin");
        var bytes = File.ReadAllBytes(Path.Combine(TinyMert.Folder, "pytorch_model.bin"));
        int storage;
        using (var archive = new ZipArchive(new MemoryStream(bytes)))
        using (var entry = archive.GetEntry("pytorch_model/data/12")!.Open())
        {
            var held = new byte[64];
            entry.ReadExactly(held);
            storage = bytes.AsSpan().IndexOf(held);
        }

        bytes[storage + 41] ^= 4;
        File.WriteAllBytes(path, bytes);
        using var weights = new PytorchFile(path);
        var refused = Assert.Throws<ModelRefusedException>(
            () => weights.Tensors.Values.ToList().ForEach(one => weights.Read(one)));
        Assert.Contains("cut short or damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_of_archives_is_the_known_one() =>
        Assert.Equal(0xCBF43926, ArchiveChecksum.Of("123456789"u8));

    private static void ReadWhereStored(PytorchFile weights, WeightTensor tensor)
    {
        try
        {
            weights.Read(tensor);
        }
        catch (ModelRefusedException e)
            when (e.Message.Contains("does not fit its storage", StringComparison.Ordinal))
        {
            // The archive holds the first storage alone.
        }
    }
}
