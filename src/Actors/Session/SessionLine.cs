using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>
/// The JSON lines of a session: one a frame, one a decision, one a note that was heard, one a
/// command, one an event.
/// </summary>
public static class SessionLine
{
    /// <summary>
    /// The schema of the decisions, which rises when a mind decides otherwise on what it heard, or
    /// a line of <c>decisions.jsonl</c> changes its meaning: older sessions then replay no more.
    /// </summary>
    public const int Schema = 5;

    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A token by itself, as <c>antiphon tokens</c> writes it.</summary>
    public static string Of(FrameToken token) => JsonSerializer.Serialize(Record(token), Style);

    /// <summary>
    /// A line of <c>tokens.jsonl</c>: a token, the keys that the ear heard, and what was known of
    /// the music as it reached the agent; null for one that never did.
    /// </summary>
    public static string Of(FrameToken token, FrameMusic? music)
    {
        var line = JsonSerializer.SerializeToNode(Record(token), Style)!.AsObject();
        var known = music?.Known ?? MusicNow.Nothing;
        line["keys"] = Node(music is null ? null : music.Heard?.Keys ?? []);
        line["melody"] = music?.Heard?.MelodyKey;
        line["struck"] = music?.Heard?.IsStruck ?? false;
        line["beat"] = Node(Document(known.Beat, token.Time));
        line["chord"] = Node(Document(known.Chord));
        line["key"] = Node(Document(known.Key));
        return line.ToJsonString(Style);
    }

    /// <summary>
    /// A line of <c>decisions.jsonl</c>: the decision, and the notes that it planned.
    /// </summary>
    public static string Of(TakenDecision taken) =>
        JsonSerializer.Serialize(Document(taken), Style);

    /// <summary>A line of <c>notes.jsonl</c>: a note that was heard, when it has ended.</summary>
    public static string Of(MusicNote note) => JsonSerializer.Serialize(
        new
        {
            T = note.Onset.Seconds,
            note.Key,
            Seconds = note.Length.Seconds,
            note.LoudnessDb,
            KnownAt = note.KnownAt.Seconds,
        },
        Style);

    /// <summary>A line of <c>notes.jsonl</c>: a drum that was heard.</summary>
    public static string Of(MusicHit hit) => JsonSerializer.Serialize(
        new
        {
            T = hit.Hit.Time.Seconds,
            hit.Hit.Drum,
            hit.Hit.Strength,
            KnownAt = hit.KnownAt.Seconds,
        },
        Style);

    /// <summary>A line of <c>events.jsonl</c>: a live input was lost or regained.</summary>
    /// <param name="heard">How far the sound has been heard.</param>
    /// <param name="at">The time of day.</param>
    public static string Of(InputChanged input, SampleTime heard, DateTimeOffset at) =>
        Event(input, heard, at);

    /// <summary>
    /// A line of <c>decisions.jsonl</c> that is no decision: what the watch over the words found.
    /// </summary>
    public static string Of(HealthNotice notice) => JsonSerializer.Serialize(
        new
        {
            T = notice.Time.Seconds,
            Health = notice.Finding,
            notice.Reading.Stem,
            notice.Reading.Perplexity,
            notice.Reading.LearnedPerplexity,
            notice.Reading.DivergenceBits,
            Why = notice.Text,
        },
        Style);

    /// <summary>A line of any log in JSON, for lines that no disk took.</summary>
    public static string Of(LostLines lost) => JsonSerializer.Serialize(
        new { T = lost.From.Seconds, Lost = lost.Count, Until = lost.Until.Seconds }, Style);

    /// <summary>
    /// A line of <c>controls.jsonl</c>: a command by its name, and what it carries.
    /// </summary>
    public static string Of(ControlGiven given) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["t"] = given.At.Seconds,
            [given.Command.Kind] = given.Command,
        },
        Style);

    /// <summary>A decision as it is written down.</summary>
    internal static object Document(TakenDecision taken)
    {
        var decision = taken.Decision;
        return new
        {
            decision.Id,
            T = decision.Time.Seconds,
            decision.Voice,
            decision.Occasion,
            decision.Mode,
            decision.Why,
            decision.MatchedFrames,
            decision.MatchedSeconds,
            decision.Weights,
            decision.TranspositionSemitones,
            decision.Stretch,
            decision.Likeness,
            Runs = decision.Runs.Select(run => new
            {
                run.Recording,
                From = run.From.Seconds,
                To = run.To.Seconds,
                run.OffsetSeconds,
                run.TranspositionSemitones,
            }),
            Sources = decision.NoteSources.Select(time => time.Seconds),
            Notes = taken.Notes.Select(note => new
            {
                Id = note.Id.Value,
                T = note.Due.Seconds,
                note.Key,
                note.Velocity,
                Seconds = note.Length.Seconds,
            }),
            taken.StageMs,
        };
    }

    /// <summary>A line of <c>events.jsonl</c>: something befell the run.</summary>
    /// <param name="what">A record, by whose name it is called.</param>
    /// <param name="heard">How far the sound has been heard.</param>
    /// <param name="at">The time of day.</param>
    public static string Event(object what, SampleTime heard, DateTimeOffset at) =>
        JsonSerializer.Serialize(
            new
            {
                T = heard.Seconds,
                At = at,
                Event = JsonNamingPolicy.CamelCase.ConvertName(what.GetType().Name),
                Is = what,
            },
            Style);

    private static TokenRecord Record(FrameToken token) => new(
        token.Time.Seconds,
        token.Segment.Value,
        token.Frame,
        Word(token.Harmonic),
        Word(token.Percussive),
        token.HarmonicDistance,
        token.PercussiveDistance,
        token.Descriptors.LoudnessDb,
        token.Descriptors.F0Hz,
        token.Descriptors.OnsetStrength,
        token.Warming);

    private static object? Document(Beat? beat, SampleTime time) => beat is not { } sure
        ? null
        : new { Phase = sure.PhaseAt(time), sure.Seconds, Sure = sure.Sureness };

    private static object? Document(Chord? chord) => chord is not { } sure
        ? null
        : new { sure.Root, Kind = sure.Kind.Symbol(), sure.Bass, Sure = sure.Sureness };

    private static object? Document(MusicalKey? key) => key is not { } sure
        ? null
        : new { sure.Tonic, Minor = sure.IsMinor, Sure = sure.Sureness };

    private static JsonNode? Node(object? document) =>
        document is null ? null : JsonSerializer.SerializeToNode(document, Style);

    private static object Word(Token word) => word.IsRest ? "rest" : word.Code;

    private sealed record TokenRecord(
        double T,
        long Segment,
        int Frame,
        object Harmonic,
        object Percussive,
        float HarmonicDistance,
        float PercussiveDistance,
        float LoudnessDb,
        [property: JsonPropertyName("f0Hz")] float? F0Hz,
        float Onset,
        bool Warming);
}
