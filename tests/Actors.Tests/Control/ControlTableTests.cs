using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Antiphon.Agent;
using Antiphon.Control;
using Xunit;

namespace Antiphon.Tests.Control;

public sealed class ControlTableTests
{
    [Fact]
    public void Every_number_of_the_agent_is_there_with_its_range_and_default()
    {
        foreach (var property in typeof(VoiceOptions).GetProperties())
        {
            var range = property.GetCustomAttribute<RangeAttribute>()!;
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            var entry = ControlTable.Find($"agent.bass.{name}")!;
            Assert.Equal(Convert.ToDouble(range.Minimum), entry.Minimum);
            Assert.Equal(Convert.ToDouble(range.Maximum), entry.Maximum);
            Assert.Equal(
                Convert.ToDouble(property.GetValue(new AgentOptions().Bass)), entry.Default);
            Assert.Equal(
                property.GetCustomAttribute<DescriptionAttribute>()!.Description, entry.Meaning);
        }
    }

    [Fact]
    public void What_holds_for_a_whole_run_is_not_there()
    {
        Assert.Null(ControlTable.Find("agent.seed"));
        Assert.Null(ControlTable.Find("agent.decisionDelayMs"));
    }

    [Fact]
    public void Names_and_addresses_are_one_each()
    {
        var entries = ControlTable.Entries;
        Assert.Equal(
            entries.Length, entries.Select(entry => entry.OscAddress).Distinct().Count());
        Assert.All(entries, entry => Assert.False(string.IsNullOrWhiteSpace(entry.Meaning)));
    }

    [Fact]
    public void Setting_a_parameter_changes_it_and_nothing_else()
    {
        var options = new AgentOptions();
        foreach (var entry in ControlTable.Entries.Where(entry => entry.Default is not null))
        {
            var command = (SetParameter)entry.Make(ControlValue.Of(entry.Maximum), out _)!;
            var changed = AgentParameters.With(options, command, out var refusal);
            if (changed is null)
            {
                Assert.Contains("swap", refusal, StringComparison.Ordinal);
                continue;
            }

            var back = AgentParameters.With(
                changed, command with { Value = entry.Default!.Value }, out _);
            Assert.Equal(options, back);
            Assert.Equal(entry.Maximum == entry.Default, changed == options);
        }
    }

    [Fact]
    public void A_parameter_at_odds_with_another_is_refused()
    {
        var changed = AgentParameters.With(
            new AgentOptions(), new SetParameter("agent.melody.lowestKey", 100), out var refusal);
        Assert.Null(changed);
        Assert.Contains("above", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent.nothing", 1)]
    [InlineData("agent.modes.contrast.weight", 1.5)]
    public void A_parameter_that_is_not_there_or_out_of_range_is_refused(string name, double value)
    {
        Assert.Null(AgentParameters.With(
            new AgentOptions(), new SetParameter(name, value), out var refusal));
        Assert.False(string.IsNullOrWhiteSpace(refusal));
    }

    [Fact]
    public void A_float_of_32_bits_that_means_a_bound_is_the_bound()
    {
        var entry = new ControlEntry(
            "x", ControlKind.Number, "x", value => new SetParameter("x", value.Number!.Value))
        {
            Minimum = 0,
            Maximum = 0.6,
        };
        Assert.Equal(new SetParameter("x", 0.6), entry.Make(ControlValue.Of(0.6f), out _));
        Assert.Null(entry.Make(ControlValue.Of(0.601), out _));
    }
}
