using Antiphon.Host.Composition;
using Xunit;

namespace Antiphon.Host.Tests;

/// <summary>What was opened is closed, the last first, whatever happens meanwhile.</summary>
public sealed class OwnedPartsTests
{
    private readonly List<string> _closed = [];

    [Fact]
    public async Task The_last_goes_first_and_one_that_fails_does_not_keep_the_others()
    {
        var parts = new OwnedParts();
        parts.Own(new Part("first", _closed));
        parts.Own(new Part("second", _closed, "stuck"));
        parts.Own(new LaterPart("third", _closed));
        var e = await Assert.ThrowsAsync<InvalidOperationException>(
            () => parts.DisposeAsync().AsTask());
        Assert.Equal("stuck", e.Message);
        Assert.Equal(["third", "second", "first"], _closed);
        await parts.DisposeAsync();
        Assert.Equal(3, _closed.Count);
    }

    [Fact]
    public async Task What_cannot_be_opened_whole_is_closed_again()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => OwnedParts.Open<Part>(parts =>
        {
            parts.Own(new Part("first", _closed));
            throw new InvalidOperationException("no second");
        }));
        Assert.Equal(["first"], _closed);
    }

    private sealed class Part(string name, List<string> closed, string? fault = null) : IDisposable
    {
        public void Dispose()
        {
            closed.Add(name);
            if (fault is not null)
            {
                throw new InvalidOperationException(fault);
            }
        }
    }

    private sealed class LaterPart(string name, List<string> closed) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            closed.Add(name);
            return ValueTask.CompletedTask;
        }
    }
}
