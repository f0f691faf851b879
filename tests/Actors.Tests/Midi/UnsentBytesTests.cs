using Antiphon.Midi;
using CsCheck;
using Xunit;

namespace Antiphon.Tests.Midi;

public sealed class UnsentBytesTests
{
    private readonly List<byte> _arrived = [];
    private int _takes;

    [Fact]
    public void A_rest_that_is_again_taken_in_part_goes_on_where_it_was()
    {
        var unsent = new UnsentBytes(Take);
        _takes = 1;
        Assert.True(unsent.TrySend([0x90, 60, 80]));
        Assert.True(unsent.TrySend([0x80, 60, 64]));
        _takes = 100;
        Assert.True(unsent.TrySend());

        Assert.Equal([0x90, 60, 80, 0x80, 60, 64], _arrived);
        Assert.Equal(0, unsent.Count);
    }

    [Fact]
    public void Whatever_a_device_takes_at_a_time_no_message_is_torn_or_lost() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 127]).List[0, 60].Sample(steps =>
        {
            _arrived.Clear();
            var unsent = new UnsentBytes(Take);
            var sent = new List<byte>();
            foreach (var (takes, key) in steps)
            {
                _takes = takes;
                byte[] message = [0x90, (byte)key, 1];
                sent.AddRange(message);
                Assert.Equal(takes > 0, unsent.TrySend(message));
                Assert.Equal(sent.Take(_arrived.Count), _arrived);
                Assert.Equal(sent.Count, _arrived.Count + unsent.Count);
            }

            _takes = 1;
            while (unsent.Count > 0)
            {
                Assert.True(unsent.TrySend());
            }

            Assert.Equal(sent, _arrived);
        }, threads: 1);

    [Fact]
    public void A_device_that_does_not_keep_up_is_told_and_costs_no_memory()
    {
        var unsent = new UnsentBytes(Take);
        _takes = 1;
        var sent = 0;
        while (unsent.TrySend([0xB0, 1, (byte)(sent & 127)]))
        {
            sent++;
        }

        Assert.InRange(unsent.Count, UnsentBytes.Capacity - 2, UnsentBytes.Capacity);
        Assert.Equal(3 * sent, _arrived.Count + unsent.Count);
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(_takes, bytes.Length);
        _arrived.AddRange(bytes[..taken]);
        return taken;
    }
}
