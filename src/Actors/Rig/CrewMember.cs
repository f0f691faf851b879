using Akka.Actor;

namespace Antiphon.Rig;

/// <summary>An actor that the supervisor keeps alive.</summary>
/// <param name="Name">Its name in messages to people.</param>
/// <param name="Props">How to make it.</param>
/// <param name="Link">Told of every new incarnation.</param>
public sealed record CrewMember(string Name, Props Props, Action<IActorRef> Link);
