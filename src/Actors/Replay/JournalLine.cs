using System.Text.Json;

namespace Antiphon.Replay;

/// <summary>
/// The lines of <c>heard.jsonl</c>: each a JSON array that begins with what it is. Numbers are
/// written such that they are read back exactly; times are half-samples at 24 kHz.
/// </summary>
public static class JournalLine
{
    /// <summary>
    /// The format, which rises when a line changes its meaning or a line comes that older rigs do
    /// not know.
    /// </summary>
    /// <remarks>
    /// 2: "key down", before the "key" that tells of the whole note. 3: "music". 4: what is
    /// recalled rests on the notes of "music" too; the lines are those of 3.
    /// </remarks>
    public const int Version = 4;

    /// <summary>The oldest format whose lines still mean what they meant.</summary>
    public const int OldestRead = 1;

    /// <summary>From which format on frames are recalled by the notes heard in them.</summary>
    public const int RecallsNotesFrom = 4;

    private static readonly JournalRows Writer = new();

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
        ["music"] = "answer, start, samples, 1: nothing was heard of it; notes that began: onset, "
            + "key, loudness (dB), sureness, known at; notes that ended: onset, key, end, known "
            + "at; hits: time, drum, loudness (dB), sureness, known at",
        ["gap, ended, reflexes ended"] = "answer, segment, start, samples, why",
        ["control"] = "answer, time, command, what it carries",
        ["followed"] = "a command of the schedule, likewise",
        ["key down"] = "answer, onset, key, velocity",
        ["key"] = "answer, onset, samples, key, velocity",
        ["let go"] = "answer, note, due, lateness (ms)",
        ["mind"] = "answer, minds before this one",
        ["queued, taken back, moved, silenced, program"] = "what the transport did",
        ["end"] = "lines before this one, their SHA-256",
    });

    /// <summary>An entry as a line.</summary>
    public static string Of(JournalEntry entry) => entry.Accept(Writer).ToString();

    /// <summary>The last line.</summary>
    /// <param name="lines">Lines before it.</param>
    /// <param name="sha256">Of these, each with its line end; lower-case hex.</param>
    public static string End(long lines, string sha256) =>
        new JournalRow("end").Add(lines).Add(sha256).ToString();
}
