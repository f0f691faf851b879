namespace Antiphon.Control;

/// <summary>
/// What each MIDI controller does, as written in the configuration: from <c>64</c> (any channel)
/// or <c>2/64</c> (channel 2) to <c>mute</c>, or <c>agent.modes.contrast.weight 0.2 to 0.8</c>.
/// </summary>
/// <remarks>Equal when it says the same. An empty text takes an assignment away.</remarks>
public sealed class CcAssignments : Dictionary<string, string>, IEquatable<CcAssignments>
{
    public CcAssignments()
        : base(StringComparer.Ordinal)
    {
    }

    public bool Equals(CcAssignments? other) =>
        other is not null && Count == other.Count
        && this.All(one => other.TryGetValue(one.Key, out var what) && what == one.Value);

    public override bool Equals(object? obj) => Equals(obj as CcAssignments);

    public override int GetHashCode() => Count;
}
