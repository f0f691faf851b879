using System.IO.Compression;
using Antiphon.Disk.Io;

namespace Antiphon.Session.Io;

/// <summary>
/// The parts of a log that were closed: each is compressed beside the work, and the oldest go when
/// all of them pass their quota. Not thread-safe.
/// </summary>
/// <param name="path">The log itself.</param>
internal sealed class LogParts(string path, SessionOptions options)
{
    private Task _packing = Task.CompletedTask;
    private int _parts;

    /// <summary>Makes a part of the log, which is closed; it is to be begun anew.</summary>
    public void Begin()
    {
        _packing.Wait();
        var part = _parts + 1;
        File.Move(path, UnpackedPath(part), overwrite: true);
        _parts = part;
        _packing = Task.Run(() => Pack(part));
    }

    /// <summary>Waits for the last part.</summary>
    public void Finish() => _packing.Wait();

    // A second of work for an hour of lines: nobody who writes is kept waiting for it.
    private void Pack(int part)
    {
        try
        {
            WholeFile.Write(PartPath(part), packed =>
            {
                using var plain = File.OpenRead(UnpackedPath(part));
                using var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true);
                plain.CopyTo(gzip);
            });
            File.Delete(UnpackedPath(part));
            Prune(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays as it is, which is whole too, and larger.
        }
    }

    private void Prune(int newest)
    {
        var left = options.LogQuotaMegabytes * 1_000_000L;
        for (var part = newest; part > 0; part--)
        {
            string[] there = [.. new[] { PartPath(part), UnpackedPath(part) }.Where(File.Exists)];
            if (there.Length == 0)
            {
                return;
            }

            left -= there.Sum(file => new FileInfo(file).Length);
            if (left < 0)
            {
                Array.ForEach(there, File.Delete);
            }
        }
    }

    private string PartPath(int part) => Path.ChangeExtension(path, $"{part:D5}.jsonl.gz");

    private string UnpackedPath(int part) => Path.ChangeExtension(path, $"{part:D5}.jsonl");
}
