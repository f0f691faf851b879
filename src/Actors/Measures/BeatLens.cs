namespace Antiphon.Measures;

/// <summary>Beats of a duet as steps of few symbols, for counting what leads to what.</summary>
internal sealed class BeatLens
{
    // As long as a partner may take to hear of it.
    private const int Remembered = 4;

    private readonly IReadOnlyList<DuetBeat> _player;
    private readonly IReadOnlyList<DuetBeat> _heard;
    private readonly double _playerLoud;
    private readonly double _partnerLoud;
    private readonly (double X, double Y) _axis;
    private readonly double _axisMiddle;

    public BeatLens(IReadOnlyList<DuetBeat> player, IReadOnlyList<DuetBeat> partner)
    {
        (_player, _heard) = (player, Smoothed(player));
        var played = _heard.Where(beat => beat.Plays).ToList();
        _playerLoud = Middle(played.Select(beat => beat.Velocity));
        _partnerLoud = Middle(
            partner.Where(beat => beat.Plays).Select(beat => beat.Velocity));
        _axis = Axis(played);
        _axisMiddle = Middle(played.Select(Along));
    }

    /// <summary>Whether it sounds, after whether the player did.</summary>
    public List<(int, int, int)> When(IReadOnlyList<DuetBeat> partner) =>
        [.. Enumerable.Range(1, Math.Max(0, partner.Count - 1)).Select(i => (
            Bit(_player[i - 1].Sounds), Bit(partner[i - 1].Sounds), Bit(partner[i].Sounds)))];

    /// <summary>Whether it is loud, of the beats in which it plays.</summary>
    public List<(int, int, int)> Loud(IReadOnlyList<DuetBeat> partner) => Played(
        partner, beat => beat.Velocity > _playerLoud, beat => beat.Velocity > _partnerLoud);

    /// <summary>On which side its tones lie, likewise.</summary>
    public List<(int, int, int)> Tones(IReadOnlyList<DuetBeat> partner) => Played(
        partner, beat => Along(beat) > _axisMiddle, beat => Along(beat) > _axisMiddle);

    // Rests of the partner are no step; the player's side is the one last heard.
    private List<(int, int, int)> Played(
        IReadOnlyList<DuetBeat> partner, Func<DuetBeat, bool> source, Func<DuetBeat, bool> target)
    {
        List<(int, int, int)> steps = [];
        int? before = null;
        for (var i = 1; i < partner.Count; i++)
        {
            if (partner[i].Plays && _heard[i - 1].Plays)
            {
                var after = Bit(target(partner[i]));
                if (before is { } was)
                {
                    steps.Add((Bit(source(_heard[i - 1])), was, after));
                }

                before = after;
            }
        }

        return steps;
    }

    private double Along(DuetBeat beat) => _axis.X * beat.FifthsX + _axis.Y * beat.FifthsY;

    // The mean of the last beats in which he played; while he rests, of those before.
    private static DuetBeat[] Smoothed(IReadOnlyList<DuetBeat> beats)
    {
        var smoothed = new DuetBeat[beats.Count];
        var last = new Queue<DuetBeat>();
        for (var i = 0; i < smoothed.Length; i++)
        {
            if (beats[i].Plays)
            {
                last.Enqueue(beats[i]);
                if (last.Count > Remembered)
                {
                    last.Dequeue();
                }
            }

            smoothed[i] = last.Count == 0
                ? default
                : new DuetBeat(
                    beats[i].Sounds, true, last.Average(beat => beat.Velocity),
                    last.Average(beat => beat.FifthsX),
                    last.Average(beat => beat.FifthsY));
        }

        return smoothed;
    }

    // The direction of most variance of points in a plane.
    private static (double X, double Y) Axis(List<DuetBeat> beats)
    {
        if (beats.Count == 0)
        {
            return (1, 0);
        }

        var (meanX, meanY) = (beats.Average(b => b.FifthsX), beats.Average(b => b.FifthsY));
        var xx = beats.Sum(beat => (beat.FifthsX - meanX) * (beat.FifthsX - meanX));
        var yy = beats.Sum(beat => (beat.FifthsY - meanY) * (beat.FifthsY - meanY));
        var xy = beats.Sum(beat => (beat.FifthsX - meanX) * (beat.FifthsY - meanY));
        var (sin, cos) = Math.SinCos(Math.Atan2(2 * xy, xx - yy) / 2);
        return (cos, sin);
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[sorted.Count / 2];
    }

    private static int Bit(bool isSo) => isSo ? 1 : 0;
}
