using System.Buffers.Binary;

namespace Antiphon.Midi;

/// <summary>
/// Writes a Standard MIDI File of format 1: the header, a track with the tempi and the signs, then
/// the tracks that <see cref="BeginTrack"/> opens, one after the other. The bytes depend on nothing
/// but what is written. Not thread-safe.
/// </summary>
/// <remarks>Source: Standard MIDI Files 1.0, RP-001, MIDI Association, 1996.</remarks>
public sealed class StandardMidiFileWriter
{
    private readonly Stream _stream;
    private readonly TempoMap _tempo;
    private MidiTrackWriter? _open;
    private int _tracksLeft;

    /// <param name="stream">Seekable; stays the caller's.</param>
    /// <param name="ticks">The grid: one tempo throughout.</param>
    /// <param name="tracks">Tracks that will follow the tempo track, 1…65,534.</param>
    public StandardMidiFileWriter(Stream stream, MidiTicks ticks, int tracks)
        : this(stream, TempoMap.Fixed(ticks), [], tracks)
    {
    }

    /// <param name="stream">Seekable; stays the caller's.</param>
    /// <param name="tempo">The grid.</param>
    /// <param name="signs">What stands in the tempo track besides, in the order of time.</param>
    /// <param name="tracks">Tracks that will follow the tempo track, 1…65,534.</param>
    public StandardMidiFileWriter(
        Stream stream, TempoMap tempo, IReadOnlyList<MidiSign> signs, int tracks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tracks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tracks, ushort.MaxValue - 1);
        _stream = stream;
        _tempo = tempo;
        _tracksLeft = tracks + 1;
        WriteHeader(tracks + 1);
        BeginTrack("Tempo map").AddTempoMap(signs);
    }

    /// <summary>Ends the track before, and begins the next.</summary>
    /// <param name="name">Its name, ASCII.</param>
    public MidiTrackWriter BeginTrack(string name)
    {
        if (_tracksLeft-- == 0)
        {
            throw new InvalidOperationException("The file has all its tracks.");
        }

        _open?.End();
        _open = new MidiTrackWriter(_stream, _tempo, name);
        return _open;
    }

    /// <summary>Ends the last track; the file is whole then.</summary>
    public void End()
    {
        if (_tracksLeft != 0)
        {
            throw new InvalidOperationException($"{_tracksLeft} tracks are missing.");
        }

        _open?.End();
        _open = null;
        _stream.Flush();
    }

    private void WriteHeader(int tracks)
    {
        Span<byte> header = stackalloc byte[14];
        "MThd"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], 6);
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], (ushort)tracks);
        BinaryPrimitives.WriteUInt16BigEndian(header[12..], (ushort)_tempo.TicksPerQuarter);
        _stream.Write(header);
    }
}
