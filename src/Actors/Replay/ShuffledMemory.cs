using Antiphon.Agent;
using Antiphon.Measures;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Signal;

namespace Antiphon.Replay;

/// <summary>
/// The control for the musical measures: the same session with a memory in which words no longer
/// tell how a frame sounded, and figures no longer in which order their tones came.
/// </summary>
/// <remarks>
/// The frames of the corpora exchange how they sound, descriptors and notes alike, and each frame
/// that is learned sounds like one drawn from all that are known by then. Each figure that is
/// remembered, the player's, a recording's or its own, keeps its rhythm and its tones, in an order
/// that is drawn. Words, times, numbers, seed, controls and what the mind itself listens to are
/// those of the session. What became of the session's notes is not told: these are others.
/// </remarks>
public static class ShuffledMemory
{
    /// <summary>Plays a shuffled run.</summary>
    /// <param name="start">What the session's mind began with.</param>
    /// <param name="entries">The session's journal, whole.</param>
    /// <param name="seed">Names the run.</param>
    /// <returns>What is to be measured of it.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static PlayedMusic Play(
        MindStart start, IReadOnlyList<JournalEntry> entries, ulong seed,
        CancellationToken stop = default)
    {
        var random = new SplitMix64(seed);
        var ground = start.Ground.Shuffled(random);
        var known = ground.Frames.ToList();
        Dictionary<long, RememberedFrame> drawn = [];
        var mind = new ReplayedMind(
            start with { Ground = ground },
            token => Instead(token, known, drawn, random),
            seed,
            ordinal => drawn[ordinal]);
        List<FrameToken> tokens = [];
        List<NotePlanned> notes = [];
        List<Decision> decisions = [];
        Dictionary<long, HeardFrame> heard = [];
        foreach (var entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            if (entry is FrameKept kept)
            {
                tokens.Add(kept.Token);
            }

            if (entry is not MindHeard { What: MindInput.LetGo } && mind.Take(entry) is { } decided)
            {
                notes.AddRange(decided.Notes);
                decisions.AddRange(decided.Decisions);
                foreach (var frame in decided.FrameMusic.Where(one => one.Heard is not null))
                {
                    heard[frame.Ordinal] = frame.Heard!;
                }

                if (!decided.Withdrawn.IsEmpty)
                {
                    notes.RemoveAll(note => decided.Withdrawn.Contains(note.Id));
                }
            }
        }

        return PlayedMusic.Of(tokens, notes, decisions) with { Heard = heard };
    }

    private static FrameToken Instead(
        FrameToken token, List<RememberedFrame> known, Dictionary<long, RememberedFrame> drawn,
        SplitMix64 random)
    {
        if (LearningRule.FateOf(token) != FrameFate.Learned)
        {
            return token;
        }

        known.Add(RememberedFrame.Of(token));
        var other = drawn[token.Ordinal] = known[random.NextInt(known.Count)];
        return token with { Descriptors = other.Descriptors };
    }
}
