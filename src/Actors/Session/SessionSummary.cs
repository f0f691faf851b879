using System.Text.Json.Serialization;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Measures;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;
using Antiphon.Wording;

namespace Antiphon.Session;

/// <summary>A session in figures: <c>summary.json</c>.</summary>
public sealed record SessionSummary
{
    /// <summary>Segments that came through.</summary>
    public required long Segments { get; init; }

    /// <summary>Stretches lost anywhere.</summary>
    public required long Gaps { get; init; }

    /// <summary>Whole segments lost at the mouth because the rig was too slow.</summary>
    public required long DroppedSegments { get; init; }

    public int FramesPerSegment { get; init; } = FrameGrid.FramesPerSegment;

    /// <summary>Seconds of sound heard.</summary>
    public required double Seconds { get; init; }

    public required TokenCounts Tokens { get; init; }

    /// <summary>Tokens of a stem in the vocabulary, used or not.</summary>
    public required int TokenCount { get; init; }

    public required PerStem<Diversity> Diversity { get; init; }

    /// <summary>The same figures of the training material.</summary>
    public required PerStem<Diversity> Training { get; init; }

    /// <summary>What the watch over the words found.</summary>
    public required TokenHealth Health { get; init; }

    public required string TokenStreamSha256 { get; init; }

    /// <summary>SHA-256 of the perception contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Seconds of sound per second of work.</summary>
    public required double RealTimeFactor { get; init; }

    /// <summary>
    /// Bytes allocated per segment by all of the rig, messages and logs included.
    /// </summary>
    public required long AllocatedBytesPerSegment { get; init; }

    public required NoteFigures Notes { get; init; }

    public required StageLatencies LatencyMs { get; init; }

    public required MidiLateness MidiLatenessMs { get; init; }

    /// <summary>How each output fared.</summary>
    public required IReadOnlyList<MidiPortStatus> MidiPorts { get; init; }

    /// <summary>What the notes were timed with; null on a virtual clock.</summary>
    public Timing? MidiTiming { get; init; }

    /// <summary>The MIDI input; null where there was none.</summary>
    public MidiInput? MidiIn { get; init; }

    public required IReadOnlyList<StageFigures> Stages { get; init; }

    /// <summary>The last ten minutes in musical figures.</summary>
    public required MusicSummary Music { get; init; }

    /// <summary>Whether the partner listened, in the last ten minutes.</summary>
    public required ListeningSummary Listening { get; init; }

    /// <summary>
    /// Where the session was cut off by a kill or a power cut; null when it came to its end.
    /// </summary>
    public double? CutAtSeconds { get; init; }

    /// <summary>That it was cut off, as a sentence behind another; empty when it was not.</summary>
    [JsonIgnore]
    public string Cut => CutAtSeconds is { } cut
        ? InvariantText.Text($" It was cut off at {cut:0.0} s, by a kill or a power cut.")
        : "";

    /// <summary>What the disk did not take; null when it took all.</summary>
    public UnkeptFigures? Unkept { get; init; }

    /// <summary>What a live input counted; null for a recording.</summary>
    public DeviceFigures? Input { get; init; }

    /// <summary>Words per stem, and frames at rest of both stems together.</summary>
    public sealed record TokenCounts(long Harmonic, long Percussive, long Rest);

    public sealed record PerStem<T>(T Harmonic, T Percussive);

    public sealed record NoteFigures(
        long Count, long Hanging, double LongestSeconds, double LongestSilenceSeconds);

    public sealed record Latency(double P50, double P95, double P99, double Max)
    {
        public static Latency Of(LatencySummary ms) => new(ms.P50Ms, ms.P95Ms, ms.P99Ms, ms.MaxMs);
    }

    public sealed record StageLatencies(
        Latency Hpss,
        Latency Encoder,
        Latency Quantizer,
        Latency Memory,
        Latency Agent,
        Latency SegmentToTokens)
    {
        /// <summary>Of 10 ms of sound; null where there was no ear.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public Latency? Transcriber { get; init; }

        /// <summary>From the meters of a whole rig.</summary>
        public static StageLatencies Of(IReadOnlyList<StageMeter> meters) => Of(
            meters, (i, which) => which((meters[i].WorkMs, meters[i].AgeMs)).Summary());

        /// <param name="summary">
        /// Of the meter with an index, by work or by age, whichever is picked.
        /// </param>
        internal static StageLatencies Of(
            IReadOnlyList<StageMeter> meters,
            Func<int, Func<(LatencyHistogram Work, LatencyHistogram Age), LatencyHistogram>,
                LatencySummary> summary)
        {
            int At(StageName stage) =>
                Enumerable.Range(0, meters.Count).First(i => meters[i].Stage == stage);
            Latency Work(StageName stage) =>
                Latency.Of(summary(At(stage), both => both.Work));
            return new StageLatencies(
                Work(StageName.Hpss), Work(StageName.Encoder), Work(StageName.Quantizer),
                Work(StageName.MemoryBuffer), Work(StageName.Agent),
                Latency.Of(summary(At(StageName.Quantizer), both => both.Age)))
            {
                Transcriber = meters.Any(meter => meter.Stage == StageName.Transcriber)
                    ? Work(StageName.Transcriber)
                    : null,
            };
        }
    }

    /// <param name="Wait">How the thread waits for a note's moment.</param>
    /// <param name="Rank">How the thread is scheduled.</param>
    /// <param name="PriorityAsked">Real-time priority asked for; 0 for none.</param>
    /// <param name="PriorityGot">Real-time priority that it got; 0 for none.</param>
    public sealed record Timing(string Wait, string Rank, int PriorityAsked, int PriorityGot);

    /// <param name="Address">Where it listened.</param>
    /// <param name="Messages">Messages that came, from 0.</param>
    /// <param name="Dropped">Messages lost because nobody took them in time.</param>
    /// <param name="Notes">Notes that were heard in them.</param>
    /// <param name="DroppedTooFast">
    /// Messages let go because they came faster than a DIN cable could carry.
    /// </param>
    public sealed record MidiInput(
        string Address, long Messages, long Dropped, long Notes, long DroppedTooFast)
    {
        /// <summary>Of an input that may not be there.</summary>
        public static MidiInput? Of(MidiInputPump? input, long notes) =>
            input is null
                ? null
                : new(input.Name, input.Heard, input.Dropped, notes, input.DroppedTooFast);
    }

    public sealed record MidiLateness(double P50, double P99, double Max);

    /// <param name="PerSecond">Slots answered a second of work.</param>
    /// <param name="Deepest">The most slots ever inside the stage at once.</param>
    /// <param name="AgeMs">How old the sound was when the stage had dealt with it.</param>
    public sealed record StageFigures(
        string Stage, long Slots, long Gaps, double PerSecond, int Deepest, Latency AgeMs)
    {
        public static StageFigures Of(StageMeter meter, double workSeconds) => new(
            meter.Name,
            meter.Slots,
            meter.Gaps,
            workSeconds > 0 ? meter.Slots / workSeconds : 0,
            meter.Deepest,
            Latency.Of(meter.AgeMs.Summary()));
    }

    /// <param name="Stretches">When files could not be written.</param>
    /// <param name="Missing">What stands in no file, for people.</param>
    public sealed record UnkeptFigures(
        IReadOnlyList<UnkeptStretch> Stretches, IReadOnlyList<string> Missing)
    {
        /// <summary>Of a session that may have been kept whole.</summary>
        public static UnkeptFigures? Of(
            IReadOnlyList<UnkeptStretch> stretches, IReadOnlyList<string> missing) =>
            stretches.Count + missing.Count == 0 ? null : new(stretches, missing);

        /// <summary>A sentence for people, behind another.</summary>
        [JsonIgnore]
        public string Text
        {
            get
            {
                var stretches = string.Join(", ", Stretches.Select(Words));
                var missing = Missing.Count == 0
                    ? "nothing of it is missing"
                    : $"missing are {string.Join(", ", Missing)}";
                return Stretches.Count == 0
                    ? $" Of its files, {missing}."
                    : $" Its files could not be written {stretches}; {missing}.";
            }
        }

        private static string Words(UnkeptStretch stretch) =>
            InvariantText.Text($"from {stretch.FromSeconds:0.0} s ")
            + (stretch.UntilSeconds is { } until
                ? InvariantText.Text($"to {until:0.0} s")
                : "to the end")
            + $" ({stretch.Why})";
    }

    /// <summary>Gathers the figures of a finished run.</summary>
    /// <param name="music">What the last ten minutes were as music.</param>
    public static SessionSummary Of(
        SessionRecord record,
        Vocabulary vocabulary,
        RigOutcome outcome,
        MidiStatistics midi,
        MusicSummary music,
        double workSeconds,
        long allocatedBytes)
    {
        var harmonic = TokenStatistics.Of(vocabulary.HarmonicStatistics);
        var percussive = TokenStatistics.Of(vocabulary.PercussiveStatistics);
        return new SessionSummary
        {
            Segments = record.Segments,
            Gaps = record.Gaps,
            DroppedSegments = outcome.DroppedSegments,
            Seconds = record.End.Seconds,
            Tokens = new TokenCounts(
                record.Harmonic.Count,
                record.Percussive.Count,
                record.Harmonic.Rests + record.Percussive.Rests),
            TokenCount = vocabulary.Contract.TokenCount,
            Diversity = new(
                Session.Diversity.Of(record.Harmonic, harmonic),
                Session.Diversity.Of(record.Percussive, percussive)),
            Training = new(
                Session.Diversity.Of(harmonic, record.Harmonic),
                Session.Diversity.Of(percussive, record.Percussive)),
            Health = TokenHealth.Of(record),
            TokenStreamSha256 = record.TokenStreamSha256,
            Contract = vocabulary.Contract.Sha256(),
            RealTimeFactor = workSeconds > 0 ? record.End.Seconds / workSeconds : 0,
            AllocatedBytesPerSegment = allocatedBytes / Math.Max(1, record.Segments),
            Notes = new NoteFigures(
                midi.Notes, midi.Hanging, midi.LongestSeconds, midi.LongestSilenceSeconds),
            LatencyMs = StageLatencies.Of(outcome.Meters),
            MidiLatenessMs = new MidiLateness(
                midi.Lateness.P50Ms, midi.Lateness.P99Ms, midi.Lateness.MaxMs),
            MidiPorts = midi.Ports,
            Music = music,
            Listening = ListeningSummary.Of(record.Details(), music),
            Stages = [.. outcome.Meters.Select(meter => StageFigures.Of(meter, workSeconds))],
        };
    }
}

/// <summary>What the watch over the words found, and how often it said so.</summary>
/// <param name="OtherMusic">Times it was other music than was learned.</param>
/// <param name="HearsWrongly">Times the rig did not hear its probe as it was learned.</param>
/// <param name="Unproven">Times the probe could not be heard.</param>
/// <param name="LastSeconds">When the last of them was; null when there was none.</param>
/// <param name="Last">What was said then.</param>
public sealed record TokenHealth(
    long OtherMusic, long HearsWrongly, long Unproven, double? LastSeconds, string? Last)
{
    public static TokenHealth Of(SessionRecord record) => new(
        record.Count(HealthFinding.OtherMusic),
        record.Count(HealthFinding.HearsWrongly),
        record.Count(HealthFinding.Unproven),
        record.LastNotice?.Time.Seconds,
        record.LastNotice?.Text);
}
