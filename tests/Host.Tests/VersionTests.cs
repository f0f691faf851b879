using Antiphon.Host.Output;
using Xunit;

namespace Antiphon.Host.Tests;

public sealed class VersionTests
{
    [Theory]
    [InlineData("0.1.0+0123456789ab", "0.1.0", "0123456789ab")]
    [InlineData("0.1.0", "0.1.0", null)]
    public void A_version_is_a_number_and_a_commit_where_one_is_known(
        string text, string number, string? commit)
    {
        var version = ProgramVersion.Parse(text);
        Assert.Equal(new ProgramVersion(number, commit), version);
        Assert.Equal(text, version.ToString());
    }

    [Fact]
    public async Task The_program_says_the_version_that_its_sessions_bear()
    {
        var run = await AntiphonProcess.Run("--version");
        Assert.Equal($"{ProgramVersion.Here}\n", run.Output);
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]{12})?$", $"{ProgramVersion.Here}");
    }
}
