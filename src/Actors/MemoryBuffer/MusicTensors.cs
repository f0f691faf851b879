using System.Collections.Immutable;
using Antiphon.Notes;
using Antiphon.Tensors;
using Antiphon.Time;

namespace Antiphon.MemoryBuffer;

/// <summary>
/// Lays the music of recordings out as tensors, one recording after another, and reads it back.
/// </summary>
internal static class MusicTensors
{
    private const string NoteTimes = "note.times";
    private const string NoteKeys = "note.key";
    private const string NoteLoudness = "note.loudnessDb";
    private const string BeatTimes = "beat.time";
    private const string BeatBars = "beat.bar";
    private const string ChordTimes = "chord.time";
    private const string ChordTones = "chord.tones";
    private const string ChordSureness = "chord.sureness";
    private const string KeyTimes = "key.time";
    private const string KeyTones = "key.tones";
    private const string KeySureness = "key.sureness";

    /// <summary>How much of each a recording has.</summary>
    public sealed record Counts(int Notes, int Beats, int Chords, int Keys)
    {
        public static Counts Of(RecordedMusic music) => new(
            music.Notes.Length, music.Beats.Length, music.Chords.Length, music.Keys.Length);
    }

    public static IReadOnlyList<SafeTensor> Write(IReadOnlyList<RecordedMusic> recordings)
    {
        RecordedNote[] notes = [.. recordings.SelectMany(music => music.Notes)];
        RecordedBeat[] beats = [.. recordings.SelectMany(music => music.Beats)];
        RecordedChord[] chords = [.. recordings.SelectMany(music => music.Chords)];
        RecordedKey[] keys = [.. recordings.SelectMany(music => music.Keys)];
        return
        [
            SafeTensor.Of<long>(
                NoteTimes,
                [
                    .. notes.SelectMany(note => (long[])
                        [note.Onset.HalfSamples, note.End.HalfSamples]),
                ],
                notes.Length, 2),
            SafeTensor.Of<byte>(NoteKeys, [.. notes.Select(note => (byte)note.Key)], notes.Length),
            SafeTensor.Of<float>(
                NoteLoudness, [.. notes.Select(note => note.LoudnessDb)], notes.Length),
            SafeTensor.Of<long>(
                BeatTimes, [.. beats.Select(beat => beat.Time.HalfSamples)], beats.Length),
            SafeTensor.Of<byte>(
                BeatBars,
                [.. beats.SelectMany(beat => (byte[])[(byte)beat.BarBeats, (byte)beat.BarBeat])],
                beats.Length, 2),
            SafeTensor.Of<long>(
                ChordTimes, [.. chords.Select(at => at.From.HalfSamples)], chords.Length),
            SafeTensor.Of<byte>(
                ChordTones,
                [.. chords.SelectMany(at => (byte[])
                    [(byte)at.Chord.Root, (byte)at.Chord.Kind, (byte)at.Chord.Bass])],
                chords.Length, 3),
            SafeTensor.Of<double>(
                ChordSureness, [.. chords.Select(at => at.Chord.Sureness)], chords.Length),
            SafeTensor.Of<long>(KeyTimes, [.. keys.Select(at => at.From.HalfSamples)], keys.Length),
            SafeTensor.Of<byte>(
                KeyTones,
                [.. keys.SelectMany(at => (byte[])
                    [(byte)at.Key.Tonic, (byte)(at.Key.IsMinor ? 1 : 0)])],
                keys.Length, 2),
            SafeTensor.Of<double>(
                KeySureness, [.. keys.Select(at => at.Key.Sureness)], keys.Length),
        ];
    }

    /// <param name="counts">How much of each every recording has, in order.</param>
    /// <exception cref="SafeTensorsException">
    /// A tensor is missing, mis-shaped or holds what no music can.
    /// </exception>
    public static IReadOnlyList<RecordedMusic> Read(
        SafeTensorsDocument document, IReadOnlyList<Counts> counts)
    {
        var (notes, beats) = (new Shares<RecordedNote>(Notes(document)),
            new Shares<RecordedBeat>(Beats(document)));
        var (chords, keys) = (new Shares<RecordedChord>(Chords(document)),
            new Shares<RecordedKey>(Keys(document)));
        List<RecordedMusic> all =
        [
            .. counts.Select(count => new RecordedMusic
            {
                Notes = notes.Next(count.Notes, note => note.Onset),
                Beats = beats.Next(count.Beats, beat => beat.Time),
                Chords = chords.Next(count.Chords, at => at.From),
                Keys = keys.Next(count.Keys, at => at.From),
            }),
        ];
        return notes.IsEmpty && beats.IsEmpty && chords.IsEmpty && keys.IsEmpty
            ? all
            : throw Misfit();
    }

    private static RecordedNote[] Notes(SafeTensorsDocument document)
    {
        var (times, keys) = (document[NoteTimes].Read<long>(), document[NoteKeys].Read<byte>());
        var loudness = document[NoteLoudness].Read<float>();
        Require(times.Length == 2L * keys.Length && loudness.Length == keys.Length);
        return
        [
            .. keys.Select((key, i) =>
            {
                Require(key < 128 && float.IsFinite(loudness[i])
                    && times[2 * i] >= 0 && times[2 * i + 1] > times[2 * i]);
                return new RecordedNote(
                    new SampleTime(times[2 * i]), new SampleTime(times[2 * i + 1]), key,
                    loudness[i]);
            }),
        ];
    }

    private static RecordedBeat[] Beats(SafeTensorsDocument document)
    {
        var (times, bars) = (document[BeatTimes].Read<long>(), document[BeatBars].Read<byte>());
        Require(bars.Length == 2L * times.Length);
        return
        [
            .. times.Select((time, i) =>
            {
                var (of, at) = (bars[2 * i], bars[2 * i + 1]);
                Require(of == 0 ? at == 0 : of is >= 2 and <= 7 && at < of);
                return new RecordedBeat(new SampleTime(time), of, at);
            }),
        ];
    }

    private static RecordedChord[] Chords(SafeTensorsDocument document)
    {
        var (times, tones) = (document[ChordTimes].Read<long>(), document[ChordTones].Read<byte>());
        var sureness = document[ChordSureness].Read<double>();
        Require(tones.Length == 3L * times.Length && sureness.Length == times.Length);
        return
        [
            .. times.Select((time, i) =>
            {
                var chord = new Chord(
                    tones[3 * i], (ChordKind)tones[3 * i + 1], tones[3 * i + 2], sureness[i]);
                Require(chord is { Root: < 12, Bass: < 12, Sureness: >= 0 and <= 1 }
                    && Enum.IsDefined(chord.Kind));
                return new RecordedChord(new SampleTime(time), chord);
            }),
        ];
    }

    private static RecordedKey[] Keys(SafeTensorsDocument document)
    {
        var (times, tones) = (document[KeyTimes].Read<long>(), document[KeyTones].Read<byte>());
        var sureness = document[KeySureness].Read<double>();
        Require(tones.Length == 2L * times.Length && sureness.Length == times.Length);
        return
        [
            .. times.Select((time, i) =>
            {
                Require(tones[2 * i] < 12 && tones[2 * i + 1] < 2 && sureness[i] is >= 0 and <= 1);
                return new RecordedKey(
                    new SampleTime(time),
                    new MusicalKey(tones[2 * i], tones[2 * i + 1] == 1, sureness[i]));
            }),
        ];
    }

    private static void Require(bool fits)
    {
        if (!fits)
        {
            throw Misfit();
        }
    }

    private static SafeTensorsException Misfit() => new("the music of its recordings does not fit");

    /// <summary>Shares out what follows one another.</summary>
    private sealed class Shares<T>(T[] all)
    {
        private int _at;

        public bool IsEmpty => _at == all.Length;

        public ImmutableArray<T> Next(int count, Func<T, SampleTime> time)
        {
            Require(count >= 0 && count <= all.Length - _at);
            ImmutableArray<T> share = [.. all.AsSpan(_at, count)];
            _at += count;
            for (var i = 1; i < count; i++)
            {
                Require(time(share[i]) >= time(share[i - 1]));
            }

            return share;
        }
    }
}
