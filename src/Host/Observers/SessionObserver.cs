using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Midi;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Antiphon.Session;
using Antiphon.Session.Io;

namespace Antiphon.Host.Observers;

/// <summary>Hands what passes through the rig to the session's record and logs.</summary>
internal sealed class SessionObserver(SessionRecord record, SessionLogs logs, TimeProvider time)
    : IRigObserver, IDisposable
{
    private readonly ChartWatch _chart = new();
    private readonly TokenLines _tokens = new(logs.Tokens.Write);
    private IReadOnlyList<StageMeter> _meters = [];

    /// <summary>The run has ended: what waits is written.</summary>
    public void Dispose() => _tokens.End();

    public void Began(IReadOnlyList<StageMeter> meters)
    {
        _meters = meters;
        record.Began(meters);
    }

    /// <summary>The words do not come as they were learned.</summary>
    public void Noticed(HealthNotice notice)
    {
        record.Noticed(notice);
        logs.Decisions.Write(SessionLine.Of(notice), notice.Time);
    }

    public void Lost(string stage, Gap gap) => record.Lost(gap);

    // A device that is away for weeks fails every three seconds in the same words.
    public void Changed(InputChanged input)
    {
        record.Changed(input);
        if (input is not InputStillLost { IsNews: false })
        {
            logs.Events.Write(
                SessionLine.Of(input, record.End, time.GetLocalNow()), record.End);
        }
    }

    /// <summary>Something befell the run; from any thread.</summary>
    /// <param name="what">A record, by whose name it is called.</param>
    public void Befell(object what)
    {
        record.Happened(what switch
        {
            PortChanged port => SessionMoment.Of(port, record.End.Seconds),
            ExtraChanged extra => SessionMoment.Of(extra, record.End.Seconds),
            _ => null,
        });
        logs.Events.Write(SessionLine.Event(what, record.End, time.GetLocalNow()), record.End);
    }

    public void Captured(Slot slot)
    {
        if (slot is SegmentCaptured segment)
        {
            record.Captured(segment);
        }
    }

    public void Tokenized(Slot slot)
    {
        if (slot is FrameToken token)
        {
            record.Read(token);
            _tokens.Read(token);
        }
    }

    public void Remembered(Slot slot)
    {
        if (slot is TokenRemembered remembered)
        {
            record.Remembered(remembered.Token);
        }
    }

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided)
        {
            return;
        }

        SessionLogs.WriteMusic(logs.Notes, decided);
        if (_chart.Hear(decided) is { } chart)
        {
            logs.Events.Write(
                SessionLine.Event(chart, chart.Time, time.GetLocalNow()), chart.Time);
        }

        foreach (var known in decided.FrameMusic)
        {
            _tokens.Known(known);
        }

        foreach (var taken in record.Decided(decided, StageMs.Of(_meters)))
        {
            logs.Decisions.Write(SessionLine.Of(taken), taken.Decision.Time);
        }
    }
}
