using Antiphon.Agent;
using Antiphon.MemoryBuffer;

namespace Antiphon.Control;

/// <summary>What can be recalled by name: the labels and the recordings of the corpora.</summary>
public sealed record RecallNames(IReadOnlySet<string> Labels, IReadOnlySet<string> Recordings)
{
    private const int MostNamed = 8;

    /// <summary>The names in a memory.</summary>
    public static RecallNames Of(PriorMemory memory) => Of(
        memory.Regions.Select(region => region.Label),
        memory.Sources.Select(source => source.Name));

    /// <summary>Some names.</summary>
    public static RecallNames Of(IEnumerable<string> labels, IEnumerable<string> recordings) => new(
        labels.ToHashSet(StringComparer.Ordinal),
        recordings.ToHashSet(StringComparer.Ordinal));

    /// <summary>Why a command cannot be followed; null when it can.</summary>
    public string? Refusal(ControlCommand command) => command switch
    {
        ChooseLabel { Label: { Length: > 0 } label } when !Labels.Contains(label) =>
            $"there is no label '{label}'; {Known("labels", Labels)}",
        ChooseRecording { Recording: { Length: > 0 } name } when !Recordings.Contains(name) =>
            $"there is no recording '{name}'; {Known("recordings", Recordings)}",
        _ => null,
    };

    private static string Known(string what, IReadOnlySet<string> names) => names.Count == 0
        ? $"the corpora have no {what}"
        : $"there is {string.Join(", ", names.Order(StringComparer.Ordinal).Take(MostNamed))}"
            + (names.Count > MostNamed ? ", …" : "");
}
