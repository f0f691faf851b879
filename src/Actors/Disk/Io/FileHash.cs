using System.Security.Cryptography;

namespace Antiphon.Disk.Io;

/// <summary>What a file is, whatever it is called.</summary>
public static class FileHash
{
    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    /// <exception cref="IOException">It is not there, or is no file with an end.</exception>
    public static string Sha256(string path)
    {
        using var file = ReadableFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
