using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Notes;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Session;

/// <summary>What a run did: totals for ever, details of the last ten minutes.</summary>
/// <remarks>Thread-safe by one lock; bounded.</remarks>
/// <param name="tokenCount">Tokens of a stem in the vocabulary that is heard with.</param>
public sealed class SessionRecord(int tokenCount) : IDisposable
{
    /// <summary>How long details are kept.</summary>
    public static readonly SampleCount Kept = SampleCount.FromSeconds(600);

    // Of stretches in which the disk took nothing.
    private const int MostUnkept = 100;

    // More than a report can tell in ten minutes.
    private const int MostMoments = 1_000;

    // Twenty strokes a second for as long as details are kept.
    private const int MostKeys = 12_000;

    private readonly Lock _lock = new();
    private readonly TokenStreamHash _hash = new();
    private readonly Queue<FrameToken> _tokens = new();
    private readonly Queue<SegmentEnvelope> _envelopes = new();
    private readonly List<NotePlanned> _notes = [];
    private readonly Queue<TakenDecision> _decisions = new();
    private readonly Queue<Gap> _gaps = new();
    private readonly Queue<HealthNotice> _notices = new();
    private readonly Queue<UnkeptStretch> _unkept = new();
    private readonly Queue<SessionMoment> _moments = new();
    private readonly StartUpLatency _latency = new();
    private readonly Queue<NoteHeard> _keys = new();
    private readonly HeardScore _score = new(Kept);
    private readonly ChartWatch _chart = new();
    private readonly long[] _findings = new long[Enum.GetValues<HealthFinding>().Length];

    public TokenStatistics Harmonic { get; } = new(tokenCount);

    public TokenStatistics Percussive { get; } = new(tokenCount);

    /// <summary>Segments whose tokens all came through.</summary>
    public long Segments { get; private set; }

    /// <summary>Stretches lost anywhere in the rig.</summary>
    public long Gaps { get; private set; }

    /// <summary>The last notice of the token health; null when there was none.</summary>
    public HealthNotice? LastNotice { get; private set; }

    /// <summary>Notes heard on a MIDI keyboard.</summary>
    public long KeyboardNotes { get; private set; }

    /// <summary>The end of what was heard.</summary>
    public SampleTime End { get; private set; }

    /// <summary>SHA-256 of the token stream so far.</summary>
    public string TokenStreamSha256 => _hash.ToHex();

    /// <summary>A stretch was lost.</summary>
    public void Lost(Gap gap)
    {
        lock (_lock)
        {
            Gaps++;
            Harmonic.Break();
            Percussive.Break();
            Keep(_gaps, gap, gap.End, slot => slot.End);
        }
    }

    /// <summary>A run begins, whose stages count what they take.</summary>
    public void Began(IReadOnlyList<StageMeter> meters)
    {
        lock (_lock)
        {
            _latency.Began(meters);
        }
    }

    /// <summary>A command was given, by whomever.</summary>
    public void Commanded(ControlGiven given) => Happened(SessionMoment.Of(given));

    /// <summary>A sound card was lost, or is back.</summary>
    public void Changed(InputChanged input) =>
        Happened(SessionMoment.Of(input, End.Seconds));

    /// <summary>Something happened that the report is to tell; null for nothing.</summary>
    public void Happened(SessionMoment? moment)
    {
        if (moment is null)
        {
            return;
        }

        lock (_lock)
        {
            _moments.Enqueue(moment);
            if (_moments.Count > MostMoments)
            {
                _moments.Dequeue();
            }
        }
    }

    /// <summary>A note of a MIDI keyboard was heard.</summary>
    public void Heard(NoteHeard note)
    {
        lock (_lock)
        {
            KeyboardNotes++;
            Keep(_keys, note, note.Onset + note.Length, key => key.Onset + key.Length);
            if (_keys.Count > MostKeys)
            {
                _keys.Dequeue();
            }
        }
    }

    /// <summary>A segment of the call was heard.</summary>
    public void Captured(SegmentCaptured segment)
    {
        lock (_lock)
        {
            End = SampleTime.Max(End, segment.End);
            Keep(_envelopes, SegmentEnvelope.Of(segment), End, envelope => envelope.Start);
        }
    }

    /// <summary>A frame became a token.</summary>
    public void Read(FrameToken token)
    {
        lock (_lock)
        {
            Segments += token.Frame == FrameGrid.FramesPerSegment - 1 ? 1 : 0;
            Harmonic.Add(token.Harmonic);
            Percussive.Add(token.Percussive);
            _hash.Append(token);
            End = SampleTime.Max(End, token.End);
            _latency.Heard(End);
        }
    }

    /// <summary>A token was remembered, marked as own sound where it is.</summary>
    public void Remembered(FrameToken token)
    {
        lock (_lock)
        {
            Keep(_tokens, token, token.End, slot => slot.End);
        }
    }

    /// <summary>The agent decided.</summary>
    /// <param name="stageMs">How long each stage had just worked; null when unknown.</param>
    /// <returns>Each decision with the notes that it planned, in order.</returns>
    public IReadOnlyList<TakenDecision> Decided(AgentDecided decided, StageMs? stageMs = null)
    {
        TakenDecision[] all =
            [.. decided.Decisions.Select(one => TakenDecision.Of(one, decided.Notes, stageMs))];
        Happened(_chart.Hear(decided) is { } changed ? SessionMoment.Of(changed) : null);
        lock (_lock)
        {
            foreach (var taken in all)
            {
                Keep(_decisions, taken, taken.Decision.Time, one => one.Decision.Time);
            }

            _score.Hear(decided);
            _notes.AddRange(decided.Notes);
            _notes.RemoveAll(note =>
                decided.Withdrawn.Contains(note.Id) || note.Due + Kept < decided.Watermark);
        }

        return all;
    }

    /// <summary>A planned note went out, or was let go.</summary>
    public void Sounded(NoteSounded sounded)
    {
        if (!sounded.Sounded)
        {
            lock (_lock)
            {
                _notes.RemoveAll(note => note.Id == sounded.Id);
            }
        }
    }

    /// <summary>The words did not come as they were learned, and this is why.</summary>
    public void Noticed(HealthNotice notice)
    {
        lock (_lock)
        {
            LastNotice = notice;
            _findings[(int)notice.Finding]++;
            Keep(_notices, notice, notice.Time, one => one.Time);
        }
    }

    /// <summary>Files of the session could not be written, or could again.</summary>
    public void Told(KeepingNews news)
    {
        Happened(SessionMoment.Of(news, End.Seconds));
        lock (_lock)
        {
            if (news is KeepingLost lost && _unkept.LastOrDefault() is not { UntilSeconds: null })
            {
                _unkept.Enqueue(new UnkeptStretch(End.Seconds, null, lost.Why));
                if (_unkept.Count > MostUnkept)
                {
                    _unkept.Dequeue();
                }
            }
            else if (news is KeepingRegained && _unkept.LastOrDefault() is { } last)
            {
                UnkeptStretch[] before = [.. _unkept.SkipLast(1)];
                _unkept.Clear();
                Array.ForEach(before, _unkept.Enqueue);
                _unkept.Enqueue(last with { UntilSeconds = End.Seconds });
            }
        }
    }

    /// <summary>How often something was found.</summary>
    public long Count(HealthFinding finding) => _findings[(int)finding];

    /// <summary>A copy of the details that are kept.</summary>
    public SessionDetails Details()
    {
        lock (_lock)
        {
            return new SessionDetails(
                [.. _envelopes],
                [.. _tokens],
                [.. _notes],
                [.. _decisions],
                [.. _gaps],
                [.. _notices])
            {
                Unkept = [.. _unkept],
                Moments =
                [
                    .. _moments.Where(
                        moment => moment.Seconds + Kept.Seconds >= End.Seconds)
                        .OrderBy(moment => moment.Seconds),
                ],
                Latency = _latency.Summary(),
                Keys = [.. _keys],
                Heard = _score.Notes,
                Beats = _score.Beats,
                Chords = _score.Chords,
                Bars = _score.Bars,
                HeardFrames = _score.Frames,
            };
        }
    }

    public void Dispose() => _hash.Dispose();

    private static void Keep<T>(Queue<T> queue, T item, SampleTime now, Func<T, SampleTime> timeOf)
    {
        queue.Enqueue(item);
        while (timeOf(queue.Peek()) + Kept < now)
        {
            queue.Dequeue();
        }
    }
}
