using System.Text.Json;
using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Replay;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

/// <summary>What a mode is stands in one table; no mode is taken for another.</summary>
public sealed class ModeTests
{
    private const Mode NoMode = (Mode)7;

    private static readonly ModesOptions Numbers = new();

    [Fact]
    public void Every_mode_that_sounds_has_a_row_with_its_own_numbers_and_its_own_word()
    {
        Assert.Equal(
            Enum.GetValues<Mode>().Except([Mode.Silence]), ModeTraits.Sounding);
        Assert.All(ModeTraits.Sounding, mode =>
        {
            var own = typeof(ModesOptions).GetProperty($"{mode}");
            Assert.NotNull(own);
            Assert.Same(own.GetValue(Numbers), Numbers.Of(mode));
        });
        Assert.Distinct(ModeTraits.Sounding.Select(mode => ModeTraits.Of(mode).Verb));
    }

    [Fact]
    public void Every_group_of_numbers_belongs_to_a_mode() => Assert.Equal(
        ModeTraits.Sounding.Select(mode => $"{mode}").Order(),
        from property in typeof(ModesOptions).GetProperties()
        where property.PropertyType == typeof(ModeOptions)
        orderby property.Name
        select property.Name);

    [Fact]
    public void Every_mode_that_sounds_can_be_chosen_by_its_name()
    {
        var chosen = ModeTraits.Sounding.Select(mode => ControlTable.Find("mode")!.Make(
            ControlValue.Of(Explanation.Name(mode)), out _));
        Assert.Equal(ModeTraits.Sounding.Select(mode => new FixMode(mode)), chosen);
    }

    [Theory]
    [InlineData(NoMode)]
    [InlineData(Mode.Silence)]
    public void What_is_no_mode_that_sounds_is_not_taken_for_imitation(Mode mode)
    {
        Assert.ThrowsAny<Exception>(() => Numbers.Of(mode));
        Assert.ThrowsAny<Exception>(() => ModeTraits.Of(mode));
        var before = new ControlState(new AgentOptions()) { FixedMode = Mode.Mirror };
        Assert.Same(
            before,
            before.After(new ControlGiven(new FixMode(mode), SampleTime.Zero), out var refusal));
        Assert.Equal($"{Explanation.Name(mode)} is no mode to stay in", refusal);
    }

    [Fact]
    public void Silence_plays_along_with_nobody() =>
        Assert.False(ModeTraits.PlaysAlong(Mode.Silence));

    [Fact]
    public void A_journal_with_a_mode_that_is_not_known_here_is_refused()
    {
        var line = JsonSerializer.Deserialize<JsonElement>(
            """["control",1,2,"fixMode",{"mode":7}]""");
        var refusal = Assert.Throws<JournalException>(() => JournalReading.Entry(line));
        Assert.Contains("there is no mode 7", refusal.Message, StringComparison.Ordinal);
    }
}
