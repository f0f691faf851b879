using System.IO.Compression;
using System.Text;
using Antiphon.Disk.Io;
using Antiphon.Time;

namespace Antiphon.Session.Io;

/// <summary>
/// A log of text lines that is closed, compressed and begun anew after so much sound; when the
/// compressed parts pass their quota the oldest go. Time is the sample clock's.
/// </summary>
/// <remarks>
/// Thread-safe by one lock. A disk that fails is reported once and then left alone.
/// </remarks>
public sealed class RotatingLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SessionOptions _options;
    private StreamWriter _writer;
    private SampleTime _rotateAt;
    private Task _packing = Task.CompletedTask;
    private int _parts;

    public RotatingLog(string path, SessionOptions options)
    {
        (_path, _options) = (path, options);
        _writer = Open();
        _rotateAt = SampleTime.Zero.PlusSeconds(60.0 * options.RotateMinutes);
    }

    /// <summary>Why lines are missing; null while none are.</summary>
    public string? Fault { get; private set; }

    /// <summary>Appends a line that belongs to a time.</summary>
    public void Write(string line, SampleTime time)
    {
        lock (_lock)
        {
            if (Fault is null)
            {
                TryAppend(line, time);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            try
            {
                _packing.Wait();
                _writer.Dispose();
            }
            catch (IOException e)
            {
                Fault ??= $"{_path} could not be finished: {e.Message}";
            }
        }
    }

    private void TryAppend(string line, SampleTime time)
    {
        try
        {
            if (time >= _rotateAt)
            {
                Rotate(time);
            }

            _writer.Write(line);
            _writer.Write('\n');
        }
        catch (IOException e)
        {
            Fault = $"{_path} is not written any more: {e.Message}";
        }
    }

    private StreamWriter Open() => new(_path, append: false, new UTF8Encoding(false));

    private void Rotate(SampleTime time)
    {
        _packing.Wait();
        _writer.Dispose();
        var part = ++_parts;
        File.Move(_path, UnpackedPath(part), overwrite: true);
        _packing = Task.Run(() => Pack(part));
        _writer = Open();
        while (time >= _rotateAt)
        {
            _rotateAt = _rotateAt.PlusSeconds(60.0 * _options.RotateMinutes);
        }
    }

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
        catch (IOException e)
        {
            Fault ??= $"{PartPath(part)} is not written: {e.Message}";
        }
    }

    private void Prune(int newest)
    {
        var left = _options.LogQuotaMegabytes * 1_000_000L;
        for (var part = newest; part > 0 && File.Exists(PartPath(part)); part--)
        {
            left -= new FileInfo(PartPath(part)).Length;
            if (left < 0)
            {
                File.Delete(PartPath(part));
            }
        }
    }

    private string PartPath(int part) => Path.ChangeExtension(_path, $"{part:D5}.jsonl.gz");

    private string UnpackedPath(int part) => Path.ChangeExtension(_path, $"{part:D5}.jsonl");
}
