using Antiphon.Agent;
using Antiphon.Control;
using Antiphon.Flow;
using Antiphon.Rig;

namespace Antiphon.Host.Composition;

/// <summary>
/// Tells the desk, and whoever writes them down, of the commands that took effect by themselves, so
/// that what a performer sees and saves is what is.
/// </summary>
internal sealed class ScheduleFollower(
    IReadOnlyList<ControlGiven> schedule, ControlDesk desk, Action<ControlGiven> commanded)
    : IRigObserver
{
    private int _next;

    public void Decided(Slot slot)
    {
        if (slot is not AgentDecided decided || _next == schedule.Count)
        {
            return;
        }

        foreach (var heard in decided.Heard)
        {
            if (_next < schedule.Count && heard.What is MindInput.Control control
                && ReferenceEquals(control.Given, schedule[_next]))
            {
                desk.Follow(schedule[_next]);
                commanded(schedule[_next++]);
            }
        }
    }
}
