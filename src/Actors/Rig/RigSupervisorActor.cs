using Akka.Actor;

namespace Antiphon.Rig;

/// <summary>
/// Hears: the end of its children. Says: nothing; it gives every link its actor.
/// Bound: one child per crew member.
/// On failure of a child: one that throws is restarted in place, one that stops is made anew; the
/// others play on.
/// </summary>
public sealed class RigSupervisorActor(IReadOnlyList<CrewMember> crew) : UntypedActor
{
    protected override void PreStart()
    {
        foreach (var member in crew)
        {
            Hire(member);
        }
    }

    protected override void OnReceive(object message)
    {
        if (message is Terminated ended
            && crew.FirstOrDefault(member => member.Name == ended.ActorRef.Path.Name) is { } lost)
        {
            Hire(lost);
        }
        else
        {
            Unhandled(message);
        }
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(
            maxNrOfRetries: -1, withinTimeMilliseconds: -1, _ => Directive.Restart);

    private static void Hire(CrewMember member) =>
        member.Link(Context.Watch(Context.ActorOf(member.Props, member.Name)));
}

/// <summary>An actor that the supervisor keeps alive.</summary>
/// <param name="Name">Its name in messages to people.</param>
/// <param name="Props">How to make it.</param>
/// <param name="Link">Told of every new incarnation.</param>
public sealed record CrewMember(string Name, Props Props, Action<IActorRef> Link);
