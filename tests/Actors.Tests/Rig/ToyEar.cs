using Antiphon.Tests.Transcription;
using Antiphon.Transcription;

namespace Antiphon.Tests.Rig;

/// <summary>
/// An ear without a model: in whatever sounds it hears a note a second, one that lasts, and a drum.
/// </summary>
internal static class ToyEar
{
    /// <summary>The note that lasts, from the fourth frame on.</summary>
    public const int LongKey = 48;

    private const int FramesPerSecond = 75;
    private const int Seconds = 30;

    public static IEar New()
    {
        var ear = new ScriptedEar(4).Note(LongKey, 4, Seconds * FramesPerSecond);
        for (var second = 0; second < Seconds; second++)
        {
            var frame = 10 + second * FramesPerSecond;
            ear.Note(60 + second % 12, frame, frame + 40).Hit(DrumClass.Snare, frame + 20);
        }

        return ear;
    }
}
