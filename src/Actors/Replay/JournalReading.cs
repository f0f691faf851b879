using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Replay;

/// <summary>Reads the lines that <see cref="JournalRows"/> writes.</summary>
public static class JournalReading
{
    private const int FirstChroma = 14;

    /// <summary>The entry of a line.</summary>
    /// <exception cref="JournalException">It is none.</exception>
    public static JournalEntry Entry(JsonElement line)
    {
        try
        {
            return Read(line);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException
            or IndexOutOfRangeException or KeyNotFoundException or JsonException
            or OverflowException or NotSupportedException or ArgumentException)
        {
            throw new JournalException($"it is no line of a journal: {e.Message}");
        }
    }

    private static JournalEntry Read(JsonElement row)
    {
        switch (row[0].GetString())
        {
            case "kept":
                return Kept(row);
            case "broke":
                return new MemoryBroke(TextAt(row, 1));
            case "followed":
                return new CommandFollowed(Given(row));
            case "queued":
                return new TransportMoved(new NoteQueued(new NoteId(row[1].GetInt64())));
            case "taken back":
                return new TransportMoved(
                    new NoteTakenBack(new NoteId(row[1].GetInt64()), TimeAt(row, 2)));
            case "moved":
                return new TransportMoved(new TimeMoved(TimeAt(row, 1)));
            case "silenced":
                return new TransportMoved(new AllSilenced(TimeAt(row, 1), row[2].GetInt32() == 1));
            case "program":
                return new TransportMoved(new ProgramQueued(new ProgramPlanned(
                    (Voice)row[1].GetInt32(), row[2].GetInt32(), TimeAt(row, 3))));
            case "frame":
                return new FrameHeard(row[2].GetInt64(), row[1].GetInt64());
            default:
                return new MindHeard(Heard(row), row[1].GetInt64());
        }
    }

    private static MindInput Heard(JsonElement row) => row[0].GetString() switch
    {
        "reflex" => new MindInput.Reflex(Reflex(row)),
        "music" => new MindInput.Music(Music(row)),
        "reflexes ended" => new MindInput.ReflexesEnded(new ReflexEnded(Stretch(row))),
        "gap" => new MindInput.Lost(new Gap(Stretch(row), TextAt(row, 5))),
        "ended" => new MindInput.SoundEnded(new InputEnded(Stretch(row))),
        "control" => new MindInput.Control(Given(row)),
        "key down" => new MindInput.KeyDown(
            new KeyPressed(TimeAt(row, 2), row[3].GetInt32(), row[4].GetInt32())),
        "key" => new MindInput.Key(new NoteHeard(
            TimeAt(row, 2), new SampleCount(row[3].GetInt64()), row[4].GetInt32(),
            row[5].GetInt32())),
        "let go" => new MindInput.LetGo(new NoteSounded(
            new NoteId(row[2].GetInt64()), TimeAt(row, 3), row[4].GetDouble(), Sounded: false)),
        "mind" => new MindInput.MindBegan(row[2].GetInt32()),
        var other => throw new FormatException($"nothing is called '{other}'"),
    };

    private static FrameKept Kept(JsonElement row)
    {
        var (segment, frame) = (new SegmentId(row[1].GetInt64()), row[2].GetInt32());
        var flags = TextAt(row, 5);
        var whole = new Place(segment, segment.Start, FrameGrid.SegmentLength, 0);
        var token = new FrameToken(
            FrameCells.Of(whole, frame, FrameGrid.FramesPerSegment),
            frame,
            FrameGrid.FrameCentre(segment.Start, frame),
            new Token(row[3].GetByte()),
            new Token(row[4].GetByte()),
            HarmonicDistance: 0,
            PercussiveDistance: 0,
            Descriptors(row, flags),
            flags.Contains('w', StringComparison.Ordinal))
        {
            OwnSound = flags.Contains('o', StringComparison.Ordinal),
        };
        return new FrameKept(token, row[6].GetInt32());
    }

    private static FrameDescriptors Descriptors(JsonElement row, string flags)
    {
        var chroma = default(Chroma);
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            chroma[pitchClass] = row[FirstChroma + pitchClass].GetSingle();
        }

        return new FrameDescriptors
        {
            LoudnessDb = row[7].GetSingle(),
            HarmonicLoudnessDb = row[8].GetSingle(),
            PercussiveLoudnessDb = row[9].GetSingle(),
            OnsetStrength = row[10].GetSingle(),
            F0Hz = row[11].ValueKind == JsonValueKind.Null ? null : row[11].GetSingle(),
            Voicing = row[12].GetSingle(),
            CentroidHz = row[13].GetSingle(),
            Chroma = chroma,
            HarmonicOpen = flags.Contains('h', StringComparison.Ordinal),
            PercussiveOpen = flags.Contains('p', StringComparison.Ordinal),
        };
    }

    private static ReflexHeard Reflex(JsonElement row)
    {
        var start = TimeAt(row, 2);
        var place = new Place(
            new SegmentId(start.HalfSamples / 2 / FrameGrid.SegmentSamples),
            start,
            new SampleCount(ReflexDetector.BlockSamples),
            0);
        return new ReflexHeard(place, row[3].GetDouble(), row[4].GetDouble());
    }

    private static MusicHeard Music(JsonElement row)
    {
        var start = TimeAt(row, 2);
        var segment = new SegmentId(start.HalfSamples / 2 / FrameGrid.SegmentSamples);
        return new MusicHeard(new Place(segment, start, new SampleCount(row[3].GetInt64()), 0))
        {
            IsLost = row[4].GetInt32() == 1,
            Began =
            [
                .. row[5].EnumerateArray().Select(note => new NoteBegan(
                    TimeAt(note, 0), note[1].GetInt32(), note[2].GetSingle(),
                    note[3].GetSingle(), TimeAt(note, 4))),
            ],
            Ended =
            [
                .. row[6].EnumerateArray().Select(note => new NoteEnded(
                    TimeAt(note, 0), note[1].GetInt32(), TimeAt(note, 2), TimeAt(note, 3))),
            ],
            Hits =
            [
                .. row[7].EnumerateArray().Select(hit => new DrumHit(
                    TimeAt(hit, 0), DrumAt(hit, 1), hit[2].GetSingle(), hit[3].GetSingle(),
                    TimeAt(hit, 4))),
            ],
        };
    }

    private static DrumClass DrumAt(JsonElement row, int place) =>
        (DrumClass)row[place].GetInt32() is var drum && Enum.IsDefined(drum)
            ? drum
            : throw new FormatException($"there is no drum {(int)drum}");

    private static ControlGiven Given(JsonElement row) =>
        new(JournalCommands.Read(TextAt(row, 3), row[4]), TimeAt(row, 2));

    private static Place Stretch(JsonElement row) => new(
        new SegmentId(row[2].GetInt64()), TimeAt(row, 3), new SampleCount(row[4].GetInt64()), 0);

    private static string TextAt(JsonElement row, int place) =>
        row[place].GetString() ?? throw new FormatException("a text is missing");

    private static SampleTime TimeAt(JsonElement row, int place) => new(row[place].GetInt64());
}
