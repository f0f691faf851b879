using Antiphon.Disk.Io;
using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// Writes the reply as a Standard MIDI File: a tempo map, a melody track and a bass track. Events
/// go to a log on disk beside the file, and <see cref="Flush"/> and the end of the output turn
/// the log into the file, such that a reader finds the old file or the new one and never half of
/// one. Times are the due times: how late the thread was
/// does not show. Bound: <see cref="MaxEvents"/>; what comes later is left out and counted, the
/// note-offs of notes in the file excepted. Thread-safe by one lock: the end may come while a
/// thread that was stuck in another output sends.
/// </summary>
/// <remarks>
/// The panic controllers CC 120 and 123 and the clock are left out: a file has no key that could
/// hang and a tempo of its own, and its bytes then depend on the notes alone.
/// </remarks>
public sealed class FileMidiOutput : IMidiOutput
{
    /// <summary>Events a file takes: 220 MB of log, eleven days of ten notes a second.</summary>
    public const long MaxEvents = 20_000_000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly int _bassChannel;
    private readonly MidiTicks _ticks;
    private readonly MidiEventLog _log;
    private bool _written, _disposed;
    private long _leftOut;

    /// <param name="path">Replaced when it exists; its folder must exist.</param>
    /// <param name="options">Channels, tempo and resolution.</param>
    /// <exception cref="MidiException">The file cannot be written there.</exception>
    public FileMidiOutput(string path, MidiOptions options)
        : this(path, options, MaxEvents)
    {
    }

    internal FileMidiOutput(string path, MidiOptions options, long maxEvents)
    {
        Name = $"file:{path}";
        _path = path;
        _bassChannel = options.BassChannel;
        _ticks = new MidiTicks(options.TicksPerQuarter, options.TempoBpm);
        if (Directory.Exists(path))
        {
            throw new MidiException(
                MidiFault.Output, $"{Name} is a folder; name a file in it, such as reply.mid.");
        }

        _log = Try("written", () => new MidiEventLog($"{path}.events", maxEvents));
    }

    public string Name { get; }

    /// <summary>Events left out because the file was full.</summary>
    public long LeftOut => Interlocked.Read(ref _leftOut);

    public void Send(MidiEvent e, SampleTime due)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (e.IsRealTime || (e.IsControlChange && e.Data1 is 120 or 123))
            {
                return;
            }

            _written = false;
            if (!Try("written", () => _log.Append(e, due)))
            {
                Interlocked.Increment(ref _leftOut);
            }
        }
    }

    /// <summary>
    /// Writes the file as it stands; a note still open is ended at its last event.
    /// </summary>
    /// <exception cref="MidiException">The file cannot be written.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_written)
            {
                _written = Try("written", Assemble);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            try
            {
                Flush();
            }
            finally
            {
                _disposed = true;
                _log.Dispose();
            }
        }
    }

    private bool Assemble()
    {
        WholeFile.Write(_path, stream =>
        {
            var file = new StandardMidiFileWriter(stream, _ticks, tracks: 2);
            WriteTrack(file.BeginTrack("Melody"), bass: false);
            WriteTrack(file.BeginTrack("Bass"), bass: true);
            file.End();
        });
        return true;
    }

    private void WriteTrack(MidiTrackWriter track, bool bass)
    {
        foreach (var (e, time) in _log.Read())
        {
            if (e.Channel == _bassChannel == bass)
            {
                track.Add(e, time);
            }
        }
    }

    private T Try<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            throw new MidiException(
                MidiFault.Output,
                $"{Name} cannot be {what}: {fault.Message} Name a file in a folder you may write.",
                fault);
        }
    }
}
