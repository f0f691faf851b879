using System.IO.Compression;

namespace Antiphon.Tests.Encoder;

/// <summary>Writes archives of torch.save's form around a given pickle.</summary>
internal static class PoisonedPickle
{
    public static string Archive(string folder, ReadOnlySpan<byte> pickle)
    {
        var path = Path.Combine(folder, "pytorch_model.bin");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using var entry = archive.CreateEntry("pytorch_model/data.pkl").Open();
        entry.Write(pickle);
        return path;
    }

    /// <summary>Bytes as an archive packs them.</summary>
    public static byte[] Deflated(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The pickle of the reference model.</summary>
    public static byte[] Honest()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(TinyMert.Folder, "pytorch_model.bin"));
        using var entry = archive.GetEntry("pytorch_model/data.pkl")!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }
}
