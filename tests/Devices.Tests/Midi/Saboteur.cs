using Akka.Actor;

namespace Antiphon.Devices.Tests.Midi;

/// <summary>
/// Meddles with one actor at a time: in the actor itself, at the beginning of its work, and while
/// the receiver hears a note.
/// </summary>
internal sealed class Saboteur(PeerProcess receiver)
{
    private volatile Plot? _plot;

    /// <summary>
    /// Waits until an actor works while a note sounds, and does something to it there.
    /// </summary>
    /// <param name="whyNot">Why it can happen no more; null while it can.</param>
    public async Task<InANote> Strike(string actor, Action deed, Func<string?> whyNot) =>
        await Carry(new Plot(actor, deed, InNote: true), whyNot);

    /// <summary>Waits until an actor works.</summary>
    /// <param name="whyNot">Why it can happen no more; null while it can.</param>
    public Task AwaitWork(string actor, Func<string?> whyNot) =>
        Carry(new Plot(actor, () => { }, InNote: false), whyNot);

    /// <summary>Called by every actor when it begins to work.</summary>
    public void Look()
    {
        var plot = _plot;
        if (plot is null || ActorCell.GetCurrentSelfOrNoSender()?.Path.Name != plot.Actor)
        {
            return;
        }

        var heard = receiver.Heard;
        var note = new InANote(heard.Count, PeerProcess.SoundingIn(heard));
        if (note.Keys.Count > 0 || !plot.InNote)
        {
            _plot = null;
            plot.Done.SetResult(note);
            plot.Deed();
        }
    }

    private async Task<InANote> Carry(Plot plot, Func<string?> whyNot)
    {
        _plot = plot;
        await Eventually.True(
            () => plot.Done.Task.IsCompleted || whyNot() is not null,
            $"{plot.Actor} does not work{(plot.InNote ? " while a note sounds" : "")}");
        return plot.Done.Task.IsCompleted
            ? await plot.Done.Task
            : throw new InvalidOperationException($"{plot.Actor}: {whyNot()}");
    }

    /// <param name="Events">What the receiver had heard.</param>
    /// <param name="Keys">What sounded there.</param>
    public sealed record InANote(int Events, IReadOnlySet<(int Channel, byte Key)> Keys);

    private sealed record Plot(string Actor, Action Deed, bool InNote)
    {
        public TaskCompletionSource<InANote> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
