using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Makes a phrase: recalls one, shapes it into two lines, fits them to their voices and to each
/// other.
/// </summary>
/// <remarks>Not thread-safe. Bounded: the taboo holds a set number of frames.</remarks>
internal sealed class Composer(LiveOptions settings, SplitMix64 random, SurvivingState estate)
{
    private const double LeastSeconds = 0.5;
    private const double LeastBassStepSeconds = 0.45;
    private const double Edge = 0.15;
    private const double SparseDensity = 0.5;
    private const double SparseHold = 1.6;

    private static readonly double HopSeconds = new SampleCount(FrameGrid.HopSamples).Seconds;

    public Navigator Navigator { get; } = new(settings, random, estate.Heard);

    private AgentOptions Options => settings.Agent;

    /// <summary>Composes a phrase; it may turn out to hold no notes, and then says so.</summary>
    public Reply Compose(Cue occasion)
    {
        var manner = ModeTraits.Of(occasion.Mode);
        var entrance = Entrance(occasion);
        var seconds = Math.Min(
            WantedSeconds(occasion, manner),
            occasion.Deadline?.SecondsSince(entrance) ?? double.MaxValue);
        var recall = seconds < LeastSeconds ? Recall.Nothing : Recollect(occasion, manner, seconds);
        var placed = OnBeat(occasion, recall);
        recall = placed?.Recall ?? recall.StretchedBy(
            PulseFit.StretchOf(recall, occasion.Call, Options.Navigation));
        seconds -= placed?.Origin.SecondsSince(entrance) ?? 0;
        var limit = recall.Frames.Count == 0
            ? seconds
            : Math.Min(seconds, recall.Seconds + HopSeconds);
        var melody = Melody(occasion, manner, recall, limit);
        var bass = VoicePair.GiveWay(
            Bass(occasion, recall, limit, occasion.Bearing.MostNotes - melody.Count),
            melody,
            occasion.Call.PulseSeconds,
            mayMeet: random.NextDouble() < Options.TogetherShare);
        var reply = new Reply([], []);
        var lead = melody.Concat(bass).Select(note => note.Onset).DefaultIfEmpty(0).Min();
        var origin = placed?.Origin ?? entrance.PlusSeconds(-lead);
        if (occasion.Bearing.Melody || bass.Count == 0)
        {
            Plan(reply, Voice.Melody, occasion, recall, melody, origin);
        }

        if (bass.Count > 0)
        {
            Plan(reply, Voice.Bass, occasion, recall, bass, origin);
        }

        return reply with { Notes = estate.Named(reply.Notes) };
    }

    /// <summary>A decision that plays nothing.</summary>
    public Decision Say(SampleTime tick, CueKind kind, Mode mode, string why) =>
        new(estate.NextDecision(), tick, Voice.Melody, kind, mode, why);

    /// <summary>
    /// On the player's pulse, when one was heard and it falls in time; else soon.
    /// </summary>
    private SampleTime Entrance(Cue occasion)
    {
        var earliest = Earliest(occasion);
        if (occasion.Call.PulseSeconds is not { } pulse)
        {
            return earliest;
        }

        var beats = Math.Ceiling(earliest.SecondsSince(occasion.Call.LastOnset) / pulse);
        var beat = occasion.Call.LastOnset.PlusSeconds(beats * pulse);
        var latest = occasion.Tick.PlusSeconds(Options.LatestEntranceMs / 1000);
        return beat >= earliest && beat <= latest ? beat : earliest;
    }

    // Where both beats are known: what was recalled, on the player's.
    private (Recall Recall, SampleTime Origin)? OnBeat(Cue occasion, Recall recall) =>
        occasion.Music.Beat is { } beat
            && beat.Sureness > Options.Navigation.LeastBeatSureness
            && Options.Navigation.TempoStretch is 1
            ? BeatFit.Of(recall, beat, Earliest(occasion))
            : null;

    private SampleTime Earliest(Cue occasion) => SampleTime.Max(
        occasion.Free, occasion.Tick.PlusSeconds(Options.EarliestEntranceMs / 1000));

    private double WantedSeconds(Cue occasion, ModeTraits manner)
    {
        var longest = Math.Max(Options.ShortestReplySeconds, Options.LongestReplySeconds);
        var asked = occasion.Kind == CueKind.Answers ? occasion.Call.Seconds : longest;
        var wanted = asked * (manner.LengthShare + 0.4 * random.NextDouble());
        return Math.Clamp(
            wanted * occasion.Bearing.Length,
            Options.ShortestReplySeconds,
            Math.Min(longest, manner.LongestSeconds(occasion.Kind)));
    }

    private Recall Recollect(Cue occasion, ModeTraits manner, double seconds)
    {
        var recall = Navigator.Walk(new RecallQuery(
            occasion.Memory,
            occasion.Call,
            seconds / Options.Navigation.TempoStretch,
            manner.Source,
            Options.Modes.Of(occasion.Mode).Temperature)
        {
            Music = occasion.Music,
        });
        if (recall.Frames.Count == 0)
        {
            // Nothing of it could be learned (the separator was warming): play with what was heard.
            recall = new Recall(
                [.. occasion.Call.Frames.TakeWhile(frame => frame.OffsetSeconds <= seconds)]);
        }

        return recall;
    }

    private List<VoiceFitter.Fitted> Melody(
        Cue occasion, ModeTraits manner, Recall recall, double limit)
    {
        if (!occasion.Bearing.Melody)
        {
            return [];
        }

        var (voice, mode, call) =
            (Options.Melody, Options.Modes.Of(occasion.Mode), occasion.Call);
        var line = KeyboardLine.Over(
            NoteShaper.Shape(recall.Frames, call), recall, call, estate.Keyboard);
        line = manner.TurnsUpsideDown
            ? Turning.UpsideDown(line, call)
            : Harmony.Pull(line, call.Chroma, Options.Navigation.HarmonyPull, random);
        line = manner.KeepsPulse ? PulseFit.OnPulse(line, call.PulseSeconds) : line;
        var density = mode.Density * manner.DensityAgainst(call);
        return Fitter(voice, occasion.Bearing).Fit(
            line,
            Centre(voice, mode, manner, occasion),
            density,
            density < SparseDensity && occasion.Kind != CueKind.Joins ? SparseHold : 1,
            limit,
            call.PeakDb);
    }

    // The player may lie anywhere, the voice cannot: half of the way to its own middle leaves room
    // for the modes to lie apart. Where there is none on one side, the line lies on the other.
    internal static double Centre(
        VoiceOptions voice, ModeOptions mode, ModeTraits manner, Cue occasion)
    {
        var range = voice.HighestKey - voice.LowestKey;
        var (low, high) = (voice.LowestKey + Edge * range, voice.HighestKey - Edge * range);
        var middle = (low + high) / 2;
        var player = (middle + voice.Fold(occasion.Call.Key ?? middle)) / 2;
        var wanted = player + mode.RegisterSemitones;
        var other = player - mode.RegisterSemitones;
        var turns = manner.ChangesSides && (wanted > high || wanted < low)
            && other >= low && other <= high;
        return Math.Clamp(turns ? other : wanted, low, high);
    }

    private List<VoiceFitter.Fitted> Bass(
        Cue occasion, Recall recall, double limit, int mostNotes)
    {
        if (!occasion.Bearing.Bass)
        {
            return [];
        }

        var voice = Options.Bass;
        var density = Math.Min(1, Options.Modes.Of(occasion.Mode).Density);
        var step = Math.Max(LeastBassStepSeconds, 1 / voice.NotesPerSecond) / density;
        return Fitter(voice, occasion.Bearing with { MostNotes = mostNotes }).Fit(
            Harmony.Pull(
                BassShaper.Shape(recall.Frames, occasion.Call, step),
                occasion.Call.Chroma,
                Options.Navigation.HarmonyPull,
                random),
            (voice.LowestKey + voice.HighestKey) / 2.0,
            density,
            hold: 1,
            limit,
            occasion.Call.PeakDb);
    }

    private VoiceFitter Fitter(VoiceOptions voice, PhraseLimits bearing) =>
        new(voice, Options.LongestNoteSeconds, bearing, random);

    private void Plan(
        Reply reply,
        Voice voice,
        Cue occasion,
        Recall recall,
        List<VoiceFitter.Fitted> line,
        SampleTime origin)
    {
        var decision = new Decision(
            estate.NextDecision(),
            occasion.Tick,
            voice,
            occasion.Kind,
            occasion.Mode,
            Explanation.Of(occasion, recall, voice, line.Count))
        {
            NoteCount = line.Count,
            NoteSources = [.. line.Select(note => note.Source)],
            Runs = recall.Runs,
            MatchedFrames = recall.Beginning?.Frames ?? 0,
            MatchedSeconds = recall.Beginning?.Seconds ?? 0,
            Weights = recall.Weights,
            TranspositionSemitones = recall.Beginning?.Move.Semitones ?? 0,
            Stretch = recall.Stretch,
            Likeness = ModeTraits.Of(occasion.Mode).TurnsUpsideDown
                ? null
                : Likeness.Of(recall.Frames, line),
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
}
