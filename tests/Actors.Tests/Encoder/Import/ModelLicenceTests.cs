using Antiphon.Encoder.Io;
using Antiphon.Tests.Capture;
using Xunit;

namespace Antiphon.Tests.Encoder;

/// <summary>A licence is what the published folder says, and never a guess.</summary>
public sealed class ModelLicenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> Said => new()
    {
        { "README.md", "---\ntags: [music]\nlicense: cc-by-nc-4.0\n---\n# MERT", "cc-by-nc-4.0" },
        { "README.md", "---\r\nlicense: \"mit\" # really\r\n---\r\n", "mit" },
        { "README.md", "# MERT\nlicense: mit\n", "unknown" },
        { "README.md", "---\ntags: music\n---\nlicense: mit\n", "unknown" },
        { "README.md", "---\nlicense: <script>alert(1)</script>\n---\n", "unknown" },
        { "config.json", """{"license": "apache-2.0"}""", "apache-2.0" },
        { "config.json", """{"license": null}""", "unknown" },
        { "config.json", "{", "unknown" },
        { "LICENSE", "MIT License\n\nCopyright (c) 2026", "MIT" },
        {
            "LICENSE", "    Apache License\n    Version 2.0, January 2004\n",
            "Apache-2.0"
        },
        {
            "LICENSE.txt",
            "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
            "CC-BY-NC-SA-4.0"
        },
        {
            "LICENSE.md", "Creative Commons Attribution-NonCommercial 4.0 International Public",
            "CC-BY-NC-4.0"
        },
        { "LICENSE", "You may look at it on Sundays.", "unknown" },
        { "NOTICE", "MIT License", "unknown" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Said))]
    public void It_is_what_the_folder_says(string file, string text, string licence)
    {
        File.WriteAllText(_folder.PathOf(file), text);
        Assert.Equal(licence, ModelLicence.Of(_folder.PathOf(".")));
    }

    [Fact]
    public void The_model_card_comes_first()
    {
        File.WriteAllText(_folder.PathOf("LICENSE"), "MIT License");
        File.WriteAllText(_folder.PathOf("README.md"), "---\nlicense: openrail\n---\n");
        Assert.Equal("openrail", ModelLicence.Of(_folder.PathOf(".")));
    }

    [Fact]
    public void What_is_no_file_says_nothing()
    {
        Directory.CreateDirectory(_folder.PathOf("LICENSE"));
        File.CreateSymbolicLink(_folder.PathOf("README.md"), "/dev/zero");
        Assert.Equal("unknown", ModelLicence.Of(_folder.PathOf(".")));
    }
}
