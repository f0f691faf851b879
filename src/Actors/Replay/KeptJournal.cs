using Antiphon.Time;

namespace Antiphon.Replay;

/// <summary>
/// A journal in memory, for as long as it is short. Bound: <see cref="MostSeconds"/>; of a longer
/// session nothing is kept. Not thread-safe.
/// </summary>
public sealed class KeptJournal
{
    /// <summary>The longest session that is kept, in seconds.</summary>
    public const double MostSeconds = 600;

    private List<JournalEntry>? _entries = [];

    /// <summary>All of it; null when the session was longer.</summary>
    public IReadOnlyList<JournalEntry>? Entries => _entries;

    /// <summary>Keeps an entry; moves of the transport are none of its business.</summary>
    public void Keep(JournalEntry entry, SampleTime time)
    {
        if (time.Seconds > MostSeconds)
        {
            _entries = null;
        }
        else if (entry is not TransportMoved)
        {
            _entries?.Add(entry);
        }
    }
}

/// <summary>A journal cannot be read; the message says why.</summary>
public sealed class JournalException(string message) : Exception(message);

/// <summary>What the end of a journal says of it.</summary>
public enum JournalSeal
{
    /// <summary>There is no end: the session was cut off.</summary>
    Missing = 0,

    /// <summary>It is as it was written.</summary>
    Whole = 1,

    /// <summary>It is not.</summary>
    Broken = 2,
}
