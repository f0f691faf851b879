using Antiphon.Agent;
using Antiphon.Time;
using Xunit;

namespace Antiphon.Tests.Agent;

public sealed class AnsweredSoundTests
{
    private readonly AnsweredSound _sound = new();

    [Fact]
    public void What_rings_on_is_of_the_call_that_was_answered_until_the_player_begins_anew()
    {
        _sound.Cut(At(2), ringsOn: true);
        Assert.True(_sound.Has(At(1.9)));
        Assert.True(_sound.Has(At(2.8)));
        _sound.Begin(At(1.8));
        Assert.True(_sound.Has(At(2.8)));
        _sound.Begin(At(2.5));
        Assert.True(_sound.Has(At(2.5)));
        Assert.False(_sound.Has(At(2.8)));
    }

    [Fact]
    public void Behind_a_silence_nothing_rings_on()
    {
        _sound.Cut(At(2), ringsOn: true);
        _sound.Rest(At(1.9));
        Assert.True(_sound.Has(At(2.4)));
        _sound.Rest(At(2.5));
        Assert.False(_sound.Has(At(2.6)));
    }

    [Fact]
    public void A_call_that_goes_on_at_once_began_where_it_had_begun()
    {
        _sound.Resume(At(1));
        Assert.Equal(At(1), _sound.StartOf(At(6), lastPlayed: At(5)));
        Assert.Equal(At(6), _sound.StartOf(At(6), lastPlayed: At(5)));
        _sound.Resume(At(1));
        Assert.Equal(At(9), _sound.StartOf(At(9), lastPlayed: At(5)));
    }

    private static SampleTime At(double seconds) => SampleTime.FromSeconds(seconds);
}
