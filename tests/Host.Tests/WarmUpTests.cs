using Antiphon.Host.Composition;
using Antiphon.Host.Configuration;
using Antiphon.MemoryBuffer;
using Antiphon.Perception.Io;
using Antiphon.Rig;
using Xunit;

namespace Antiphon.Host.Tests;

public sealed class WarmUpTests
{
    // What it does not reach is compiled while a reflex or a note waits.
    [Fact]
    public async Task It_reaches_as_far_as_notes_that_begin_and_end()
    {
        var options = new RigOptions();
        using var hearing = HearingSetup.Open(options);
        var vocabulary = VocabularyFile.Load(HearingSetup.ShippedVocabulary, hearing.Contract);
        await using var rig = new RigSystem(TimeProvider.System);
        var answered = await WarmUp.Play(rig, options, hearing, vocabulary, PriorMemory.Bare);

        Assert.True(answered.Notes > 0, "the partner answers nothing");
        Assert.Equal(0, answered.Hanging);
    }
}
