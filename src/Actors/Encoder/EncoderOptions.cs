using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Antiphon.Encoder;

/// <summary>How the rig runs its encoder.</summary>
public sealed record EncoderOptions
{
    [Required(ErrorMessage = "model is empty; 'antiphon models list' names those there are.")]
    [Description("Name of the model in models/manifest.json")]
    public string Model { get; init; } = SpectralEncoderModel.Name;

    [Range(1, 16)]
    [Description("Threads that share one run of the model")]
    public int IntraOpThreads { get; init; } = 1;

    [Description("Let model threads spin between runs too: a little faster, burns a core each")]
    public bool Spinning { get; init; }
}
