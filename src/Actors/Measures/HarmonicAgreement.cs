using Antiphon.Hpss;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Quantizer;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Measures;

/// <summary>
/// How much of the time of the agent's notes agrees with the harmony that the player has just
/// played: the pitch class is among the four strongest of the player's last two seconds.
/// </summary>
/// <remarks>
/// Pitch classes are those of the keys that the ear heard in a frame; where it heard none, those of
/// the harmonic stem, if it speaks and has any. A frame counts with its energy, since they are
/// shares of it. Where less than 30 % of the two seconds is voiced, there is no harmony to agree
/// with, and the note's time is undefined.
/// </remarks>
/// <param name="AgreedSeconds">Time of notes that agrees.</param>
/// <param name="DefinedSeconds">Time of notes that could.</param>
/// <param name="NoteSeconds">All their time.</param>
internal readonly record struct HarmonicAgreement(
    double AgreedSeconds, double DefinedSeconds, double NoteSeconds)
{
    private const double WindowSeconds = 2;
    private const double LeastVoicedShare = 0.3;
    private const double StepSeconds = 0.05;
    private const int Strongest = 4;

    /// <summary>Share of the defined note time that agrees; null without any.</summary>
    public double? Share => DefinedSeconds > 0 ? AgreedSeconds / DefinedSeconds : null;

    /// <summary>Share of note time that is defined; null without notes.</summary>
    public double? DefinedShare => NoteSeconds > 0 ? DefinedSeconds / NoteSeconds : null;

    /// <param name="played">Frames in which the player plays, in order.</param>
    /// <param name="heard">What the ear heard in them, by ordinal.</param>
    /// <param name="notes">The agent's, in any order.</param>
    public static HarmonicAgreement Of(
        IEnumerable<FrameToken> played, IReadOnlyDictionary<long, HeardFrame> heard,
        IEnumerable<NotePlanned> notes)
    {
        Voiced[] voiced = [.. played.Select(frame => Voiced.Of(
            frame, heard.GetValueOrDefault(frame.Ordinal))).OfType<Voiced>()];
        var times = Array.ConvertAll(voiced, frame => frame.Time);
        double agreed = 0, defined = 0, all = 0;
        foreach (var note in notes)
        {
            var steps = (int)Math.Max(1, Math.Round(note.Length.Seconds / StepSeconds));
            var step = note.Length.Seconds / steps;
            for (var i = 0; i < steps; i++)
            {
                var now = note.Due.PlusSeconds((i + 0.5) * step);
                var window = Window(voiced, times, now);
                all += step;
                if (IsDefined(window))
                {
                    defined += step;
                    agreed += IsAmongStrongest(note.Key % Chroma.Classes, window) ? step : 0;
                }
            }
        }

        return new HarmonicAgreement(agreed, defined, all);
    }

    private static ReadOnlySpan<Voiced> Window(
        Voiced[] voiced, SampleTime[] times, SampleTime now)
    {
        var first = FirstAfter(times, now.PlusSeconds(-WindowSeconds));
        return voiced.AsSpan(first..FirstAfter(times, now));
    }

    private static int FirstAfter(SampleTime[] times, SampleTime time)
    {
        var found = Array.BinarySearch(times, new SampleTime(time.HalfSamples + 1));
        return found >= 0 ? found : ~found;
    }

    private static bool IsDefined(ReadOnlySpan<Voiced> window)
    {
        long samples = 0;
        foreach (var frame in window)
        {
            samples += frame.Length.Samples;
        }

        return new SampleCount(samples).Seconds >= LeastVoicedShare * WindowSeconds;
    }

    // Equals stand at the same place, so that the answer does not hang on which class comes first.
    private static bool IsAmongStrongest(int pitchClass, ReadOnlySpan<Voiced> window)
    {
        Span<double> energy = stackalloc double[Chroma.Classes];
        foreach (var frame in window)
        {
            for (var i = 0; i < energy.Length; i++)
            {
                energy[i] += frame.Energy * frame.Chroma[i];
            }
        }

        var stronger = 0;
        foreach (var other in energy)
        {
            stronger += other > energy[pitchClass] ? 1 : 0;
        }

        return energy[pitchClass] > 0 && stronger < Strongest;
    }

    private readonly record struct Voiced(
        SampleTime Time, SampleCount Length, Chroma Chroma, double Energy)
    {
        /// <summary>A frame that has a harmony; null for one that has none.</summary>
        public static Voiced? Of(FrameToken frame, HeardFrame? heard)
        {
            Chroma chroma = heard is { IsPitched: true } ? heard.Chroma
                : frame.Harmonic.IsRest ? default
                : frame.Descriptors.Chroma;
            return !((ReadOnlySpan<float>)chroma).ContainsAnyExcept(0f) ? null : new Voiced(
                frame.Time,
                frame.Length,
                chroma,
                Decibels.ToPower(frame.Descriptors.HarmonicLoudnessDb) * frame.Length.Seconds);
        }
    }
}
