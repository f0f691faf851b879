using System.Globalization;
using Antiphon.Signal;

namespace Antiphon.Demo;

/// <summary>
/// A band that makes up pieces: each with its own key, mode, tempo, timbres and texture.
/// </summary>
internal static class GeneratedBand
{
    private const double PieceSeconds = 15;

    // Ionian, dorian, phrygian, mixolydian, aeolian, harmonic minor, whole tone.
    private static readonly int[][] Modes =
    [
        [0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 9, 10], [0, 1, 3, 5, 7, 8, 10],
        [0, 2, 4, 5, 7, 9, 10],
        [0, 2, 3, 5, 7, 8, 10], [0, 2, 3, 5, 7, 8, 11], [0, 2, 4, 6, 8, 10],
    ];

    private static readonly int[] Progression = [0, 3, 4, 5, 1, 3];

    public static IReadOnlyList<GeneratedPiece> Pieces(
        string family, int count, ulong seed, Instrument[] timbres, DrumKit[] kits) =>
        [.. Enumerable.Range(0, count).Select(i => Piece(
            string.Create(CultureInfo.InvariantCulture, $"{family}-{i + 1:00}"), i, seed, timbres,
            kits))];

    private static GeneratedPiece Piece(
        string name, int index, ulong seed, Instrument[] timbres, DrumKit[] kits)
    {
        var random = new SplitMix64(seed + (ulong)index);
        var beatSeconds = 60 / (60 + 120 * random.NextDouble());
        var writer = new ScoreWriter(beatSeconds) { OriginSeconds = 0.2 };
        // Every key comes equally often, and every texture with other keys.
        var tonic = 36 + index * 7 % 12;
        var mode = Modes[random.NextInt(Modes.Length)];
        var part = new Part(writer, random, tonic, mode, (PieceSeconds - 1) / beatSeconds);
        var lead = timbres[random.NextInt(timbres.Length)];
        var accompaniment = timbres[random.NextInt(timbres.Length)];
        var kit = kits[random.NextInt(kits.Length)];
        switch (index % 8)
        {
            case 0:
                Melody(part, lead, octave: 1 + random.NextInt(3), density: 0.8);
                break;
            case 1:
                Chords(part, accompaniment);
                break;
            case 2:
                Arpeggio(part, accompaniment);
                break;
            case 3:
                Bass(part, lead);
                Drums(part, kit);
                break;
            case 4:
                Drums(part, kit);
                break;
            case 5:
                Melody(part, lead, octave: 3 + random.NextInt(2), density: 0.5);
                Chords(part, accompaniment);
                break;
            case 6:
                Melody(part, lead, octave: 2, density: 0.9);
                Bass(part, accompaniment);
                Drums(part, kit);
                break;
            default:
                Chords(part, lead);
                Arpeggio(part, accompaniment);
                Drums(part, kit);
                break;
        }

        return new GeneratedPiece(
            name, writer.Finish(PieceSeconds), seed + (ulong)index,
            PeakDb: -3 - 15 * random.NextDouble(), NoiseDb: -85 + 25 * random.NextDouble());
    }

    private static void Melody(Part part, Instrument instrument, int octave, double density)
    {
        var degree = part.Random.NextInt(7);
        var beat = 0.0;
        while (beat < part.Beats)
        {
            var beats = 0.25 * (1 << part.Random.NextInt(4));
            if (part.Random.NextDouble() < density)
            {
                part.Writer.Note(
                    beat, 0.9 * beats, part.Key(degree, octave), part.Velocity(), instrument);
            }

            degree += part.Random.NextInt(5) - 2;
            beat += beats;
        }
    }

    private static void Chords(Part part, Instrument instrument)
    {
        for (var (beat, step) = (0.0, 0); beat < part.Beats; beat += 2, step++)
        {
            var root = Progression[(step + part.Random.NextInt(2)) % Progression.Length];
            int[] degrees = [root, root + 2, root + 4, root + part.Mode.Length];
            var keys = degrees.Select(degree => part.Key(degree, 1));
            part.Writer.Chord(beat, 1.8, keys, 0.6 * part.Velocity(), instrument);
        }
    }

    private static void Arpeggio(Part part, Instrument instrument)
    {
        for (var (beat, step) = (0.0, 0); beat < part.Beats; beat += 0.5, step++)
        {
            var root = Progression[step / 8 % Progression.Length];
            var degree = root + 2 * (step % 4);
            part.Writer.Note(
                beat, 0.6, part.Key(degree, 1 + step % 3), 0.8 * part.Velocity(), instrument);
        }
    }

    private static void Bass(Part part, Instrument instrument)
    {
        for (var (beat, step) = (0.0, 0); beat < part.Beats; beat += 1, step++)
        {
            var root = Progression[step / 4 % Progression.Length];
            var degree = step % 4 == 3 ? root + 4 : root;
            part.Writer.Note(beat, 0.8, part.Key(degree, 0), part.Velocity(), instrument);
        }
    }

    private static void Drums(Part part, DrumKit kit)
    {
        var backBeat = part.Random.NextDouble() < 0.7 ? DrumKind.Snare : DrumKind.Clap;
        for (var (beat, step) = (0.0, 0); beat < part.Beats; beat += 0.5, step++)
        {
            if (part.Random.NextDouble() < 0.8)
            {
                var hat = step % 8 == 7 ? DrumKind.OpenHat : DrumKind.ClosedHat;
                part.Writer.Drum(beat, hat, 0.4 * part.Velocity(), kit);
            }

            if (step % 8 is 0 or 5)
            {
                part.Writer.Drum(beat, DrumKind.Kick, part.Velocity(), kit);
            }
            else if (step % 4 == 2)
            {
                part.Writer.Drum(beat, backBeat, 0.9 * part.Velocity(), kit);
            }
            else if (part.Random.NextDouble() < 0.12)
            {
                part.Writer.Drum(beat, DrumKind.Tom, 0.8 * part.Velocity(), kit);
            }
        }
    }

    private sealed record Part(
        ScoreWriter Writer, SplitMix64 Random, int Tonic, int[] Mode, double Beats)
    {
        public double Velocity() => 0.55 + 0.45 * Random.NextDouble();

        /// <summary>
        /// The key of a degree of the mode; degrees beyond it go on in the next octave.
        /// </summary>
        public int Key(int degree, int octave)
        {
            var (turns, within) = (Math.DivRem(degree, Mode.Length).Quotient, degree % Mode.Length);
            if (within < 0)
            {
                (turns, within) = (turns - 1, within + Mode.Length);
            }

            return Tonic + 12 * (octave + turns) + Mode[within];
        }
    }
}

/// <summary>One piece of a generated corpus; rendered when it is asked for.</summary>
/// <param name="Seed">Names the piece; equal seeds give equal samples.</param>
/// <param name="PeakDb">Level of its loudest sample, dBFS.</param>
/// <param name="NoiseDb">Level of its background noise, dBFS.</param>
public sealed record GeneratedPiece(
    string Name, Score Score, ulong Seed, double PeakDb, double NoiseDb)
{
    public const int SampleRateHz = 44_100;

    /// <summary>[samples], mono.</summary>
    public float[] Render() => StudioMixer.Render(Score, SampleRateHz, Seed, PeakDb, NoiseDb);
}
