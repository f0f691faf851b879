using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Hpss;
using Antiphon.Midi;
using Antiphon.Notes;
using Antiphon.Quantizer;

namespace Antiphon.Replay;

/// <summary>
/// The lines of <c>heard.jsonl</c>: each a JSON array that begins with what it is. Numbers are
/// written such that they are read back exactly; times are half-samples at 24 kHz.
/// </summary>
public static class JournalLine
{
    /// <summary>The format, which rises when a line changes its meaning.</summary>
    public const int Version = 1;

    /// <summary>
    /// The first line, which names the fields of the others; without it the beginning is missing.
    /// </summary>
    public static string Heading { get; } = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["journal"] = Version,
        ["times"] = "half-samples at 24 kHz",
        ["kept"] = "segment, frame, harmonic word (255: rest), percussive word, w: warming "
            + "o: own sound h: harmonic open p: percussive open, states of the memory, loudness, "
            + "harmonic and percussive loudness (dB), onset (dB), f0 (Hz), voicing, centroid (Hz), "
            + "chroma from C",
        ["broke"] = "why the memory learns nothing across this point",
        ["frame"] = "answer of the mind, ordinal of a kept frame that it heard",
        ["reflex"] = "answer, start, loudness (dB), onset (dB) of 10 ms",
        ["gap, ended, reflexes ended"] = "answer, segment, start, samples, why",
        ["control"] = "answer, time, command, what it carries",
        ["followed"] = "a command of the schedule, likewise",
        ["key"] = "answer, onset, samples, key, velocity",
        ["let go"] = "answer, note, due, lateness (ms)",
        ["mind"] = "answer, minds before this one",
        ["queued, taken back, moved, silenced, program"] = "what the transport did",
        ["end"] = "lines before this one, their SHA-256",
    });

    /// <summary>An entry as a line.</summary>
    public static string Of(JournalEntry entry) => (entry switch
    {
        FrameKept kept => Of(kept),
        MemoryBroke broke => new JournalRow("broke").Add(broke.Why),
        MindHeard heard => Of(heard),
        CommandFollowed followed => Of(new JournalRow("followed").Add(0), followed.Given),
        TransportMoved moved => Of(moved.Move),
        _ => throw new ArgumentException($"{entry.GetType().Name} has no line", nameof(entry)),
    }).ToString();

    /// <summary>The last line.</summary>
    /// <param name="lines">Lines before it.</param>
    /// <param name="sha256">Of these, each with its line end; lower-case hex.</param>
    public static string End(long lines, string sha256) =>
        new JournalRow("end").Add(lines).Add(sha256).ToString();

    internal static string NameOf(Type command) =>
        JsonNamingPolicy.CamelCase.ConvertName(command.Name);

    private static JournalRow Of(FrameKept kept)
    {
        var (token, frame) = (kept.Token, kept.Token.Descriptors);
        var row = new JournalRow("kept")
            .Add(token.Segment.Value)
            .Add(token.Frame)
            .Add(token.Harmonic.Code)
            .Add(token.Percussive.Code)
            .Add(Flags(token))
            .Add(kept.States)
            .Add(frame.LoudnessDb)
            .Add(frame.HarmonicLoudnessDb)
            .Add(frame.PercussiveLoudnessDb)
            .Add(frame.OnsetStrength)
            .Add(frame.F0Hz)
            .Add(frame.Voicing)
            .Add(frame.CentroidHz);
        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            row.Add(frame.Chroma[pitchClass]);
        }

        return row;
    }

    private static string Flags(FrameToken token) =>
        (token.Warming ? "w" : "")
        + (token.OwnSound ? "o" : "")
        + (token.Descriptors.HarmonicOpen ? "h" : "")
        + (token.Descriptors.PercussiveOpen ? "p" : "");

    private static JournalRow Of(MindHeard heard)
    {
        JournalRow Row(string kind) => new JournalRow(kind).Add(heard.Answer);
        JournalRow Stretch(string kind, Slot slot) => Row(kind)
            .Add(slot.Segment.Value).Add(slot.Start.HalfSamples).Add(slot.Length.Samples);
        return heard.What switch
        {
            KnownFrame known => Row("frame").Add(known.Ordinal),
            ReflexHeard reflex => Row("reflex").Add(reflex.Start.HalfSamples)
                .Add(reflex.LoudnessDb).Add(reflex.OnsetDb),
            ReflexEnded ended => Stretch("reflexes ended", ended),
            Gap gap => Stretch("gap", gap).Add(gap.Reason),
            InputEnded ended => Stretch("ended", ended),
            ControlGiven given => Of(Row("control"), given),
            NoteHeard note => Row("key").Add(note.Onset.HalfSamples).Add(note.Length.Samples)
                .Add(note.Key).Add(note.Velocity),
            NoteSounded sounded => Row("let go").Add(sounded.Id.Value)
                .Add(sounded.Due.HalfSamples).Add(sounded.LatenessMs),
            MindBegan began => Row("mind").Add(began.Before),
            var other => throw new ArgumentException($"{other.GetType().Name} has no line"),
        };
    }

    private static JournalRow Of(JournalRow row, ControlGiven given) => row
        .Add(given.At.HalfSamples)
        .Add(NameOf(given.Command.GetType()))
        .AddJson(JsonSerializer.Serialize(
            given.Command, given.Command.GetType(), JsonSerializerOptions.Web));

    private static JournalRow Of(TransportMove move) => move switch
    {
        NoteQueued queued => new JournalRow("queued").Add(queued.Id.Value),
        NoteTakenBack back => new JournalRow("taken back").Add(back.Id.Value)
            .Add(back.Now.HalfSamples),
        TimeMoved moved => new JournalRow("moved").Add(moved.Now.HalfSamples),
        AllSilenced silenced => new JournalRow("silenced").Add(silenced.At.HalfSamples)
            .Add(silenced.ForGood ? 1 : 0),
        ProgramQueued { Program: var program } => new JournalRow("program")
            .Add((int)program.Voice).Add(program.Program).Add(program.Due.HalfSamples),
        _ => throw new ArgumentException($"{move.GetType().Name} has no line", nameof(move)),
    };
}
