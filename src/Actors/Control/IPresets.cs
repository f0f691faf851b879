namespace Antiphon.Control;

/// <summary>Sets of parameters under names, kept somewhere.</summary>
public interface IPresets
{
    /// <summary>Parameters of a preset, by name; null when there is none of that name.</summary>
    IReadOnlyDictionary<string, double>? Find(string name);

    /// <summary>Keeps parameters under a name, in the place of what was kept there.</summary>
    /// <exception cref="ControlException">They cannot be kept.</exception>
    void Save(string name, IReadOnlyDictionary<string, double> parameters);
}
