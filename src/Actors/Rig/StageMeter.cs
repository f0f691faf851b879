using Antiphon.Agent;
using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Transcription;

namespace Antiphon.Rig;

/// <summary>What is counted of one stage: slots, gaps, depth, work times and ages.</summary>
/// <remarks>Written by the stream, read by anyone; bounded.</remarks>
public sealed class StageMeter(StageName stage)
{
    private long _slots;
    private long _gaps;
    private int _depth;
    private int _deepest;
    private double _lastWorkMs;

    public StageName Stage => stage;

    /// <summary>The stage as people and files name it.</summary>
    public string Name { get; } = stage.ToString();

    /// <summary>Slots answered with a result.</summary>
    public long Slots => Interlocked.Read(ref _slots);

    /// <summary>Slots that were lost in this very stage.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>Slots now inside the stage.</summary>
    public int Depth => Volatile.Read(ref _depth);

    /// <summary>The most slots ever inside the stage at once.</summary>
    public int Deepest => Volatile.Read(ref _deepest);

    /// <summary>How long the stage took for the last slot that it answered, in ms.</summary>
    public double LastWorkMs => Volatile.Read(ref _lastWorkMs);

    /// <summary>How long the stage took for a slot, in ms.</summary>
    public LatencyHistogram WorkMs { get; } = new();

    /// <summary>How old a slot's sound was when the stage answered it, in ms.</summary>
    public LatencyHistogram AgeMs { get; } = new();

    /// <summary>How old a 10 ms block was when the stage had dealt with it, in ms.</summary>
    public LatencyHistogram ReflexAgeMs { get; } = new();

    internal void Entered()
    {
        var depth = Interlocked.Increment(ref _depth);
        if (depth > Volatile.Read(ref _deepest))
        {
            Volatile.Write(ref _deepest, depth);
        }
    }

    internal void Answered(Slot asked, Slot answer, TimeSpan work, TimeSpan age)
    {
        Interlocked.Decrement(ref _depth);
        if (asked is Gap or InputEnded or ReflexEnded or SoundTranscribed { Ended: not null })
        {
            return;
        }

        if (answer is Gap)
        {
            Interlocked.Increment(ref _gaps);
            return;
        }

        Volatile.Write(ref _lastWorkMs, work.TotalMilliseconds);
        if (asked is ReflexHeard or SoundTranscribed or AgentDecided { IsReflex: true })
        {
            ReflexAgeMs.Add(age.TotalMilliseconds);
            if (Stage != StageName.Transcriber)
            {
                return;
            }
        }

        Interlocked.Increment(ref _slots);
        WorkMs.Add(work.TotalMilliseconds);
        AgeMs.Add(age.TotalMilliseconds);
    }
}

/// <summary>Finds a stage's meter among those of a run.</summary>
public static class StageMeters
{
    /// <summary>The meter of a stage.</summary>
    /// <exception cref="InvalidOperationException">The stage took no part in the run.</exception>
    public static StageMeter Of(this IEnumerable<StageMeter> meters, StageName stage) =>
        meters.FirstOrDefault(meter => meter.Stage == stage)
        ?? throw new InvalidOperationException($"{stage} took no part in this run");
}
