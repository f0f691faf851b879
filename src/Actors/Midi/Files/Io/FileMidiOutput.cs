using Antiphon.Disk;
using Antiphon.Disk.Io;
using Antiphon.Time;

namespace Antiphon.Midi.Io;

/// <summary>
/// Writes the reply as a Standard MIDI File: a tempo map, a melody track and a bass track. Events
/// go to a log on disk beside the file, and <see cref="Flush"/> and the end of the output turn
/// the log into the file, such that a reader finds the old file or the new one and never half of
/// one. The log goes when the file stands. Times are the due times: how late the thread was does
/// not show. Bound: <see cref="MaxEvents"/>; what comes later is left out and counted, the
/// note-offs of notes in the file excepted. Thread-safe: the end may come while a thread that was
/// stuck in another output sends.
/// </summary>
/// <remarks>
/// The panic controllers CC 120 and 123 and the clock are left out: a file has no key that could
/// hang and a tempo of its own, and its bytes then depend on the notes alone.
/// </remarks>
public sealed class FileMidiOutput : IMidiOutput, IGrowingFile
{
    /// <summary>Events a file takes: 220 MB of log, eleven days of ten notes a second.</summary>
    public const long MaxEvents = 20_000_000;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly MidiOptions _options;
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
        _options = options;
        _ticks = new MidiTicks(options.TicksPerQuarter, options.TempoBpm);
        if (Directory.Exists(path))
        {
            throw new MidiException(
                MidiFault.Address, $"{Name} is a folder; name a file in it, such as reply.mid.");
        }

        if (WritablePlace.WhyNot(path) is { } why)
        {
            throw new MidiException(
                MidiFault.Address, $"{Name} cannot be written: {why}; name a file.");
        }

        MidiEventLog? log = null;
        Try(Name, () => log = new MidiEventLog(LogOf(path), maxEvents));
        _log = log!;
    }

    public string Name { get; }

    /// <summary>Events left out because the file was full.</summary>
    public long LeftOut => Interlocked.Read(ref _leftOut);

    /// <summary>
    /// Told instead of whoever ends the output when the file cannot be written; null to throw.
    /// </summary>
    public Action<string>? Failed { get; init; }

    string IGrowingFile.Name => Path.GetFileName(_path);

    string? IGrowingFile.Missing => LeftOut == 0
        ? null
        : FormattableString.Invariant($"{LeftOut} events of {Path.GetFileName(_path)}");

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
            if (!_log.Append(e, due))
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
        }

        Assemble();
    }

    /// <summary>Brings what was sent to the log on the disk.</summary>
    void IGrowingFile.Write() => _log.Write(sync: true);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        try
        {
            Assemble();
            _log.Delete();
        }
        catch (MidiException e) when (Failed is not null)
        {
            Failed(e.Message);
        }
        finally
        {
            _log.Dispose();
        }
    }

    /// <summary>Makes the file of what an output left that did not come to its end.</summary>
    /// <returns>False when it left none.</returns>
    /// <exception cref="MidiException">The file cannot be written.</exception>
    public static bool Finish(string path, MidiOptions options)
    {
        var log = LogOf(path);
        if (!File.Exists(log))
        {
            return false;
        }

        Try($"file:{path}", () =>
        {
            using (var stream = File.OpenRead(log))
            {
                Assemble(
                    path, MidiEventLog.Read(stream, stream.Length), options,
                    new MidiTicks(options.TicksPerQuarter, options.TempoBpm));
            }

            File.Delete(log);
        });
        return true;
    }

    private static string LogOf(string path) => $"{path}.events";

    private void Assemble()
    {
        lock (_gate)
        {
            if (_written)
            {
                return;
            }

            _written = true;
        }

        try
        {
            Try(Name, () => _log.Look(events => Assemble(_path, events, _options, _ticks)));
        }
        catch
        {
            lock (_gate)
            {
                _written = false;
            }

            throw;
        }
    }

    // Who has no chords in it gets no track of chords.
    private static void Assemble(
        string path, IEnumerable<(MidiEvent Event, SampleTime Time)> events, MidiOptions options,
        MidiTicks ticks) => WholeFile.Write(path, stream =>
    {
        var chords = options.ChordsChannel;
        var hasChords = events.Any(e => e.Event.IsNoteOn && e.Event.Channel == chords);
        var file = new StandardMidiFileWriter(stream, ticks, tracks: hasChords ? 3 : 2);
        WriteTrack(
            "Melody", channel => channel != options.BassChannel && channel != chords);
        WriteTrack("Bass", channel => channel == options.BassChannel);
        if (hasChords)
        {
            WriteTrack("Chords", channel => channel == chords);
        }

        file.End();
        void WriteTrack(string name, Func<int, bool> holds)
        {
            var track = file.BeginTrack(name);
            foreach (var (e, time) in events)
            {
                if (holds(e.Channel))
                {
                    track.Add(e, time);
                }
            }
        }
    });

    // Without the path, which is that of a file beside the one that was named.
    private static string Cause(Exception fault) =>
        fault.Message.Split(" : '", 2)[0].TrimEnd('.');

    private static void Try(string name, Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            throw new MidiException(
                fault is DirectoryNotFoundException ? MidiFault.Address : MidiFault.Output,
                $"{name} cannot be written: {Cause(fault)}; make room, or name a file in a folder "
                    + "that you may write.",
                fault);
        }
    }
}
