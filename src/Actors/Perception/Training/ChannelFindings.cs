using Antiphon.Signal;
using static Antiphon.Wording.InvariantText;

namespace Antiphon.Perception;

/// <summary>
/// How the channels of an input go together: channels out of phase take each other away when they
/// are mixed, and dead ones make the mean quiet, which no gain can mend.
/// </summary>
/// <param name="LevelsDb">RMS of each channel over all that was heard, dBFS.</param>
/// <param name="HeardDb">RMS of what is heard of them, dBFS.</param>
/// <param name="Chosen">
/// <c>capture.channel</c>: the one that is heard, from 1; 0 for the mean of all.
/// </param>
public sealed record ChannelFindings(IReadOnlyList<double> LevelsDb, double HeardDb, int Chosen)
{
    private const double NothingDb = -90;
    private const double DeadBelowLoudestDb = 40;

    // The mean of N unlike channels is quieter than their sum by design; this much below it, they
    // take each other away.
    private const double CancelledDb = 6;
    private const double WorthTellingDb = 3;

    /// <summary>The loudest channel, from 1.</summary>
    public int Loudest { get; } =
        1 + LevelsDb.Index().MaxBy(level => level.Item).Index;

    /// <summary>What to do about it, for a person; null when all is well.</summary>
    public string? Verdict =>
        LevelsDb.Count < 2 || LoudestDb < NothingDb ? null
        : Chosen > 0 ? OfChosen()
        : Cancels ? Text(
            $"the {LevelsDb.Count} channels take each other away in their mean ({LostDb:0} dB are ")
            + $"lost): one of them is out of phase; hear one alone: {Setting}"
        : DeadChannels > 0 && LostDb >= WorthTellingDb ? Text(
            $"{DeadChannels} of {LevelsDb.Count} channels carry nothing, and the mean of all is ")
            + Text($"{LostDb:0} dB quieter than channel {Loudest}; hear it alone: {Setting}")
        : null;

    private double LoudestDb => LevelsDb[Loudest - 1];

    private double LostDb => LoudestDb - HeardDb;

    private string Setting => $"--set capture.channel={Loudest}";

    private int DeadChannels =>
        LevelsDb.Count(level => level < LoudestDb - DeadBelowLoudestDb);

    private bool Cancels
    {
        get
        {
            var unlike = LevelsDb.Sum(Decibels.ToPower) / LevelsDb.Count / LevelsDb.Count;
            return HeardDb < Decibels.FromPower(unlike) - CancelledDb;
        }
    }

    private string? OfChosen() => LevelsDb[Chosen - 1] < LoudestDb - DeadBelowLoudestDb
        ? $"channel {Chosen} carries nothing, and channel {Loudest} does; hear that: {Setting}"
        : null;
}
