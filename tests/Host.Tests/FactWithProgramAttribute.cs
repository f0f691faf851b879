using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// A test that needs a program of another house, and is skipped where it is missing.
/// </summary>
internal sealed class FactWithProgramAttribute : FactAttribute
{
    public FactWithProgramAttribute(string program, string package)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"{program} is not installed (Debian package {package})";
        }
    }
}
