using Antiphon.Tests.MemoryBuffer;
using Xunit;
using Xunit.Abstractions;

namespace Antiphon.Tests.Agent;

public class ScratchTests(ITestOutputHelper output)
{
    [Fact]
    public void Show()
    {
        foreach (var (name, tune) in new (string, Func<double, Moment>)[]
        {
            ("phrases", Tunes.Phrases(4.2, 4.2)), ("line", Tunes.Line), ("drums", t => t % 8 < 4 ? Tunes.Drums(t) : Moment.Silence),
        })
        {
            var duet = new Duet(new() { Seed = 3 }).Rest(0.7).Play(35, tune).End();
            output.WriteLine($"== {name} {duet.Sounding.Count} notes, {duet.Mind.Counters}");
            foreach (var d in duet.Decisions)
            {
                output.WriteLine($"{d.Time.Seconds,6:0.00} {d.Voice} {d.Mode}: {d.Why}");
                output.WriteLine("    " + string.Join(" ", duet.Planned.Where(n => n.DecisionId == d.Id).Select(n => $"{n.Due.Seconds:0.00}:{n.Key}/{n.Velocity}/{n.Length.Seconds:0.00}")));
                output.WriteLine("    " + string.Join(" ", d.SourceTimes.Select(t => $"{t.Seconds:0.00}")));
            }
        }
    }
}
