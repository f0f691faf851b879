using System.Security.Cryptography;

namespace Antiphon.Disk.Io;

/// <summary>What a file is, whatever it is called.</summary>
public static class FileHash
{
    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
