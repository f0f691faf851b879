using System.ComponentModel.DataAnnotations;

namespace Antiphon.Agent;

/// <summary>A number among the agent's options that may be set while it plays.</summary>
internal sealed record AgentParameter(
    string Name, string Meaning, RangeAttribute Range, OptionPath Path)
{
    public bool IsWhole => Path.Last.PropertyType == typeof(int);

    /// <summary>The lowest value allowed.</summary>
    public double Least => Convert.ToDouble(Range.Minimum);

    /// <summary>The highest value allowed.</summary>
    public double Most => Convert.ToDouble(Range.Maximum);

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
