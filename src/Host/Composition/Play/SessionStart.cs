using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Antiphon.Agent;
using Antiphon.Capture.Io;
using Antiphon.Disk.Io;
using Antiphon.Host.Configuration;
using Antiphon.Host.Output;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Replay;
using Antiphon.Session;
using Antiphon.Session.Io;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>
/// What a session began with, as <c>start.json</c>: with its journal, all that a replay needs.
/// </summary>
internal sealed record SessionStart
{
    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private const int MostBytes = 16_000_000;

    // What sessions meant that were played before they said so.
    private const int FirstSchema = 1;

    /// <summary>The version of the program that played.</summary>
    public required string Rig { get; init; }

    /// <summary>Its commit; null where it was built without git, or did not say.</summary>
    public string? Commit { get; init; }

    /// <summary>By which rules the mind decided, see <see cref="SessionLine.Schema"/>.</summary>
    public int DecisionsSchema { get; init; } = FirstSchema;

    /// <summary>How what was heard is written, see <see cref="JournalLine.Version"/>.</summary>
    public int JournalSchema { get; init; } = FirstSchema;

    /// <summary>When that was, by the clock on the wall.</summary>
    public required DateTimeOffset Began { get; init; }

    public required HeardInput Input { get; init; }

    /// <summary>On a virtual clock.</summary>
    public required bool Freewheel { get; init; }

    /// <summary>What the mind heard by.</summary>
    public required HearingLines Lines { get; init; }

    /// <summary>Where the reply went besides the session; empty where nobody said so.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    public required UsedFile Vocabulary { get; init; }

    /// <summary>SHA-256 of the perception contract.</summary>
    public required string Contract { get; init; }

    public required IReadOnlyList<UsedFile> Corpora { get; init; }

    /// <summary>Commands that took effect by themselves, as lines of the journal.</summary>
    public required IReadOnlyList<JsonElement> Schedule { get; init; }

    /// <summary>What came again and again behind them; null where nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Repetition? ScheduleAgain { get; init; }

    /// <summary>The MIDI keyboard that was heard too; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Keyboard { get; init; }

    /// <summary>The setlist; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlayedSetlist? Setlist { get; init; }

    /// <summary>The chart; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlayedChart? Chart { get; init; }

    /// <summary>The charts of the setlist's pieces; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlayedChart>? Charts { get; init; }

    /// <summary>Whether events went to the outputs ahead of their time.</summary>
    public required bool SoundsAtDue { get; init; }

    /// <summary>How much earlier than that for what its slowest instrument takes, in ms.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double OutputLatencyMs { get; init; }

    public required RigOptions Options { get; init; }

    /// <param name="Address">As it was given.</param>
    /// <param name="Name">As it is called.</param>
    /// <param name="Sha256">Of its file; null for what is no file.</param>
    /// <param name="Seconds">After which it was ended; null for the whole.</param>
    internal sealed record HeardInput(
        string Address, string Name, string? Sha256, double? Seconds);

    /// <param name="Commands">As lines of the journal, at their first times.</param>
    /// <param name="PeriodSamples">From one time to the next.</param>
    internal sealed record Repetition(IReadOnlyList<JsonElement> Commands, long PeriodSamples);

    /// <param name="Path">Where it lay.</param>
    /// <param name="Sha256">
    /// Of its bytes, lower-case hex; of a vocabulary: of its words, which are what counts.
    /// </param>
    internal sealed record UsedFile(string Path, string Sha256);

    /// <summary>The files that a session rests on, as they are now: it takes a while.</summary>
    internal sealed record UsedFiles(string? InputSha256, IReadOnlyList<UsedFile> Corpora)
    {
        public static UsedFiles Of(PlaySettings settings) => new(
            FileOf(settings.Input) is { } file ? FileHash.Sha256(file) : null,
            [
                .. settings.Corpora.Select(
                    path => new UsedFile(Path.GetFullPath(path), FileHash.Sha256(path))),
            ]);
    }

    /// <summary>As it is left in a folder.</summary>
    public string Text() => JsonSerializer.Serialize(this, Style) + "\n";

    /// <summary>What is known before the first sound.</summary>
    public static SessionStart Of(
        RigOptions options, PlaySettings settings, UsedFiles files, Vocabulary vocabulary,
        string inputName, MindStart mind, IMidiOutput output) => new()
        {
            Rig = ProgramVersion.Here.Number,
            Commit = ProgramVersion.Here.Commit,
            DecisionsSchema = SessionLine.Schema,
            JournalSchema = JournalLine.Version,
            Began = TimeProvider.System.GetLocalNow(),
            Input = new HeardInput(
                settings.Input, inputName, files.InputSha256, settings.DurationSeconds),
            Freewheel = settings.Freewheel,
            Lines = mind.Lines,
            Outputs = settings.Outputs,
            Vocabulary = new UsedFile(
                Path.GetFullPath(settings.Vocabulary), vocabulary.WordsSha256()),
            Contract = vocabulary.Contract.Sha256(),
            Corpora = files.Corpora,
            Schedule = Written((mind.Schedule as LoopedSchedule)?.Once ?? mind.Schedule),
            ScheduleAgain = mind.Schedule is LoopedSchedule looped
                ? new Repetition(Written(looped.Again), looped.Period.Samples)
                : null,
            Keyboard = settings.MidiInput,
            Chart = settings.Chart,
            SoundsAtDue = output.SoundsAtDue,
            OutputLatencyMs = output.LatencyMs,
            Options = options,
        };

    /// <summary>By which lines a mind hears.</summary>
    public static HearingLines LinesOf(bool freewheel) => freewheel
        ? HearingLines.TokensAndReflexes
        : HearingLines.LateTokensAndReflexes;

    /// <summary>Reads it from a session's folder.</summary>
    /// <exception cref="CommandException">There is none, or not of these schemas.</exception>
    public static SessionStart Load(SessionFolder folder)
    {
        if (!File.Exists(folder.Start))
        {
            throw CommandException.Refused(
                $"there is no {folder.Start}: this is no session, or one that was played before "
                + "sessions could be replayed");
        }

        SessionStart start;
        try
        {
            var text = ReadableFile.ReadText(folder.Start, MostBytes);
            RequireSchemas(folder, text);
            start = JsonSerializer.Deserialize<SessionStart>(text, Style)
                ?? throw new JsonException("it is empty");
            start.RequireWhole();
        }
        catch (Exception e) when (e is JsonException or JournalException or CommandException
        { ExitCode: ExitCode.BadUsage } or IOException or UnauthorizedAccessException
            or InvalidOperationException or NotSupportedException or ArgumentException
            or ChartException)
        {
            throw CommandException.Refused(
                $"{folder.Start} cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }

        return start;
    }

    /// <summary>The commands that took effect by themselves.</summary>
    public IReadOnlyList<ControlGiven> Followed() => ScheduleAgain is { } again
        ? new LoopedSchedule(
            Given(Schedule), Given(again.Commands), new SampleCount(again.PeriodSamples))
        : Given(Schedule);

    private static IReadOnlyList<JsonElement> Written(IReadOnlyList<ControlGiven> commands) =>
    [
        .. commands.Select(given => JsonSerializer.Deserialize<JsonElement>(
            JournalLine.Of(new CommandFollowed(given)))),
    ];

    private static IReadOnlyList<ControlGiven> Given(IReadOnlyList<JsonElement> lines) =>
        [.. lines.Select(line => ((CommandFollowed)JournalReading.Entry(line)).Given)];

    /// <summary>The file behind the address of a recording; null where there is none.</summary>
    public static string? FileOf(string address)
    {
        var path = FileAudioInput.PathOf(address);
        return ReadableFile.IsThere(path) && ReadableFile.WhyNot(path) is null ? path : null;
    }

    /// <summary>
    /// What a person is to know of the program that played; null when it was this one.
    /// </summary>
    public string? Remark()
    {
        var (played, here) = (new ProgramVersion(Rig, Commit), ProgramVersion.Here);
        return played == here
            ? null
            : $"it was played by another build of the rig ({played}; this is {here}), whose mind "
                + "decides by the same schema";
    }

    // What the program wrote has all of it, and settings that a program would have taken.
    private void RequireWhole()
    {
        if (Input is not { Address: not null, Name: not null } || Vocabulary?.Path is null
            || Vocabulary.Sha256 is null || Contract is null || Schedule is null || Options is null
            || Corpora?.All(corpus => corpus is { Path: not null, Sha256.Length: > 12 }) != true
            || Setlist is { } setlist && !setlist.IsWhole()
            || !PlayedChart.AreWhole([Chart ?? new("", ""), .. Charts ?? []])
            || Vocabulary.Sha256.Length <= 12 || Rig is null || !Enum.IsDefined(Lines)
            || !IsWhole(Options, new RigOptions()))
        {
            throw new JsonException("a field of it is missing");
        }

        ConfigurationLoader.Validate(Options);
        Followed();
        Chart?.Read();
        if (PlayedChart.Missing(
            Charts ?? [], [.. Given(Schedule), .. Given(ScheduleAgain?.Commands ?? [])]) is { } one)
        {
            throw new JsonException($"the chart '{one}' is missing");
        }
    }

    // Whatever a program fills in has something in it.
    private static bool IsWhole(object options, object standard) =>
        options.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0)
            .All(property => property.GetValue(standard) is not { } filled
                || (property.GetValue(options) is { } value
                    && (value is IEnumerable || !property.PropertyType.IsClass
                        || IsWhole(value, filled))));

    // Before the rest is read: another schema may have other fields.
    private static void RequireSchemas(SessionFolder folder, string text)
    {
        using var document = JsonDocument.Parse(text);
        var start = document.RootElement;
        foreach (var (name, what, oldest, here) in new[]
        {
            ("decisionsSchema", "decisions", SessionLine.Schema, SessionLine.Schema),
            ("journalSchema", "journal", JournalLine.OldestRead, JournalLine.Version),
        })
        {
            var played = start.TryGetProperty(name, out var value) ? $"{value}" : $"{FirstSchema}";
            if (!int.TryParse(played, CultureInfo.InvariantCulture, out var schema)
                || schema < oldest || schema > here)
            {
                throw CommandException.Refused(
                    $"{folder.FullPath} has {what} of schema {played}, and this rig "
                    + $"({ProgramVersion.Here}) has {here}: replay it with the version that played "
                    + $"it ({VersionIn(start)})");
            }
        }
    }

    private static ProgramVersion VersionIn(JsonElement start) => new(
        start.TryGetProperty("rig", out var rig) ? rig.ToString() : "unknown",
        start.TryGetProperty("commit", out var commit) && commit.ValueKind == JsonValueKind.String
            ? commit.GetString()
            : null);
}
