using System.Diagnostics;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>A volume of its own, in memory, that can be filled.</summary>
internal sealed class Volume : IDisposable
{
    private readonly TestFiles _files = new();

    /// <param name="kilobytes">What it holds.</param>
    public Volume(int kilobytes)
    {
        FullPath = _files.Path("volume");
        Directory.CreateDirectory(FullPath);
        Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "antiphon-test", FullPath);
    }

    public string FullPath { get; }

    /// <summary>True where this machine lets a test have one.</summary>
    public static bool IsAllowed { get; } = Try();

    public string Path(string name) => System.IO.Path.Combine(FullPath, name);

    /// <summary>Takes all the room there is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(
            Path("filling"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var block = new byte[4_096]; ;)
        {
            try
            {
                file.Write(block);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Path("filling"));

    /// <summary>Lets nothing be written any more.</summary>
    public void Protect() => Run("mount", "-o", "remount,ro", FullPath);

    public void Dispose()
    {
        Run("umount", "-l", FullPath);
        _files.Dispose();
    }

    private static bool Try()
    {
        try
        {
            using var volume = new Volume(64);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or SystemException)
        {
            return false;
        }
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args)
        {
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(errors);
        }
    }
}

/// <summary>A test that needs a volume, and is skipped where none may be mounted.</summary>
internal sealed class FactWithVolumeAttribute : FactAttribute
{
    public FactWithVolumeAttribute() =>
        Skip = Volume.IsAllowed ? null : "a volume in memory may not be mounted here (needs root)";
}
