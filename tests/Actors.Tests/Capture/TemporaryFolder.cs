namespace Antiphon.Tests.Capture;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("antiphon-");

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public string Write(string file, byte[] content)
    {
        File.WriteAllBytes(PathOf(file), content);
        return PathOf(file);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
