using System.Threading.Channels;
using Antiphon.Flow;

namespace Antiphon.Capture;

/// <summary>
/// The short way from capture to the agent, past the ear: loudness and attack of each 10 ms block,
/// and its sound. Live it holds half a second; when the agent does not come round to them, the
/// oldest are dropped and counted.
/// </summary>
/// <remarks>
/// In freewheel nothing is dropped, and the demand at the mouth bounds it: capture reads one
/// segment ahead of what the stages hold. Outlives the capture actor.
/// </remarks>
public sealed class ReflexLink
{
    private const int LiveBlocks = 50;

    /// <summary>How long it may stand still live: half of what it holds.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(LiveBlocks * 10 / 2);

    private readonly Channel<Slot> _channel;
    private readonly SlotsUnderWay _underWay;
    private long _dropped;
    private int _ended;

    /// <param name="underWay">Told of each block that is in it.</param>
    /// <param name="freewheel">Nothing is dropped.</param>
    /// <param name="carriesSound">An ear hears by it.</param>
    public ReflexLink(SlotsUnderWay underWay, bool freewheel, bool carriesSound = false)
    {
        (_underWay, CarriesSound) = (underWay, carriesSound);
        _channel = freewheel
            ? Channel.CreateUnbounded<Slot>()
            : Channel.CreateBounded<Slot>(
                new BoundedChannelOptions(LiveBlocks)
                {
                    FullMode = BoundedChannelFullMode.DropOldest,
                },
                Drop);
    }

    /// <summary>Blocks carry their sound.</summary>
    public bool CarriesSound { get; }

    /// <summary>Where the stream takes them from.</summary>
    public ChannelReader<Slot> Reader => _channel.Reader;

    /// <summary>Blocks that the agent never heard of.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Puts a block in.</summary>
    public void Offer(ReflexHeard reflex) => Write(reflex);

    /// <summary>Puts the end in, once; nothing may follow.</summary>
    public void OfferEnd(Place place)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            Write(new ReflexEnded(place));
            _channel.Writer.Complete();
        }
    }

    private void Write(Slot slot)
    {
        _underWay.Enter();
        _channel.Writer.TryWrite(slot);
    }

    private void Drop(Slot slot)
    {
        Interlocked.Increment(ref _dropped);
        _underWay.Leave();
    }
}
