using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Tests.MemoryBuffer;
using Antiphon.Time;

namespace Antiphon.Tests.Agent;

/// <summary>Plays moments into a memory and an agent, and keeps all that it answers.</summary>
internal sealed class Duet(AgentOptions options, MemoryOptions? memory = null)
{
    private readonly MemoryStore _store = new(memory ?? new());
    private readonly SurvivingState _estate = new(options);
    private readonly List<NotePlanned> _live = [];
    private AgentMind? _mind;
    private long _segment;

    public AgentMind Mind => _mind ??= new(_estate);

    public List<AgentDecided> Answers { get; } = [];

    /// <summary>Notes that were planned and not withdrawn, in the order planned.</summary>
    public List<NotePlanned> Sounding
    {
        get
        {
            var withdrawn = Answers.SelectMany(answer => answer.Withdrawn).ToHashSet();
            return [.. Planned.Where(note => !withdrawn.Contains(note.Id))];
        }
    }

    public IEnumerable<NotePlanned> Planned => Answers.SelectMany(answer => answer.Notes);

    public IEnumerable<Decision> Decisions => Answers.SelectMany(answer => answer.Decisions);

    public SampleTime Now => new SegmentId(_segment).Start;

    /// <summary>Plays on from where the duet is; the function's time is that of the duet.</summary>
    public Duet Play(double seconds, Func<double, Moment> at)
    {
        var segments = (long)Math.Ceiling(seconds / FrameGrid.SegmentLength.Seconds - 1e-9);
        for (var i = 0L; i < segments; i++)
        {
            foreach (var token in Performance.Tokens(0.35, at, _segment))
            {
                Hear(token);
            }

            _segment++;
        }

        return this;
    }

    public Duet Rest(double seconds) => Play(seconds, _ => Moment.Silence);

    /// <summary>Loses some segments.</summary>
    public Duet Lose(int segments)
    {
        for (var i = 0; i < segments; i++)
        {
            var id = new SegmentId(_segment++);
            _store.Break();
            Answers.Add(Mind.Hear(
                new Gap(new Place(id, id.Start, FrameGrid.SegmentLength, 0), "lost by a test")));
        }

        return this;
    }

    public void Hear(FrameToken token)
    {
        token = _estate.Mark(token);
        var answer = Mind.Hear(new TokenRemembered(token.Place, token, _store.Remember(token)));
        Answers.Add(answer);
        _live.AddRange(answer.Notes);
        _live.RemoveAll(note => answer.Withdrawn.Contains(note.Id));
    }

    /// <summary>What the agent plays at a time; null when nothing.</summary>
    public NotePlanned? At(SampleTime time) =>
        _live.LastOrDefault(note => note.Due <= time && time < note.Due + note.Length);

    public Duet End()
    {
        var place = new Place(new SegmentId(_segment), Now, new SampleCount(0), 0);
        Answers.Add(Mind.Hear(new InputEnded(place)));
        return this;
    }
}
