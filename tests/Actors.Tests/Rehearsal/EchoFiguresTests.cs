using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.Rehearsal;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Rehearsal;

/// <summary>What is made of the sound around notes that were played while nobody plays.</summary>
public sealed class EchoFiguresTests
{
    private static readonly SampleTime[] Strikes =
        [SampleTime.FromSeconds(1), SampleTime.FromSeconds(2), SampleTime.FromSeconds(3)];

    [Fact]
    public void An_echo_behind_a_note_is_told_from_the_room()
    {
        var figures = Of(second => second % 1 is > 0.035 and < 0.1 ? -20 : -60)!;

        Assert.Equal(new EchoFigures(3, -60, -20, 40, 0, 3), figures with { DelayMs = 0 });
        Assert.Equal(40, figures.DelayMs, 1e-6);
        Assert.True(figures.IsHeard);
    }

    [Fact]
    public void A_room_that_does_not_answer_hears_nothing()
    {
        var figures = Of(_ => -60)!;

        Assert.False(figures.IsHeard);
        Assert.Equal(0, figures.Mistakable);
    }

    [Fact]
    public void A_sound_later_than_the_window_is_not_the_notes() =>
        Assert.False(Of(second => second % 1 is > 0.405 and < 0.6 ? -20 : -60)!.IsHeard);

    [Fact]
    public void A_quiet_echo_is_heard_and_not_mistaken_for_the_player()
    {
        var figures = Of(second => second % 1 is > 0.035 and < 0.1 ? -52 : -75)!;

        Assert.True(figures.IsHeard);
        Assert.Equal(0, figures.Mistakable);
    }

    [Fact]
    public void Without_sound_around_any_note_there_are_no_figures() =>
        Assert.Null(EchoFigures.Of([], Strikes, 9, -50));

    private static EchoFigures? Of(Func<double, double> levelDb)
    {
        var blocks = new List<ReflexHeard>();
        var lastDb = levelDb(0.005);
        for (var i = 0; i < 400; i++)
        {
            var start = SampleTime.AtSample(i * ReflexDetector.BlockSamples);
            var place = new Place(default, start, new SampleCount(ReflexDetector.BlockSamples), 0);
            var level = levelDb(start.Seconds + 0.005);
            blocks.Add(new ReflexHeard(place, level, Math.Max(0, level - lastDb)));
            lastDb = level;
        }

        return EchoFigures.Of(blocks, Strikes, yieldOnsetDb: 9, yieldLoudnessDb: -50);
    }
}
