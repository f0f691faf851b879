namespace Antiphon.MemoryBuffer;

/// <summary>Parts of the memory, by where they come from and how they are labelled.</summary>
public sealed record MemoryFilter
{
    /// <summary>What was heard live.</summary>
    public bool Live { get; init; } = true;

    /// <summary>What was loaded.</summary>
    public bool Corpora { get; init; } = true;

    /// <summary>Of the corpora, the recordings of these names only; null for all.</summary>
    public IReadOnlyCollection<string>? Recordings { get; init; }

    /// <summary>Of the corpora, regions with these labels only; null for all.</summary>
    public IReadOnlyCollection<string>? Labels { get; init; }

    /// <summary>The stretches of states that pass, in order, without overlap.</summary>
    internal List<StateRange> RangesIn(MemoryView view)
    {
        var wanted = !Corpora ? [] : Labels is null
            ? view.Sources.Where(source => Passes(source))
                .Select(source => new StateRange(source.FirstState, source.LastState))
            : view.Regions.Where(region => Labels.Contains(region.Label) && Passes(region.Source))
                .Select(region => new StateRange(region.FirstState, region.LastState));
        var ranges = new List<StateRange>();
        foreach (var range in wanted.Where(range => range.Last >= range.First)
            .OrderBy(range => range.First))
        {
            if (ranges.Count > 0 && range.First <= ranges[^1].Last + 1)
            {
                ranges[^1] = ranges[^1] with { Last = Math.Max(ranges[^1].Last, range.Last) };
            }
            else
            {
                ranges.Add(range);
            }
        }

        if (Live && view.Count >= view.FirstLive)
        {
            ranges.Add(new StateRange(view.FirstLive, view.Count));
        }

        return ranges;
    }

    private bool Passes(MemorySource source) => Recordings?.Contains(source.Name) ?? true;
}

/// <summary>A labelled stretch of a recording, as it lies in the memory.</summary>
/// <param name="Label">What it was called.</param>
/// <param name="Source">The recording.</param>
/// <param name="FirstState">Its first state.</param>
/// <param name="LastState">Its last state; below the first when nothing in it was learned.</param>
public sealed record MemoryRegion(
    string Label, MemorySource Source, int FirstState, int LastState);

/// <summary>A recording of a corpus, as it lies in the memory.</summary>
/// <param name="Name">The recording's name.</param>
/// <param name="FirstState">Its first state.</param>
/// <param name="LastState">Its last state; below the first when nothing of it was learned.</param>
public sealed record MemorySource(string Name, int FirstState, int LastState);

/// <summary>States in a row, both ends included.</summary>
internal readonly record struct StateRange(int First, int Last);
