using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>
/// Walks through the memory: begins where the past was like now, goes on from frame to frame, and
/// now and then crosses a suffix link to another place with the same past.
/// </summary>
/// <remarks>
/// Frames keep the times between them; across a jump one hop passes. A run ends by chance (one in
/// <see cref="NavigationOptions.ContinuitySeconds"/> on average), at the end of a phrase, or at the
/// longest copy. Not thread-safe. Source: Assayag, Dubnov 2004; Assayag, Bloch, "Navigating the
/// oracle", ICMC 2007; Bonnasse-Gahot, "An update on the SOMax project", IRCAM 2014.
/// </remarks>
internal sealed class Navigator(LiveOptions settings, SplitMix64 random, HeardMemory heard)
{
    private const int Remembered = 8;

    private static readonly double FramesPerSecond =
        FrameGrid.FramesPerSegment / FrameGrid.SegmentLength.Seconds;

    private readonly OrdinalSet _taboo = new();
    private readonly List<WalkBookmark> _before = [];
    private WalkBookmark? _last;
    private WalkBookmark? _again;

    /// <summary>What a performer has said of the recordings.</summary>
    public SourceFavours Favours { get; } = new();

    public int TabooCount => _taboo.Count;

    /// <summary>The recording that was recalled last; null for what was heard live.</summary>
    public string? LastRecording => _last?.Recording;

    /// <summary>Recalls a phrase.</summary>
    public Recall Walk(RecallQuery quest)
    {
        Favours.Fade();
        var way = new RecallWalk(
            Options, random, quest, heard, _taboo, Favours, _last, _again);
        _again = null;
        var recall = way.Go();
        if (recall.Trace is { } trace)
        {
            Keep(trace);
            foreach (var frame in recall.Frames)
            {
                _taboo.Add(frame.Frame.Ordinal);
            }

            _taboo.KeepNewest((int)(Options.TabooSeconds * FramesPerSecond));
        }

        return recall;
    }

    /// <summary>The next phrase begins where the one before the last did.</summary>
    public void GoBack()
    {
        if (_before.Count > 0)
        {
            _again = _before[^1];
            _before.RemoveAt(_before.Count - 1);
        }
    }

    /// <summary>What was recalled of late may be recalled again.</summary>
    public void ForgetTaboo() => _taboo.KeepNewest(0);

    private void Keep(WalkBookmark trace)
    {
        if (_last is not null)
        {
            _before.Add(_last);
            if (_before.Count > Remembered)
            {
                _before.RemoveAt(0);
            }
        }

        _last = trace;
    }

    private NavigationOptions Options => settings.Agent.Navigation;
}
