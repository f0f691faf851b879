using Antiphon.Hpss;
using Antiphon.Time;
using static System.FormattableString;

namespace Antiphon.Transcription;

/// <summary>
/// A few plucked strings, made here and heard at the start: a hash proves a file, and this proves
/// what is heard with it.
/// </summary>
public static class EarProbe
{
    private const double Seconds = 2.1;
    private const double LongestSeconds = 0.6;
    private const double MostSecondsOff = 0.03;
    private const int Partials = 8;

    // A line, then a chord.
    private static readonly (double At, int Key)[] Played =
        [(0.2, 60), (0.5, 64), (0.8, 67), (1.1, 72), (1.4, 48), (1.4, 64), (1.4, 67)];

    /// <summary>Plays it to an ear, and leaves the ear without a past.</summary>
    public static EarVerdict Hear(IEar ear)
    {
        ArgumentNullException.ThrowIfNull(ear);
        var heard = new Onsets();
        var transcriber = new Transcriber(
            ear, new TranscriptionOptions(), new GateOptions(), heard);
        transcriber.Hear(Sound());
        transcriber.End();
        ear.Reset();
        var right = Played.Count(note => heard.Notes.Exists(
            one => one.Key == note.Key && IsNear(one.Onset.Seconds, note.At)));
        var passed = right == Played.Length && heard.Notes.Count == Played.Length;
        return new EarVerdict(
            passed,
            passed
                ? Invariant($"the {right} notes of its probe are heard")
                : Invariant($"{right} of the {Played.Length} notes of its probe are heard and ")
                    + Invariant($"{heard.Notes.Count - right} others"));
    }

    private static bool IsNear(double heard, double played) =>
        Math.Abs(heard - played) <= MostSecondsOff;

    // The higher a partial, the weaker and the sooner gone.
    private static float[] Sound()
    {
        var sound = new float[(int)(Seconds * SampleRate.Hz)];
        foreach (var (at, key) in Played)
        {
            var first = (int)(at * SampleRate.Hz);
            var hz = 440 * Math.Pow(2, (key - 69) / 12.0);
            for (var i = first; i < first + LongestSeconds * SampleRate.Hz; i++)
            {
                var age = (double)(i - first) / SampleRate.Hz;
                for (var partial = 1; partial <= Partials; partial++)
                {
                    sound[i] += (float)(0.12 / partial * Math.Exp(-(2.5 + partial) * age)
                        * Math.Sin(Math.Tau * partial * hz * age));
                }
            }
        }

        return sound;
    }

    private sealed class Onsets : ITranscript
    {
        public List<NoteBegan> Notes { get; } = [];

        public void Began(in NoteBegan note) => Notes.Add(note);

        public void Ended(in NoteEnded note)
        {
        }

        public void Hit(in DrumHit hit)
        {
        }

        public void Frame(in FrameNotes frame)
        {
        }
    }
}

/// <summary>What an ear made of its probe.</summary>
/// <param name="Passed">It heard each note, and no other.</param>
/// <param name="Text">What it heard, as part of a sentence.</param>
public sealed record EarVerdict(bool Passed, string Text);
