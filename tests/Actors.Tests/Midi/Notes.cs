using Antiphon.Notes;
using Antiphon.Time;

namespace Antiphon.Tests.Midi;

/// <summary>Notes in milliseconds, for tests.</summary>
internal static class Notes
{
    public static SampleTime Ms(double ms) => SampleTime.FromSeconds(ms / 1000);

    public static NotePlanned Note(
        long id, double dueMs, double lengthMs, int key = 60, Voice voice = Voice.Melody) =>
        new(
            new NoteId(id),
            voice,
            key,
            Velocity: 80,
            Ms(dueMs),
            SampleCount.FromSeconds(lengthMs / 1000),
            DecisionId: id);
}
