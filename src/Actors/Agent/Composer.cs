using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Makes a reply: recalls a phrase, shapes it into two lines, fits them to their voices.
/// </summary>
/// <remarks>Not thread-safe. Bounded: the taboo holds a set number of frames.</remarks>
internal sealed class Composer(AgentOptions options, SplitMix64 random, Numbering numbering)
{
    private const double LeastSeconds = 0.5;
    private const double LeastBassStepSeconds = 0.45;
    private const double JoinShare = 0.4;
    private const double JoinSeconds = 2.5;
    private const double Edge = 0.2;

    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;
    private static readonly double FramesPerSecond =
        FrameGrid.FramesPerSegment / FrameGrid.SegmentLength.Seconds;

    private readonly Navigator _navigator = new(options, random);
    private readonly OrdinalSet _taboo = new();

    public int TabooCount => _taboo.Count;

    /// <summary>Composes a reply; it may turn out to hold no notes, and then says so.</summary>
    /// <param name="own">Frames of the agent's own sound, which are never recalled.</param>
    public Reply Compose(Occasion occasion, OrdinalSet own)
    {
        var entrance = Entrance(occasion);
        var seconds = Math.Min(
            WantedSeconds(occasion),
            occasion.Deadline?.SecondsSince(entrance) ?? double.MaxValue);
        var recall = seconds < LeastSeconds ? Recall.Nothing : Recollect(occasion, seconds, own);
        var limit = Math.Min(seconds, recall.Seconds + HopSeconds);
        var melody = Melody(occasion, recall, limit);
        var bass = Bass(occasion, recall, limit);
        var reply = new Reply([], []);
        var lead = Math.Min(
            melody.Count > 0 ? melody[0].Onset : bass.Count > 0 ? bass[0].Onset : 0,
            bass.Count > 0 ? bass[0].Onset : double.MaxValue);
        Plan(reply, Voice.Melody, occasion, recall, melody, entrance.PlusSeconds(-lead));
        if (bass.Count > 0)
        {
            Plan(reply, Voice.Bass, occasion, recall, bass, entrance.PlusSeconds(-lead));
        }

        return reply with { Notes = Named(reply.Notes) };
    }

    /// <summary>A decision that plays nothing.</summary>
    public Decision Say(SampleTime tick, Mode mode, string why) =>
        new(numbering.NextDecision(), tick, Voice.Melody, OccasionKind.Stops, mode, why);

    /// <summary>
    /// On the player's pulse, when one was heard and it falls in time; else soon.
    /// </summary>
    private SampleTime Entrance(Occasion occasion)
    {
        var earliest = SampleTime.Max(
            occasion.Free, occasion.Tick.PlusSeconds(options.EarliestEntranceMs / 1000));
        if (occasion.Call.PulseSeconds is not { } pulse)
        {
            return earliest;
        }

        var beats = Math.Ceiling(earliest.SecondsSince(occasion.Call.LastOnset) / pulse);
        var beat = occasion.Call.LastOnset.PlusSeconds(beats * pulse);
        var latest = occasion.Tick.PlusSeconds(options.LatestEntranceMs / 1000);
        return beat >= earliest && beat <= latest ? beat : earliest;
    }

    private double WantedSeconds(Occasion occasion)
    {
        var longest = Math.Max(options.ShortestReplySeconds, options.LongestReplySeconds);
        var wanted = occasion.Joins
            ? JoinSeconds * (1 + random.NextDouble())
            : occasion.Call.Seconds * (0.7 + 0.5 * random.NextDouble());
        return Math.Clamp(wanted, options.ShortestReplySeconds, longest);
    }

    private Recall Recollect(Occasion occasion, double seconds, OrdinalSet own)
    {
        var mayEcho = occasion.Mode == Mode.Imitate && !occasion.Joins;
        var recall = _navigator.Walk(
            occasion.Memory, occasion.Call, seconds, mayEcho, own, _taboo);
        if (recall.Frames.Count == 0)
        {
            // Nothing of it could be learned (the separator was warming): play with what was heard.
            var heard = occasion.Call.Frames.TakeWhile(frame => frame.OffsetSeconds <= seconds);
            recall = new Recall([.. heard], 0, 0);
        }

        foreach (var frame in recall.Frames)
        {
            _taboo.Add(frame.Frame.Ordinal);
        }

        _taboo.KeepNewest((int)(options.TabooSeconds * FramesPerSecond));
        return recall;
    }

    private List<VoiceFitter.Fitted> Melody(Occasion occasion, Recall recall, double limit)
    {
        var voice = options.Melody;
        var line = NoteShaper.Shape(recall.Frames, occasion.Call);
        var density = occasion.Joins ? JoinShare : 1;
        var middle = (voice.LowestKey + voice.HighestKey) / 2.0;
        var range = voice.HighestKey - voice.LowestKey;
        var centre = occasion.Call.Key ?? middle;
        if (occasion.Mode == Mode.Contrast)
        {
            line = Contrasting.Turn(line, occasion.Call);
            density = Math.Min(density, Contrasting.DensityAgainst(occasion.Call));
            centre = centre >= middle ? voice.LowestKey : voice.HighestKey;
        }

        centre = Math.Clamp(
            centre, voice.LowestKey + Edge * range, voice.HighestKey - Edge * range);
        return new VoiceFitter(voice, options.LongestNoteSeconds)
            .Fit(line, centre, density, limit, occasion.Call.PeakDb);
    }

    private List<VoiceFitter.Fitted> Bass(Occasion occasion, Recall recall, double limit)
    {
        var voice = options.Bass;
        var density = occasion.Joins ? JoinShare : 1;
        var step = Math.Max(LeastBassStepSeconds, 1 / voice.NotesPerSecond) / density;
        return new VoiceFitter(voice, options.LongestNoteSeconds).Fit(
            BassShaper.Shape(recall.Frames, occasion.Call, step),
            (voice.LowestKey + voice.HighestKey) / 2.0,
            density,
            limit,
            occasion.Call.PeakDb);
    }

    private void Plan(
        Reply reply,
        Voice voice,
        Occasion occasion,
        Recall recall,
        List<VoiceFitter.Fitted> line,
        SampleTime origin)
    {
        var decision = new Decision(
            numbering.NextDecision(),
            occasion.Tick,
            voice,
            occasion.Joins ? OccasionKind.Joins : OccasionKind.Answers,
            occasion.Mode,
            Explanation.Of(occasion, recall, voice, line.Count))
        {
            NoteCount = line.Count,
            NoteSources = [.. line.Select(note => note.Source)],
            MatchedFrames = recall.MatchedContext,
        };
        reply.Decisions.Add(decision);
        foreach (var note in line)
        {
            reply.Notes.Add(new NotePlanned(
                default,
                voice,
                note.Key,
                note.Velocity,
                origin.PlusSeconds(note.Onset),
                SampleCount.FromSeconds(note.Length),
                decision.Id));
        }
    }

    private List<NotePlanned> Named(List<NotePlanned> notes) =>
        [.. notes.OrderBy(note => note.Due).ThenBy(note => note.Voice)
            .Select(note => note with { Id = numbering.NextNote() })];

}
