using System.Text;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>A pickle may build dictionaries of tensors and do nothing else.</summary>
public sealed class PickleReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pickle").FullName;

    public static TheoryData<string, string> Poisons => new()
    {
        { "cposix\nsystem\nX\u0004\0\0\0true\u0085R.", "posix.system" },
        { "cbuiltins\neval\nX\u0001\0\0\01\u0085R.", "builtins.eval" },
        { "c__builtin__\ngetattr\n.", "__builtin__.getattr" },
        { "ctorch._utils\n_rebuild_tensor\n.", "torch._utils._rebuild_tensor" },
        { "\u008c\u0002os\u008c\u0006system\u0093.", "os.system" },
        { "(S'true'\nios\nsystem\n.", "opcode 0x53" },
        { "(ios\nsystem\n.", "opcode 0x69" },
        { "(cos\nsystem\no.", "os.system" },
        { ")\u0081.", "opcode 0x81" },
        { "P0\n.", "opcode 0x50" },
        { "\u0082\u0001.", "opcode 0x82" },
        { "ccollections\nOrderedDict\nK\u0001\u0085R.", "calls collections.OrderedDict" },
        { "K\u0001K\u0001R.", "calls something that is no function" },
        { "K\u0001Q.", "refers to something that is no storage" },
        { "K\u0001.", "ends with no dictionary" },
        { "}", "ends in the middle" },
        { "R.", "empty stack" },
        { "(R.", "empty stack" },
        { "h\u0007.", "recalls what it never kept" },
        { "}K\u0001b.", "gives a state" },
        { "K\u0001K\u0001K\u0001s.", "fills something that is no dictionary" },
        { "}NK\u0001s.", "nameless" },
        { "X\u00ff\u00ff\u00ff\u00ff.", "ends in the middle" },
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public void Whatever_is_outside_the_lists_is_refused_by_name(string program, string expected)
    {
        var path = PoisonedPickle.Archive(
            _folder, Encoding.Latin1.GetBytes("\u0080\u0002" + program));
        var refused = Assert.Throws<ModelRefusedException>(() => new PytorchFile(path));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void The_reference_is_read_with_its_shapes()
    {
        using var safetensors = TinyMert.Safetensors();
        using var pickle = TinyMert.Pytorch();
        Assert.Equal(
            safetensors.Tensors.Keys.Order(), pickle.Tensors.Keys.Order());
        Assert.All(pickle.Tensors.Values, tensor => Assert.Equal(
            safetensors.Tensors[tensor.Name].Shape.AsEnumerable(), tensor.Shape.AsEnumerable()));
    }

    [Fact]
    public void Any_damage_is_read_or_refused_and_never_anything_else()
    {
        var honest = PoisonedPickle.Honest();
        Gen.Select(Gen.Int[0, honest.Length - 1], Gen.Byte, Gen.Int[0, honest.Length - 1], Gen.Byte)
            .Sample(
                (i, a, j, b) =>
                {
                    byte[] damaged = [.. honest];
                    (damaged[i], damaged[j]) = (a, b);
                    try
                    {
                        new PickleReader(damaged, "damaged").Read();
                    }
                    catch (ModelRefusedException)
                    {
                    }
                },
                iter: 1500);
    }

    [Fact]
    public void A_view_outside_its_storage_is_no_plain_tensor()
    {
        var whole = new PickledTensor("0", "torch.FloatStorage", 6, 0, [2, 3], [3, 1]);
        Assert.True(whole.IsPlain);
        Assert.False((whole with { Offset = 1 }).IsPlain);
        Assert.False((whole with { Offset = -1 }).IsPlain);
        Assert.False((whole with { Strides = [1, 2] }).IsPlain);
        Assert.False((whole with { Shape = [0, 3] }).IsPlain);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
