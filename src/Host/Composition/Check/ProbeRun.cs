using Antiphon.Capture.Io;
using Antiphon.Host.Observers;
using Antiphon.Host.Output;
using Antiphon.Hpss;
using Antiphon.Perception;
using Antiphon.Rig;

namespace Antiphon.Host.Composition;

/// <summary>
/// Plays the probe's sound through the production graph, and says what was heard.
/// </summary>
internal static class ProbeRun
{
    /// <summary>Hears the probe from a cold start, with the default gate.</summary>
    /// <param name="audio">[samples], mono.</param>
    /// <exception cref="CommandException">A part of it was lost on the way.</exception>
    public static async Task<ProbeHearing> Hear(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary, ReadOnlyMemory<short> audio,
        int sampleRateHz)
    {
        var heard = new SlotCollector();
        using var input = new MemoryAudioInput("probe", ToFloat(audio.Span), sampleRateHz);
        await rig.Run(new RigPlan
        {
            Ears = ears with { Gate = new GateOptions() },
            Input = input,
            Quantizer = vocabulary.CreateQuantizer,
            Observer = heard,
        }).ConfigureAwait(false);
        return heard.FirstGap is { } gap
            ? throw CommandException.Refused(
                $"a part of the probe was lost: {gap.Reason}; start again, and if it stays, check "
                + "the model with antiphon models verify")
            : ProbeHearing.Of(heard.Segments, heard.Tokens, Runtime.Fingerprint);
    }

    /// <summary>Refuses to go on unless this rig hears the probe as the vocabulary's did.</summary>
    /// <exception cref="VocabularyRefusedException">It hears wrongly.</exception>
    public static async Task<ProbeVerdict> Require(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary)
    {
        var verdict = await Check(rig, ears, vocabulary).ConfigureAwait(false);
        return verdict.Passed ? verdict : throw new VocabularyRefusedException(verdict.Text);
    }

    /// <summary>Says whether this rig hears the probe as the vocabulary's did.</summary>
    /// <exception cref="VocabularyRefusedException">The vocabulary has no probe.</exception>
    /// <exception cref="CommandException">A part of the probe was lost on the way.</exception>
    public static async Task<ProbeVerdict> Check(
        RigSystem rig, HearingSpec ears, Vocabulary vocabulary)
    {
        var probe = vocabulary.Probe
            ?? throw new VocabularyRefusedException(
                "the vocabulary has no probe, so nothing proves that it is heard alike; "
                + "learn it anew");
        var here = await Hear(rig, ears, vocabulary, probe.Audio, probe.SampleRateHz)
            .ConfigureAwait(false);
        return ProbeCheck.Compare(probe.Heard, here);
    }

    /// <summary>The samples of a probe, in −1…1.</summary>
    public static float[] ToFloat(ReadOnlySpan<short> audio)
    {
        var samples = new float[audio.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = audio[i] / 32768f;
        }

        return samples;
    }
}
