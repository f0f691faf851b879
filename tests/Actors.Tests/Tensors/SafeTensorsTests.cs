using System.Text;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Tensors;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly string _folder =
        Directory.CreateTempSubdirectory("antiphon-safetensors").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        var path = Path.Combine(_folder, "new", "a.safetensors");
        SafeTensorsFile.Write(path, Sample());
        var read = SafeTensorsFile.Read(path);

        Assert.Equal("{\"x\":\"é\"}", read.Metadata["contract"]);
        Assert.Equal([1.5f, -2f, float.Epsilon, 4f, 5f, 6f], read["singles"].ReadSingles());
        Assert.Equal([2, 3], read["singles"].Shape);
        Assert.Equal([Math.PI], read["doubles"].Read<double>());
        Assert.Equal([short.MinValue, 7], read["shorts"].Read<short>());
        Assert.Equal([int.MaxValue], read["ints"].Read<int>());
        Assert.Equal([long.MinValue, 1], read["longs"].Read<long>());
        Assert.Equal([255, 0, 3], read["bytes"].Read<byte>());
        Assert.Equal([0.5f], read["halves"].ReadSingles());
        Assert.Empty(read["none"].Read<byte>());
        Assert.Equal([Path.GetFileName(path)], Directory.GetFiles(Path.GetDirectoryName(path)!)
            .Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_of_another_writer_is_read()
    {
        // As Python's safetensors writes it: metadata last, no padding, spaces in the JSON.
        var header = "{\"b\": {\"dtype\": \"F32\", \"shape\": [], \"data_offsets\": [2, 6]}, "
            + "\"a\": {\"dtype\": \"U8\", \"shape\": [2, 1], \"data_offsets\": [0, 2]}, "
            + "\"__metadata__\": {\"k\": \"v\"}}";
        var read = Parse(Bytes(header, [7, 8, 0, 0, 128, 63]));

        Assert.Equal([7, 8], read["a"].Read<byte>());
        Assert.Equal([1f], read["b"].ReadSingles());
        Assert.Equal("v", read.Metadata["k"]);
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("{\"a\":3}", 0)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2]}}", 2)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,3]}}", 3)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 3)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}", 3)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[-2,-1],\"data_offsets\":[0,2]}}", 2)]
    [InlineData("{\"a\":{\"dtype\":\"X9\",\"shape\":[2],\"data_offsets\":[0,2]}}", 2)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,2]}}", 2)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999],\"data_offsets\":[0,2]}}", 2)]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2147483647,2147483647,2147483647],"
        + "\"data_offsets\":[0,2]}}", 2)]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
        + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}", 2)]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3)]
    [InlineData("{\"__metadata__\":{\"k\":1}}", 0)]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[65536,65536,65536,65536,65536,65536,65536,65536],"
        + "\"data_offsets\":[0,0]}}", 0)]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,1]}}", 1)]
    [InlineData(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[9223372036854775807,2],\"data_offsets\":[0,2]}}", 2)]
    public void A_header_that_lies_is_refused(string header, int dataBytes) =>
        Assert.Throws<SafeTensorsException>(
            () => Parse(Bytes(header, new byte[dataBytes])));

    [Fact]
    public void Random_damage_never_ends_in_anything_but_the_refusal()
    {
        var whole = Written(Sample());
        var place = Gen.Int[0, whole.Length - 1];
        Gen.Select(place, Gen.Byte, place, Gen.Bool).Sample(
            (at, value, length, cut) =>
            {
                var damaged = (byte[])whole.Clone();
                damaged[at % 400] = value;
                damaged[at] = value;
                try
                {
                    Parse(damaged[..(cut ? length : damaged.Length)]);
                    return true;
                }
                catch (SafeTensorsException)
                {
                    return true;
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var whole = Written(Sample());
        for (var length = 0; length < whole.Length; length++)
        {
            var part = whole[..length];
            Assert.Throws<SafeTensorsException>(() => Parse(part));
        }
    }

    [Fact]
    public void A_missing_file_and_a_folder_that_is_a_file_are_refused()
    {
        var path = Path.Combine(_folder, "file");
        Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(path));
        File.WriteAllText(path, "x");
        Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Read(path));
        Assert.Throws<SafeTensorsException>(
            () => SafeTensorsFile.Write(Path.Combine(path, "inside"), Sample()));
    }

    [Fact]
    public void A_tensor_is_read_when_asked_for_and_one_of_another_type_may_stand_beside_it()
    {
        var header = "{\"a\":{\"dtype\":\"X9\",\"shape\":[7],\"data_offsets\":[0,3]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[3,5]}}";
        using var reader = new SafeTensorsReader(
            new MemoryStream(Bytes(header, [1, 2, 3, 0xC0, 0x3F])));

        var (a, b) = (reader.Header.Tensors[0], reader.Header.Tensors[1]);
        Assert.Equal([1.5f], reader.Read(b).ReadSingles());
        Assert.Null(a.Type);
        Assert.Throws<SafeTensorsException>(() => reader.Read(a));
    }

    [Fact]
    public void A_file_that_shrinks_under_its_reader_is_refused()
    {
        using var file = new MemoryStream();
        SafeTensorsFormat.Write(Sample(), file);
        file.Position = 0;
        using var reader = new SafeTensorsReader(file);
        file.SetLength(file.Length - 1);

        Assert.Throws<SafeTensorsException>(() => reader.ReadAll());
    }

    private static SafeTensorsDocument Parse(byte[] bytes)
    {
        using var reader = new SafeTensorsReader(new MemoryStream(bytes));
        return reader.ReadAll();
    }

    internal static byte[] Written(SafeTensorsDocument document)
    {
        using var stream = new MemoryStream();
        SafeTensorsFormat.Write(document, stream);
        return stream.ToArray();
    }

    private static SafeTensorsDocument Sample() => new(
        [
            SafeTensor.Of<float>("singles", [1.5f, -2f, float.Epsilon, 4f, 5f, 6f], 2, 3),
            SafeTensor.Of<double>("doubles", [Math.PI], 1),
            SafeTensor.Of<short>("shorts", [short.MinValue, 7], 2),
            SafeTensor.Of<int>("ints", [int.MaxValue], 1, 1, 1),
            SafeTensor.Of<long>("longs", [long.MinValue, 1], 2),
            SafeTensor.Of<byte>("bytes", [255, 0, 3], 3),
            SafeTensor.Of<Half>("halves", [(Half)0.5f], 1),
            SafeTensor.Of<byte>("none", [], 0, 7),
        ],
        new Dictionary<string, string> { ["contract"] = "{\"x\":\"é\"}", ["a"] = "b" });

    private static byte[] Bytes(string header, byte[] data) =>
        [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. data];
}
