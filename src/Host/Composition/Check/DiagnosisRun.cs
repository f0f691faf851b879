using Antiphon.Capture;
using Antiphon.Capture.Io;
using Antiphon.Diagnosis;
using Antiphon.Encoder;
using Antiphon.Flow;
using Antiphon.Perception;
using Antiphon.Rig;
using Antiphon.Time;

namespace Antiphon.Host.Composition;

/// <summary>
/// Plays a recording through the production graph again and again, begun at other points or
/// unsplit, and gathers what the diagnosis compares.
/// </summary>
/// <param name="open">Opens the recording; called for every hearing.</param>
internal sealed class DiagnosisRun(
    RigSystem rig, HearingSetup hearing, Vocabulary vocabulary, Func<IAudioInput> open)
{
    /// <summary>Dense windows take 50 hearings: they cover this much of a recording.</summary>
    public const int MostDenseSeconds = 60;

    // Half a segment later is a hearing of the dense windows as well: it is heard once.
    private const int HalfSegmentHearing = DenseWindows.Hearings / 2;
    private static readonly int AllHearings =
        DenseWindows.Hearings + ShiftAgreement.Shifts.Count;

    private int _heard;

    /// <summary>Hears and compares.</summary>
    /// <param name="refit">How to fit words to averages as well; null to leave that out.</param>
    /// <exception cref="TooLittleAudioException">It is too short to fit words to.</exception>
    public async Task<DiagnosisReport> Run(TrainingOptions? refit, IProgress<double> progress)
    {
        using var sound = new HashingAudioInput(open());
        using var live = await Hear(sound, default, hearing.Ears, progress).ConfigureAwait(false);
        var identical = vocabulary.IsHeardAsInTraining(sound.Sha256(), live.TokenStreamSha256);
        var shifted = new List<DiagnosisHearing>();
        foreach (var shift in ShiftAgreement.Shifts)
        {
            shifted.Add(await HearFrom(shift, hearing.Ears, progress).ConfigureAwait(false));
        }

        var unsplitEars = hearing.Ears with { Encoder = new UnsplitEncoder(hearing.Ears.Encoder) };
        using var unsplit = await HearFrom(default, unsplitEars, progress).ConfigureAwait(false);
        var dense = await HearDensely(live, shifted[^1], progress).ConfigureAwait(false);
        var windows = Averaged(vocabulary, DenseWindows.InOrder(dense));
        var averaged = Averaged(vocabulary, live.Means);

        var table = new DiagnosisTable(vocabulary.Contract.TokenCount, averaged);
        table.AddTraining(vocabulary);
        table.Add(DiagnosisRowNames.LiveAllFrames, live.Frames);
        table.Add(DiagnosisRowNames.LiveShifted, shifted[^1].Frames);
        table.Add(DiagnosisRowNames.LiveAveraged, averaged);
        table.AddControl(live.Frames);
        table.Add(DiagnosisRowNames.DenseAveraged, windows);
        table.Add(DiagnosisRowNames.Unsplit, unsplit.Frames);
        if (refit is not null)
        {
            var refitted = AveragedTokens.Refit(
                vocabulary.Contract, refit, dense, Runtime.Fingerprint);
            table.Add(DiagnosisRowNames.RetrainedAverages, Averaged(refitted, live.Means));
        }

        shifted.ForEach(one => one.Dispose());
        return new DiagnosisReport(
            identical,
            ShiftAgreement.Shifts.Zip(shifted).ToDictionary(
                pair => (int)pair.First.Samples, pair => Agreement(live, pair.Second)),
            [.. Enum.GetValues<Stem>().Select(stem => FrameIndexInformation.Of(live.Frames, stem))],
            table.Rows,
            windows.Count * (double)DenseWindows.HopSamples / SampleRate.Hz);
    }

    private static ShiftAgreement Agreement(DiagnosisHearing live, DiagnosisHearing shifted) =>
        Enum.GetValues<Stem>()
            .Select(stem =>
                ShiftAgreement.Of(live.Frames, shifted.Frames, shifted.Beginning, stem))
            .Aggregate((a, b) => a + b);

    private static List<HeardFrame> Averaged(
        Vocabulary vocabulary, IEnumerable<SegmentEncoded> means) =>
        [.. AveragedTokens.Of(vocabulary, means)];

    private async Task<IReadOnlyList<IReadOnlyList<SegmentEncoded>>> HearDensely(
        DiagnosisHearing live, DiagnosisHearing halfSegmentLater, IProgress<double> progress)
    {
        var hearings = new List<IReadOnlyList<SegmentEncoded>>();
        for (var i = 0; i < DenseWindows.Hearings; i++)
        {
            if (i is 0 or HalfSegmentHearing)
            {
                hearings.Add(i == 0 ? live.Means : halfSegmentLater.Means);
                continue;
            }

            var whole = open();
            var frames = (long)MostDenseSeconds * whole.SampleRateHz;
            using var most = new EndableAudioInput(whole, frames);
            using var heard = await Hear(
                most, DenseWindows.OffsetOf(i), hearing.Ears, progress, words: false)
                .ConfigureAwait(false);
            hearings.Add(heard.Means);
        }

        return hearings;
    }

    private async Task<DiagnosisHearing> HearFrom(
        SampleCount offset, HearingSpec ears, IProgress<double> progress)
    {
        using var input = open();
        return await Hear(input, offset, ears, progress).ConfigureAwait(false);
    }

    private async Task<DiagnosisHearing> Hear(
        IAudioInput input,
        SampleCount offset,
        HearingSpec ears,
        IProgress<double> progress,
        bool words = true)
    {
        var late = new LateAudioInput(input, offset);
        var heard = new DiagnosisHearing(late.Beginning);
        var outcome = await rig.Run(new RigPlan
        {
            Ears = ears,
            Input = late,
            Quantizer = words ? vocabulary.CreateQuantizer : null,
            Observer = heard,
        }).ConfigureAwait(false);
        progress.Report((double)++_heard / AllHearings);
        RunEnd.RequireHeard(outcome, input.Name);
        return heard;
    }
}
