namespace Antiphon.Agent;

/// <summary>A set of frames, by ordinal, that forgets the oldest.</summary>
internal sealed class OrdinalSet
{
    private readonly Queue<long> _order = new();
    private readonly HashSet<long> _members = [];

    public int Count => _members.Count;

    public bool Contains(long ordinal) => _members.Contains(ordinal);

    public void Add(long ordinal)
    {
        if (_members.Add(ordinal))
        {
            _order.Enqueue(ordinal);
        }
    }

    /// <summary>Keeps at most the newest <paramref name="count"/>.</summary>
    public void KeepNewest(int count)
    {
        while (_order.Count > count)
        {
            _members.Remove(_order.Dequeue());
        }
    }
}
