using Antiphon.Capture.Io;
using Antiphon.Flow;
using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.Perception;
using Antiphon.Quantizer;
using Antiphon.Rig;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>
/// The law of the house, on the production rig: what training heard, live hears, bit for bit, on
/// the same samples and grid origin, whatever the size of the blocks.
/// </summary>
public sealed class TrainingIsLiveTests : IDisposable
{
    private readonly TestFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(44_100)]
    [InlineData(24_000)]
    public async Task Live_tokens_are_those_of_training_at_every_grid_offset(int rateHz)
    {
        var path = _files.Wav("music.wav", seconds: 12, rateHz);
        using var hearing = HearingSetup.Open(new RigOptions());
        await using var rig = new RigSystem(TimeProvider.System);
        var offsets = GridOffsets.Of(new TrainingOptions().GridOffsets);
        var recordings = await new RecordingListener(rig, hearing.Ears, offsets)
            .Hear(() => new FileAudioInput(path), _ => { });
        var vocabulary = new VocabularyTrainer(
            hearing.Contract, new TrainingOptions { Restarts = 1, LeastFramesPerToken = 5 })
            .Train(recordings, Runtime.Fingerprint);

        Assert.Equal(
            offsets.Select(offset => (int)offset.Samples),
            vocabulary.Hearings.Select(heard => heard.OffsetSamples));
        Assert.Single(vocabulary.Hearings.Select(heard => heard.SoundSha256).Distinct());
        int[] blocks = [53, 2048, 8400, 30_000];
        foreach (var (heard, blockFrames) in vocabulary.Hearings.Zip(blocks))
        {
            // Begins late by whole frames of the file: what a rig would hear that starts there.
            var late = (int)Math.Round(heard.OffsetSamples / 24_000.0 * rateHz);
            var samples = WavFileReader.ReadAll(path, out _, out _)[late..];
            var input = new MemoryAudioInput("live", samples, rateHz);
            Assert.Equal(
                heard.TokenStreamSha256, await Live(rig, hearing, vocabulary, input, blockFrames));
        }
    }

    private static async Task<string> Live(
        RigSystem rig,
        HearingSetup hearing,
        Vocabulary vocabulary,
        MemoryAudioInput input,
        int blockFrames)
    {
        using var hash = new HashObserver();
        await rig.Run(new RigPlan
        {
            Ears = hearing.Ears,
            Input = input,
            Quantizer = vocabulary.CreateQuantizer,
            Observer = hash,
            BlockFrames = blockFrames,
        });
        return hash.Hash.ToHex();
    }

    private sealed class HashObserver : IRigObserver, IDisposable
    {
        public TokenStreamHash Hash { get; } = new();

        public void Tokenized(Slot slot)
        {
            if (slot is FrameToken token)
            {
                Hash.Append(token);
            }
        }

        public void Dispose() => Hash.Dispose();
    }
}
