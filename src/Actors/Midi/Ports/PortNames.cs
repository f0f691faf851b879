using System.Text.RegularExpressions;

namespace Antiphon.Midi;

/// <summary>
/// Finds a port by its name or a part of it. The numbers that ALSA appends to a name ("Synth 24:0")
/// change when a device is plugged in anew and are left out of the comparison.
/// </summary>
public static partial class PortNames
{
    /// <summary>The one port that is meant.</summary>
    /// <param name="address">As the person wrote it, for messages.</param>
    /// <param name="names">The ports that are there.</param>
    /// <param name="wanted">A whole name, or a part that only one has, in any case.</param>
    /// <returns>Its place among <paramref name="names"/>.</returns>
    /// <exception cref="MidiException">None is meant, or several are.</exception>
    public static int Find(string address, IReadOnlyList<string> names, string wanted)
    {
        var part = Bare(wanted);
        foreach (var means in new Func<string, bool>[]
        {
            name => name == wanted,
            name => Bare(name).Equals(part, StringComparison.OrdinalIgnoreCase),
            name => Bare(name).Contains(part, StringComparison.OrdinalIgnoreCase),
        })
        {
            var found = Enumerable.Range(0, names.Count).Where(i => means(names[i])).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                var several = string.Join(", ", found.Select(i => $"'{names[i]}'"));
                throw new MidiException(
                    MidiFault.Lasting,
                    $"{address} cannot be opened: it means several ports: {several}; say more.");
            }
        }

        var there = names.Count == 0
            ? "there is none"
            : $"there are {string.Join(", ", names.Select(name => $"'{name}'"))}";
        throw new MidiException(
            MidiFault.Output,
            $"{address} cannot be opened: no port is called '{wanted}' ({there}).");
    }

    private static string Bare(string name) => Numbers().Replace(name, "");

    [GeneratedRegex(@" \d+:\d+$")]
    private static partial Regex Numbers();
}
