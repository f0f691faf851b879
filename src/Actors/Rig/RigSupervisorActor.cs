using Akka.Actor;
using Antiphon.Flow;
using Microsoft.Extensions.Logging;

namespace Antiphon.Rig;

/// <summary>
/// Hears: the end of its children, <see cref="HireAgain"/>. Says: nothing; it gives every link its
/// actor, and takes it away.
/// Bound: one child per crew member; <see cref="RestartRule"/> bounds how often each begins anew.
/// On failure of a child: the others play on. The first time, one that throws is restarted in place
/// and keeps its mailbox, and one that stops is made anew; then it rests longer each time, while
/// its link answers with gaps. One that fails too often ends the run.
/// </summary>
/// <remarks>
/// Akka's BackoffSupervisor cannot do this: its first restart waits, its clock is the machine's,
/// and what it answers meanwhile knows nothing of the slot that was asked for.
/// </remarks>
public sealed class RigSupervisorActor : UntypedActor
{
    private readonly Dictionary<string, Post> _posts;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action<Breakdown> _giveUp;

    /// <param name="time">Back-offs run on it.</param>
    /// <param name="log">Told once of each failure.</param>
    /// <param name="giveUp">Told of the stage that failed too often.</param>
    public RigSupervisorActor(
        IReadOnlyList<CrewMember> crew, TimeProvider time, ILogger log, Action<Breakdown> giveUp)
    {
        _posts = crew.ToDictionary(
            member => member.Stage.ToString(),
            member => new Post(member, new RestartRule(time)));
        (_time, _log, _giveUp) = (time, log, giveUp);
    }

    protected override void PreStart()
    {
        foreach (var post in _posts.Values)
        {
            Hire(post);
        }
    }

    protected override void PostStop()
    {
        foreach (var post in _posts.Values)
        {
            post.Timer?.Dispose();
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated ended when PostOf(ended.ActorRef) is { } post:
                Ended(post);
                break;
            case HireAgain again:
                Hire(_posts[again.Stage.ToString()]);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Akka would log the failure a second time.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: -1, withinTimeMilliseconds: -1, Judge, loggingEnabled: false);

    // Within it, the sender is the child that failed.
    private Directive Judge(Exception reason)
    {
        if (PostOf(Sender) is not { } post)
        {
            return Directive.Stop;
        }

        var cause = reason is ActorInitializationException { InnerException: { } inner }
            ? inner
            : reason;
        post.Member.Failed();
        post.Judged = true;
        post.Wait = post.Rule.Failed();
        if (post.Wait is not { } wait)
        {
            _log.GaveUp(cause, post.Member.Stage, RestartRule.MostFailures);
            GiveUp(post, $"{cause.GetType().Name}: {cause.Message}");
            return Directive.Stop;
        }

        _log.Failed(cause, post.Member.Stage, wait.TotalMilliseconds);
        if (wait == TimeSpan.Zero)
        {
            post.Judged = false;
            return Directive.Restart;
        }

        post.Member.Rest();
        return Directive.Stop;
    }

    private void Ended(Post post)
    {
        if (!post.Judged)
        {
            Stopped(post);
        }

        post.Judged = false;
        if (post.Wait == TimeSpan.Zero)
        {
            Hire(post);
        }
        else if (post.Wait is { } wait)
        {
            var (self, again) = (Self, new HireAgain(post.Member.Stage));
            post.Timer?.Dispose();
            post.Timer = _time.CreateTimer(
                _ => self.Tell(again), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    // Nobody failed, and yet it is gone: somebody stopped it.
    private void Stopped(Post post)
    {
        post.Member.Failed();
        post.Wait = post.Rule.Failed();
        if (post.Wait is not { } wait)
        {
            _log.GaveUp(null, post.Member.Stage, RestartRule.MostFailures);
            GiveUp(post, "it was stopped");
            return;
        }

        _log.Stopped(post.Member.Stage, wait.TotalMilliseconds);
        if (wait > TimeSpan.Zero)
        {
            post.Member.Rest();
        }
    }

    private void GiveUp(Post post, string last)
    {
        post.Member.Rest();
        _giveUp(Breakdown.Repeated(post.Member.Stage, last));
    }

    private static void Hire(Post post) => post.Member.Link(
        Context.Watch(Context.ActorOf(post.Member.Props, post.Member.Stage.ToString())));

    private Post? PostOf(IActorRef actor) => _posts.GetValueOrDefault(actor.Path.Name);

    /// <summary>The rest of a stage is over.</summary>
    private sealed record HireAgain(StageName Stage);

    /// <summary>A place in the crew, whoever holds it now.</summary>
    private sealed class Post(CrewMember member, RestartRule rule)
    {
        public CrewMember Member => member;

        public RestartRule Rule => rule;

        /// <summary>True from a failure that stops the actor until it has ended.</summary>
        public bool Judged { get; set; }

        /// <summary>Until the next actor is made; null for never.</summary>
        public TimeSpan? Wait { get; set; }

        public ITimer? Timer { get; set; }
    }
}
