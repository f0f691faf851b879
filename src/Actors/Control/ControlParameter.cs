using System.ComponentModel.DataAnnotations;
using Antiphon.Agent;

namespace Antiphon.Control;

/// <summary>A number among the agent's options that may be set while it plays.</summary>
internal sealed record ControlParameter(
    string Name, string Meaning, RangeAttribute Range, OptionPath Path)
{
    public bool IsWhole => Path.Last.PropertyType == typeof(int);

    public ControlEntry Entry(AgentOptions defaults) => new(
        Name,
        IsWhole ? ControlKind.Whole : ControlKind.Number,
        Meaning,
        value => new SetParameter(Name, value.Number!.Value))
    {
        Minimum = Convert.ToDouble(Range.Minimum),
        Maximum = Convert.ToDouble(Range.Maximum),
        Default = Read(defaults),
    };

    /// <summary>Its value in some options.</summary>
    public double Read(AgentOptions options) => Convert.ToDouble(Path.Read(options));

    /// <summary>The options with another value, if they then still agree with each other.</summary>
    public AgentOptions? With(AgentOptions options, double value, out string? refusal)
    {
        var changed = Path.With(options, IsWhole ? (object)(int)value : value);
        refusal = Path.OwnersIn(changed).Select(FaultOf).FirstOrDefault(fault => fault is not null);
        return refusal is null ? changed : null;
    }

    private static string? FaultOf(object options)
    {
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(
            options, new(options), faults, validateAllProperties: true)
            ? null
            : faults[0].ErrorMessage;
    }
}
