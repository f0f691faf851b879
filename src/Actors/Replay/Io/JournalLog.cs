using System.Security.Cryptography;
using System.Text;
using Antiphon.Session.Io;
using Antiphon.Time;

namespace Antiphon.Replay.Io;

/// <summary>Writes a journal to the session's log, and seals it with its fingerprint.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class JournalLog : IDisposable
{
    private readonly RotatingLog _log;
    private readonly IncrementalHash _hash =
        IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private SampleTime _time;
    private long _lines;

    public JournalLog(RotatingLog log)
    {
        _log = log;
        Write(JournalLine.Heading);
    }

    /// <summary>Appends an entry that belongs to a time.</summary>
    public void Write(JournalEntry entry, SampleTime time)
    {
        _time = time;
        Write(JournalLine.Of(entry));
    }

    /// <summary>Ends it: a journal without an end was cut off.</summary>
    public void Seal() => _log.Write(
        JournalLine.End(_lines, Convert.ToHexStringLower(_hash.GetHashAndReset())), _time);

    public void Dispose() => _hash.Dispose();

    private void Write(string line)
    {
        _lines++;
        _hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        _log.Write(line, _time);
    }
}
