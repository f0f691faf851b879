using Antiphon.Wording;
using Xunit;

namespace Antiphon.Tests.Wording;

public sealed class DiskFaultTests
{
    [Fact]
    public void A_folder_that_is_not_there_is_named_with_what_to_do()
    {
        var place = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "x.mid");
        var fault = DiskFault.Of(Assert.ThrowsAny<IOException>(
            () => File.WriteAllText(place + ".part", "")));

        Assert.True(fault.IsPlace);
        Assert.StartsWith(place + " ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("name another place", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_said_to_be_one() =>
        Assert.Contains(
            "is a folder",
            DiskFault.Of(Assert.ThrowsAny<Exception>(
                () => File.WriteAllText(Path.GetTempPath(), ""))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(28, "the disk is full", false)]
    [InlineData(30, "read-only", true)]
    [InlineData(21, "is a folder", true)]
    [InlineData(20, "lies in a file", true)]
    public void What_the_system_refused_is_said_in_plain_words(int errno, string why, bool isPlace)
    {
        var fault = DiskFault.Of(new IOException("Some error : '/music/reply.mid'", errno));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains("/music/reply.mid", fault.Message, StringComparison.Ordinal);
        Assert.Equal(isPlace, fault.IsPlace);
    }

    [Fact]
    public void What_nobody_knows_keeps_its_own_words() =>
        Assert.Equal(
            new DiskFault("the cable is out", false),
            DiskFault.Of(new IOException("the cable is out")));
}
