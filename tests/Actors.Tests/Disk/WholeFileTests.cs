using Antiphon.Disk.Io;
using Antiphon.Native;
using Antiphon.Tests.Capture;
using Xunit;

namespace Antiphon.Tests.Disk;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("a.txt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_takes_the_place_of_what_stood_there_and_leaves_nothing_beside_it()
    {
        WholeFile.WriteText(Target, "a long text that was there before");
        WholeFile.WriteText(Target, "né");

        Assert.Equal("né"u8.ToArray(), File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void Until_the_last_byte_is_written_a_reader_finds_what_stood_there()
    {
        WholeFile.WriteText(Target, "old");
        WholeFile.Write(Target, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
        });

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_writer_that_fails_leaves_what_stood_there_and_no_half_file()
    {
        WholeFile.WriteText(Target, "old");
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void A_writer_may_go_back_and_read()
    {
        WholeFile.Write(Target, stream =>
        {
            stream.Write("abc"u8);
            stream.Position = 1;
            Assert.Equal('b', stream.ReadByte());
            stream.WriteByte((byte)'d');
        });

        Assert.Equal("abd", File.ReadAllText(Target));
    }

    [Fact]
    public void Without_a_folder_nothing_is_written() =>
        Assert.ThrowsAny<IOException>(
            () => WholeFile.WriteText(_folder.PathOf(Path.Combine("none", "a.txt")), "x"));

    [Fact]
    public void A_folder_can_be_synced_and_one_that_is_not_there_says_why()
    {
        if (LibC.IsThere)
        {
            Assert.Null(LibC.SyncFolder(Path.GetDirectoryName(Target)!));
            Assert.NotNull(LibC.SyncFolder(_folder.PathOf("none")));
        }
    }
}
