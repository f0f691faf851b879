using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;
using Xunit;

namespace Antiphon.Tests.Transcription;

/// <summary>From what is struck to the beat.</summary>
public sealed class BeatTrackerTests
{
    [Theory]
    [InlineData(0.4)]
    [InlineData(0.6)]
    [InlineData(0.75)]
    public void Beats_are_heard_where_chords_fall(double period)
    {
        var tracker = new BeatTracker();
        for (var beat = 0; beat < 16; beat++)
        {
            foreach (var key in new[] { 45, 60, 64, 67 })
            {
                tracker.Hear(Key(1 + beat * period, key + beat / 4 % 2 * 5));
            }
        }

        var now = SampleTime.FromSeconds(1 + 15.3 * period);
        var said = Assert.NotNull(tracker.Advance(now));
        Assert.InRange(said.Seconds / period, 0.98, 1.02);
        Assert.InRange(said.At.Seconds - (1 + 15 * period), -0.02, 0.02);
    }

    private static Attack Key(double seconds, int key, int velocity = 80) =>
        Attack.Of(new KeyPressed(SampleTime.FromSeconds(seconds), key, velocity));
}
