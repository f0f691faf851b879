using Antiphon.Capture;
using Antiphon.Encoder;
using Antiphon.Encoder.Io;
using Antiphon.Host.Configuration;
using Antiphon.Signal;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Host.Composition;

/// <summary>Hears a recording with the ear, repaired and mixed as the rig hears it.</summary>
internal static class RecordingEar
{
    // Few frames at a time cost more; nobody waits for a note of a recording.
    private const int StepFrames = 8;
    private const int BlockFrames = 16_384;

    /// <summary>Hears it to its end.</summary>
    /// <returns>Its length in samples at 24 kHz, and the tuning at its end, if clear.</returns>
    /// <exception cref="AudioInputException">It cannot be read to its end.</exception>
    /// <exception cref="ModelRefusedException">The ear is not whole.</exception>
    public static (SampleCount Length, double? TuningCents) Hear(
        IAudioInput input, RigOptions options, Transcript transcript, CancellationToken stop)
    {
        using var ear = OnnxEar.Open(
            ModelManifest.Load(HearingSetup.ModelsFolder).Check(EarModel.Name), StepFrames);
        var transcriber = new Transcriber(
            ear, options.Transcription, options.Gate, transcript);
        var repair = new InputRepair(input.SampleRateHz, input.Channels, options.Capture);
        var resampler = new PolyphaseResampler(input.SampleRateHz);
        var block = new float[BlockFrames * input.Channels];
        var mono = new float[BlockFrames];
        var faults = new InputFaults[BlockFrames];
        var output = new float[resampler.MaxOutput(BlockFrames) + resampler.MaxFlush];
        long length = 0;
        void Hear(int samples)
        {
            transcriber.Hear(output.AsSpan(0, samples));
            length += samples;
        }

        while (input.Read(block) is > 0 and var read)
        {
            stop.ThrowIfCancellationRequested();
            repair.Process(
                block.AsSpan(0, read * input.Channels), mono.AsSpan(0, read),
                faults.AsSpan(0, read));
            Hear(resampler.Process(mono.AsSpan(0, read), output));
        }

        Hear(resampler.Flush(output));
        transcriber.End();
        transcript.Harmony.End(SampleTime.AtSample(length));
        return (new SampleCount(length), transcriber.TuningCents);
    }
}
