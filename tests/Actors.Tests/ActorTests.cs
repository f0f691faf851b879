using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Antiphon.Tests;

/// <summary>
/// Tests of actors on Akka's TestKit. Nothing waits for time to pass: the patience is for a machine
/// that has other work, and whether nothing more comes is asked, not waited for.
/// </summary>
public abstract class ActorTests() : TestKit(Patience)
{
    private const string Patience = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.test.single-expect-default = 60s
        akka.test.default-timeout = 60s
        """;

    /// <summary>
    /// Who answers has dealt with all that came before: nothing but the answer is to come.
    /// </summary>
    protected void ExpectNothingMoreOf(IActorRef actor)
    {
        actor.Tell(new Identify("all dealt with"));
        Assert.Equal("all dealt with", ExpectMsg<ActorIdentity>().MessageId);
    }
}
