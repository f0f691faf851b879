using Antiphon.Agent;
using Antiphon.Notes;
using Antiphon.Signal;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

public class VoiceEpisodesTests
{
    [Fact]
    public void Each_takes_turns_of_its_own_length_and_one_always_takes_part()
    {
        var options = new AgentOptions
        {
            Melody = new() { ActiveSeconds = 20, ListeningSeconds = 10 },
            Bass = new() { ActiveSeconds = 6, ListeningSeconds = 12 },
        };
        var episodes = Episodes(options);
        var (melody, bass, turns) = (0, 0, 0);
        var before = true;
        const int ticks = 360_000;
        for (var tick = 0; tick < ticks; tick++)
        {
            episodes.Tick(SampleTime.FromSeconds(tick / 100.0));
            melody += episodes.IsActive(Voice.Melody) ? 1 : 0;
            bass += episodes.IsActive(Voice.Bass) ? 1 : 0;
            turns += episodes.IsActive(Voice.Bass) != before ? 1 : 0;
            before = episodes.IsActive(Voice.Bass);
            Assert.True(episodes.IsActive(Voice.Melody) || episodes.IsActive(Voice.Bass));
        }

        Assert.InRange((double)bass / ticks, 0.25, 0.42);
        Assert.InRange((double)melody / ticks, 0.67, 0.99);
        Assert.InRange(turns, 300, 500);
    }

    [Fact]
    public void A_voice_without_a_length_always_takes_part()
    {
        var episodes = Episodes(new() { Bass = new() { ActiveSeconds = 0 } });
        for (var tick = 0; tick < 50_000; tick++)
        {
            episodes.Tick(SampleTime.FromSeconds(tick / 10.0));
            Assert.True(episodes.IsActive(Voice.Bass));
        }
    }

    private static VoiceEpisodes Episodes(AgentOptions options) =>
        new(new LiveOptions(new ControlState(options)), new SplitMix64(3));
}
