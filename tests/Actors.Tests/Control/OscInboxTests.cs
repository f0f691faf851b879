using System.Net;
using Antiphon.Agent;
using Antiphon.Control;
using Xunit;

namespace Antiphon.Tests.Control;

public sealed class OscInboxTests
{
    private const int MaxWaiting = 4;

    private readonly ManualTimeProvider _time = new();
    private readonly CommandLog _log = new()
    {
        Refuses = command => command is GoBack ? "there is nothing to go back to" : null,
    };

    private readonly List<string> _lines = [];
    private readonly OscInbox _inbox;

    public OscInboxTests() => _inbox = new OscInbox(
        _time, MaxWaiting, TimeSpan.FromSeconds(10), _log, _lines.Add);

    [Fact]
    public void Messages_become_typed_commands_at_once()
    {
        Receive(new OscMessage("/antiphon/mute", new OscBool(true)));
        Receive(new OscMessage("/antiphon/mute", new OscFloat(0)));
        Receive(new OscMessage("/antiphon/panic"));
        Receive(new OscMessage("/antiphon/mode", new OscString("Contrast")));
        Receive(new OscMessage("/antiphon/preset", new OscString("calm")));
        Receive(new OscMessage("/antiphon/agent/melody/lowestKey", new OscInt(60)));

        Assert.Equal(
            [
                new Mute(true), new Mute(false), new Panic(), new FixMode(Mode.Contrast),
                new RecallPreset("calm"), new SetParameter("agent.melody.lowestKey", 60),
            ],
            _log.Taken);
        Assert.Equal(new OscCounts(6, 0, 0, 6), _inbox.Counts);
    }

    [Theory]
    [InlineData(1_700_000_000UL)]
    [InlineData(12UL)]
    [InlineData(790_000_000UL)]
    [InlineData(3_976_214_000UL)]
    public void A_time_that_has_passed_by_whatever_epoch_means_now(ulong seconds)
    {
        Receive(new OscBundle(new OscTimeTag(seconds << 32), [new OscMessage("/antiphon/panic")]));

        Assert.Equal([new Panic()], _log.Taken);
        Assert.Empty(_lines);
    }

    [Fact]
    public void Names_are_UTF_8()
    {
        Receive(new OscMessage("/antiphon/label", new OscString("größer ♪")));

        Assert.Equal([new ChooseLabel("größer ♪")], _log.Taken);
    }

    [Fact]
    public void Every_message_is_answered_to_its_sender_and_no_answer_is()
    {
        var answers = new List<(EndPoint To, OscMessage Answer)>();
        var inbox = new OscInbox(
            _time, MaxWaiting, TimeSpan.FromSeconds(10), _log, _lines.Add,
            (to, answer) => answers.Add((to, answer)));
        var (anna, bert) =
            (new IPEndPoint(IPAddress.Loopback, 7_001), new IPEndPoint(IPAddress.Loopback, 7_002));
        var soon = OscTimeTag.At(_time.GetUtcNow().AddSeconds(1));
        inbox.Receive(
            OscWriter.Write(new OscBundle(soon, [new OscMessage("/antiphon/yield")])), anna);
        Send(new OscMessage("/antiphon/panic"));
        Send(new OscMessage("/antiphon/back"));
        Send(new OscMessage("/antiphon/mode", new OscString("loud")));
        Send(new OscMessage("/antiphon/nonsense"));
        Send(new OscMessage(
            OscInbox.AckAddress, new OscString("/antiphon/panic"), new OscBool(true)));
        _time.Advance(TimeSpan.FromSeconds(1.1));
        inbox.GiveDue();

        Assert.Equal(
            [
                (bert, "/antiphon/panic", true), (bert, "/antiphon/back", false),
                (bert, "/antiphon/mode", false), (bert, "/antiphon/nonsense", false),
                (anna, "/antiphon/yield", true),
            ],
            answers.Select(one => (
                (IPEndPoint)one.To,
                ((OscString)one.Answer.Arguments[0]).Value,
                ((OscBool)one.Answer.Arguments[1]).Value)));
        Assert.Equal(
            "there is nothing to go back to", ((OscString)answers[1].Answer.Arguments[2]).Value);
        void Send(OscMessage message) => inbox.Receive(OscWriter.Write(message), bert);
    }

    [Fact]
    public void A_button_that_comes_up_triggers_nothing()
    {
        Receive(new OscMessage("/antiphon/panic", new OscFloat(1)));
        Receive(new OscMessage("/antiphon/panic", new OscFloat(0)));

        Assert.Equal([new Panic()], _log.Taken);
        Assert.Empty(_lines);
    }

    [Theory]
    [InlineData("/antiphon/mutes", "no value", "nothing has the address")]
    [InlineData("/antiphon/mute", "text", "on or off")]
    [InlineData("/antiphon/mode", "loud", "shadow | mirror | couple | imitate | contrast | lead")]
    [InlineData("/antiphon/agent/modes/contrast/weight", "7", "0 to 1")]
    [InlineData("/antiphon/agent/modes/contrast/weight", "NaN", "0 to 1")]
    [InlineData("/antiphon/back", "no value", "nothing to go back to")]
    public void What_fits_nothing_is_counted_and_said(string address, string value, string why)
    {
        Receive(value switch
        {
            "no value" => new OscMessage(address),
            "7" => new OscMessage(address, new OscInt(7)),
            "NaN" => new OscMessage(address, new OscFloat(float.NaN)),
            _ => new OscMessage(address, new OscString(value)),
        });

        Assert.Empty(_log.Taken);
        Assert.Equal(1, _inbox.Counts.Refused);
        Assert.Contains(why, Assert.Single(_lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_two_is_refused()
    {
        Receive(new OscMessage("/antiphon/mute", new OscInt(1), new OscInt(1)));
        Assert.Equal(1, _inbox.Counts.Refused);
    }

    [Fact]
    public void What_is_no_OSC_is_counted_and_said()
    {
        _inbox.Receive([1, 2, 3, 4]);
        Assert.Equal(new OscCounts(1, 1, 0, 0), _inbox.Counts);
        Assert.Single(_lines);
    }

    [Fact]
    public void A_pattern_reaches_all_that_it_means()
    {
        Receive(new OscMessage("/antiphon/{approve,change}"));
        Assert.Equal([new Approve(), new Change()], _log.Taken);
    }

    [Fact]
    public void A_bundle_takes_effect_at_its_time_and_not_before()
    {
        Receive(In(2, new OscMessage("/antiphon/approve"), new OscMessage("/antiphon/change")));
        Receive(In(1, new OscMessage("/antiphon/yield")));

        Assert.Empty(_log.Taken);
        AdvanceAndGive(seconds: 0.99);
        Assert.Empty(_log.Taken);
        AdvanceAndGive(seconds: 0.02);
        Assert.Equal([new Yield()], _log.Taken);
        AdvanceAndGive(seconds: 1);
        Assert.Equal([new Yield(), new Approve(), new Change()], _log.Taken);
        Assert.Null(_inbox.NextDue);
    }

    [Fact]
    public void A_bundle_whose_time_has_passed_takes_effect_at_once()
    {
        Receive(In(-3, new OscMessage("/antiphon/approve")));
        Receive(new OscBundle(OscTimeTag.Immediately, [new OscMessage("/antiphon/change")]));
        Assert.Equal([new Approve(), new Change()], _log.Taken);
    }

    [Fact]
    public void A_bundle_in_a_bundle_has_its_own_time()
    {
        Receive(In(
            1, new OscMessage("/antiphon/approve"), In(2, new OscMessage("/antiphon/change"))));
        AdvanceAndGive(seconds: 1.01);
        Assert.Equal([new Approve()], _log.Taken);
        AdvanceAndGive(seconds: 1);
        Assert.Equal([new Approve(), new Change()], _log.Taken);
    }

    [Fact]
    public void A_bundle_that_does_not_fit_is_refused_whole()
    {
        var three = Enumerable.Repeat<OscPacket>(new OscMessage("/antiphon/approve"), 3).ToArray();
        Receive(In(1, three));
        Receive(In(1, three));
        AdvanceAndGive(seconds: 1.01);

        Assert.Equal(3, _log.Taken.Count);
        Assert.Equal(1, _inbox.Counts.Refused);
    }

    [Fact]
    public void A_bundle_too_far_ahead_is_refused()
    {
        Receive(In(11, new OscMessage("/antiphon/approve")));
        Assert.Null(_inbox.NextDue);
        Assert.Equal(1, _inbox.Counts.Refused);
    }

    [Fact]
    public void A_time_tag_is_near_across_the_turn_of_its_era()
    {
        var turn = new DateTimeOffset(2036, 2, 7, 6, 28, 16, TimeSpan.Zero);
        Assert.Equal(0u, OscTimeTag.At(turn).Value >> 32);
        Assert.Equal(
            2, OscTimeTag.At(turn.AddSeconds(1)).After(turn.AddSeconds(-1)).TotalSeconds, 6);
    }

    private OscBundle In(double seconds, params OscPacket[] packets) =>
        new(OscTimeTag.At(_time.GetUtcNow().AddSeconds(seconds)), [.. packets]);

    private void Receive(OscPacket packet) => _inbox.Receive(OscWriter.Write(packet));

    private void AdvanceAndGive(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _inbox.GiveDue();
    }
}
