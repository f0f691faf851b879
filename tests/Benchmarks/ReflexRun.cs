using System.Globalization;
using System.Runtime;
using Antiphon.Agent;
using Antiphon.Capture.Io;
using Antiphon.Devices.Tests;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Midi.Io;
using Antiphon.Perception.Io;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Benchmarks;

/// <summary>
/// <c>reflex SECONDS FILE [deaf]</c>: how old each 10 ms of sound is when the agent has answered
/// it, past the ear or, deaf, without one, from its arrival in the callback of a sound server of
/// its own that plays a WAV file; and what else the process did around the oldest.
/// </summary>
internal static class ReflexRun
{
    private const double TargetMs = 20;
    private const int Oldest = 12;
    private static readonly RigOptions Options = new();

    public static async Task<int> Play(double seconds, string file, bool isDeaf)
    {
        await using var server = await PulseServer.Start();
        using var hearing = HearingSetup.Open(Options);
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        await using var rig = new RigSystem(TimeProvider.System);
        await ProbeRun.Require(rig, hearing.Ears, vocabulary);
        if (!isDeaf)
        {
            hearing.OpenEar();
        }

        var began = TimeProvider.System.GetTimestamp();
        var answered = await WarmUp.Play(rig, Options, hearing, vocabulary, PriorMemory.Bare);
        Console.WriteLine(FormattableString.Invariant(
            $"warm after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.00} s, ")
            + $"{answered.Notes} notes");
        var playing = PlayFor(server, file, seconds);
        using var live = AudioInputs.OpenLive(
            new PlaySettings { Input = "portaudio:rig" }, Options.Capture);
        using var input = new EndableAudioInput(live, (long)(seconds * live.SampleRateHz));
        await using var performance = new Performance(new PerformanceParts
        {
            Options = Options,
            Rig = rig,
            Hearing = hearing,
            Vocabulary = vocabulary,
            Input = input,
            Output = new NullMidiOutput(),
            Clock = new SampleClock(TimeProvider.System),
        });
        using var standstill = new Standstill();
        var ages = new Ages(standstill);
        await performance.Play(ages, CancellationToken.None);
        await playing;
        return Tell(ages, live.Live!.Figures.Interval);
    }

    private static async Task PlayFor(PulseServer server, string file, double seconds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds)
        {
            await server.Play(file);
        }
    }

    private static int Tell(Ages ages, LatencySummary interval)
    {
        Tell("age", ages.Ms);
        Console.WriteLine(FormattableString.Invariant(
            $"callback to callback: p50 {interval.P50Ms:0.00}, p99 {interval.P99Ms:0.00}, ")
            + FormattableString.Invariant($"max {interval.MaxMs:0.00} ms"));
        Console.WriteLine("oldest: at s, ms, of which no thread of the process had time; "
            + "since the block before it: GCs, pause, compiling");
        ages.OldestFirst.ForEach(age => Console.WriteLine($"  {age}"));
        return ages.Ms.Max > TargetMs ? 1 : 0;
    }

    private static void Tell(string what, LatencyHistogram ms)
    {
        var it = ms.Summary();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-16} {it.Count} blocks: p50 {it.P50Ms:0.00}, p95 {it.P95Ms:0.00}, "
            + $"p99 {it.P99Ms:0.00}, p99.9 {ms.Quantile(0.999):0.00}, max {it.MaxMs:0.00} ms"));
    }

    private sealed class Ages(Standstill standstill) : IRigObserver
    {
        private readonly PriorityQueue<string, double> _oldest = new();
        private Doings _before = Doings.Now();

        public LatencyHistogram Ms { get; } = new();

        public List<string> OldestFirst
        {
            get
            {
                var rising = new List<string>();
                while (_oldest.TryDequeue(out var age, out _))
                {
                    rising.Insert(0, age);
                }

                return rising;
            }
        }

        public void Decided(Slot slot)
        {
            if (slot is not AgentDecided { IsReflex: true })
            {
                return;
            }

            var captured = slot.Place.CapturedTimestamp;
            var ms = TimeProvider.System.GetElapsedTime(captured).TotalMilliseconds;
            var still = standstill.Since(captured).TotalMilliseconds;
            var doings = Doings.Now();
            Ms.Add(ms);
            _oldest.Enqueue(
                FormattableString.Invariant($"{slot.Start.Seconds,7:0.00} {ms,7:0.00} ")
                + FormattableString.Invariant($"{still,7:0.00}   {doings.Since(_before)}"),
                ms);
            if (_oldest.Count > Oldest)
            {
                _oldest.Dequeue();
            }

            _before = doings;
        }
    }

    /// <summary>What the runtime has done so far.</summary>
    private sealed record Doings(int Gen0, int Gen1, int Gen2, TimeSpan Pause, TimeSpan Compiling)
    {
        public static Doings Now() => new(
            GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2),
            GC.GetTotalPauseDuration(), JitInfo.GetCompilationTime());

        public string Since(Doings before) => string.Create(
            CultureInfo.InvariantCulture,
            $"{Gen0 - before.Gen0}/{Gen1 - before.Gen1}/{Gen2 - before.Gen2} "
            + $"{(Pause - before.Pause).TotalMilliseconds:0.0} ms "
            + $"{(Compiling - before.Compiling).TotalMilliseconds:0.0} ms");
    }
}
