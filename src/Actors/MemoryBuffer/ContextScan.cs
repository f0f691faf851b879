using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Antiphon.Flow;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Finds the states whose past might be most like a context, by comparing a handful of its frames
/// with the past of every state.
/// </summary>
/// <remarks>
/// States are taken in blocks of 32, side by side, four blocks at once; of each block the best
/// state is offered, and of all blocks the best. Sums are whole numbers of one byte, so the width
/// of the processor's vectors changes nothing.
/// </remarks>
internal static class ContextScan
{
    /// <summary>States of a block: about 0.4 s.</summary>
    private const int Block = 32;

    /// <summary>Blocks that are compared at once.</summary>
    private const int Row = 4;

    /// <summary>Blocks that are offered.</summary>
    private const int MostBlocks = 128;

    /// <summary>The best states, at most one of every block.</summary>
    /// <param name="ranges">Where to look, in order, without overlap.</param>
    /// <param name="allows">Whether a state may be offered; null for any.</param>
    public static List<int> Best(
        MemoryView view, HeardContext heard, List<StateRange> ranges, Func<int, bool>? allows)
    {
        var probes = new Probes(
            LookupStep.Of(heard, Stem.Harmonic), LookupStep.Of(heard, Stem.Percussive));
        var stretches = Stretches(view, ranges);
        var peaks = new byte[stretches.Sum(stretch => stretch.Blocks)];
        var at = 0;
        foreach (var stretch in stretches)
        {
            Scan(stretch, probes, peaks.AsSpan(at, stretch.Blocks));
            at += stretch.Blocks;
        }

        return Offer(view, stretches, probes, peaks, allows);
    }

    private static List<Stretch> Stretches(MemoryView view, List<StateRange> ranges)
    {
        var stretches = new List<Stretch>();
        foreach (var range in ranges)
        {
            for (var stratum = view.Stratum; stratum is not null; stratum = stratum.Below)
            {
                var upTo = stratum == view.Stratum ? view.Count : stratum.Count;
                var first = Math.Max(range.First, stratum.First + 1);
                var last = Math.Min(range.Last, upTo);
                if (first <= last)
                {
                    stretches.Add(new Stretch(stratum, first, last - first + 1));
                }
            }
        }

        return stretches;
    }

    private static void Scan(Stretch stretch, Probes probes, Span<byte> peaks)
    {
        Span<byte> row = stackalloc byte[Row * Block];
        for (var block = 0; block < peaks.Length; block++)
        {
            if (block % Row == 0)
            {
                stretch.Compare(probes, block, row);
            }

            peaks[block] = Highest(Vector256.Create<byte>(row.Slice(block % Row * Block, Block)));
        }
    }

    private static byte Highest(Vector256<byte> values)
    {
        var v = Vector128.Max(values.GetLower(), values.GetUpper());
        var w = Vector64.Max(v.GetLower(), v.GetUpper()).AsUInt64().ToScalar();
        byte highest = 0;
        for (; w != 0; w >>= 8)
        {
            highest = Math.Max(highest, (byte)w);
        }

        return highest;
    }

    private static List<int> Offer(
        MemoryView view,
        List<Stretch> stretches,
        Probes probes,
        byte[] peaks,
        Func<int, bool>? allows)
    {
        var (least, spare) = Least(peaks);
        var states = new List<int>(MostBlocks);
        Span<byte> row = stackalloc byte[Row * Block];

        // From the newest on: among equals, what was heard last is nearest at hand.
        var at = peaks.Length;
        for (var s = stretches.Count - 1; s >= 0; s--)
        {
            for (var block = stretches[s].Blocks - 1; block >= 0; block--)
            {
                var peak = peaks[--at];
                if (peak < least || (peak == least && spare-- <= 0))
                {
                    continue;
                }

                stretches[s].Compare(probes, block, row);
                if (BestOf(view, stretches[s].FirstOf(block), row, allows) is > 0 and var state)
                {
                    states.Add(state);
                }
            }
        }

        return states;
    }

    /// <summary>The peak from which blocks are offered, and how many at just that peak.</summary>
    private static (int Least, int Spare) Least(byte[] peaks)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var peak in peaks)
        {
            counts[peak]++;
        }

        var (least, above) = (byte.MaxValue, 0);
        while (least > 1 && above + counts[least] < MostBlocks)
        {
            above += counts[least--];
        }

        return (least, MostBlocks - above);
    }

    private static int BestOf(
        MemoryView view, int first, ReadOnlySpan<byte> scores, Func<int, bool>? allows)
    {
        var (best, highest) = (0, 0);
        for (var lane = 0; lane < Block; lane++)
        {
            var state = first + lane;
            if (scores[lane] > highest && !view.IsEnd(state) && (allows?.Invoke(state) ?? true))
            {
                (best, highest) = (state, scores[lane]);
            }
        }

        return best;
    }

    /// <summary>States in a row of one layer.</summary>
    private readonly record struct Stretch(MemoryLayer Stratum, int First, int Length)
    {
        public int Blocks => (Length + Block - 1) / Block;

        public int FirstOf(int block) => First + block * Block;

        /// <summary>
        /// The scores of four blocks in a row, [128]; 0 where the stretch has ended.
        /// </summary>
        public void Compare(Probes probes, int block, Span<byte> scores)
        {
            var start = SymbolTape.Lead + FirstOf(block) - Stratum.First - 1;
            ref var harmonic = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(Stratum.Harmonic.Tape.Raw), start);
            ref var percussive = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(Stratum.Percussive.Tape.Raw), start);
            Vector256<byte> a = default, b = default, c = default, d = default;
            foreach (ref readonly var probe in probes.Harmonic.AsSpan())
            {
                probe.AddTo(ref harmonic, ref a, ref b, ref c, ref d);
            }

            foreach (ref readonly var probe in probes.Percussive.AsSpan())
            {
                probe.AddTo(ref percussive, ref a, ref b, ref c, ref d);
            }

            a.CopyTo(scores);
            b.CopyTo(scores[Block..]);
            c.CopyTo(scores[(2 * Block)..]);
            d.CopyTo(scores[(3 * Block)..]);
            var left = Length - block * Block;
            if (left < Row * Block)
            {
                scores[left..].Clear();
            }
        }
    }

    private sealed record Probes(LookupStep[] Harmonic, LookupStep[] Percussive);
}
