using Antiphon.Hpss;
using Antiphon.Signal;
using Antiphon.Time;

namespace Antiphon.Transcription;

/// <summary>
/// From logits to notes. A note begins where its onset peaks, if its key still sounds three frames
/// later, and ends where the key has not sounded for four frames, or where it is struck anew.
/// </summary>
/// <remarks>
/// The three frames take out what flares up beside a true onset: a semitone off, or an octave.
/// A sounding key is struck anew only if it becomes louder, or beyond doubt: strings and choirs
/// swell. Not thread-safe; allocates nothing.
/// </remarks>
internal sealed class NoteTracker(TranscriptionOptions options, HeardTexture texture)
{
    /// <summary>Frames from a frame to what is said of it.</summary>
    public const int FramesBehind = 3;

    private const int EndFrames = 4;
    private const int FramesApart = 4;

    // A slide: the key fades, the one beside it rises (logits), for two frames more if need be.
    private const int SlideFrames = 2;
    private const float SlideFall = 1.5f;
    private const float SlideRise = 2;
    private const float SlideLeast = -3;
    private const float SlideBehind = 3;

    // What is this far under the loudest key is accompaniment or a partial, not the melody.
    private const float MelodyRangeDb = 20;

    private readonly double _onset = EarFrame.Logit(options.OnsetSureness);
    private readonly double _sounding = EarFrame.Logit(options.SoundingSureness);
    private readonly double _end = EarFrame.Logit(options.EndSureness);
    private readonly double _restrike = EarFrame.Logit(Math.Min(options.RestrikeSureness, 0.9999));
    private readonly double _music = EarFrame.Logit(options.MusicSureness);
    private readonly KeyState[] _keys = new KeyState[EarFrame.Keys];
    private readonly KeyLoudness _loudness = new();
    private readonly float[] _notes = new float[(FramesBehind + 1) * EarFrame.Keys];
    private UInt128 _began;
    private long _frame;

    /// <summary>Hears a frame, and says what is known of the one three frames before.</summary>
    public void Hear(in EarFrame frame, ITranscript transcript)
    {
        _loudness.Hear(frame.Powers);
        frame.Notes.CopyTo(_notes.AsSpan(Row(0)));
        _began = 0;
        for (var key = 0; key < EarFrame.Keys; key++)
        {
            HearKey(key, frame, transcript);
        }

        var centre = frame.Moment(-FramesBehind);
        if (centre >= frame.Start && centre < frame.End)
        {
            transcript.Frame(Describe(frame, _began));
        }

        _frame++;
    }

    /// <summary>Ends every note.</summary>
    public void EndAll(SampleTime end, ITranscript transcript)
    {
        for (var key = 0; key < EarFrame.Keys; key++)
        {
            End(key, end, end, transcript);
        }
    }

    /// <summary>Forgets what it heard; notes must have ended.</summary>
    public void Reset()
    {
        Array.Fill(_keys, KeyState.Silent);
        _loudness.Reset();
        Array.Fill(_notes, float.NegativeInfinity);
        _frame = 0;
    }

    private void End(
        int index, SampleTime end, SampleTime knownAt, ITranscript transcript)
    {
        ref var key = ref _keys[index];
        if (!key.Sounds && !key.IsDoubted)
        {
            return;
        }

        var later = new SampleTime(Math.Max(end.HalfSamples, key.Onset.HalfSamples + 2));
        texture.Ended(later.SecondsSince(key.Onset));
        if (key.Sounds)
        {
            transcript.Ended(
                new NoteEnded(key.Onset, EarFrame.LowestKey + index, later, knownAt));
        }

        (key.Sounds, key.IsDoubted) = (false, false);
    }

    private void HearKey(int index, in EarFrame frame, ITranscript transcript)
    {
        ref var key = ref _keys[index];
        key.SinceBegan++;
        if (frame.Notes[index] >= _end)
        {
            key.Quiet = 0;
        }
        else if (++key.Quiet == EndFrames)
        {
            var end = SampleTime.Min(frame.Moment(1 - EndFrames), frame.End);
            End(index, end, frame.KnownAt, transcript);
        }

        LookForPeak(ref key, frame.Onsets[index]);
        if (key.SincePeak < 0 || ++key.SincePeak < FramesBehind)
        {
            return;
        }

        var slide = SlidesTo(index);
        if (slide != index && Note(0, slide) < _sounding
            && key.SincePeak < FramesBehind + SlideFrames)
        {
            return;
        }

        var onset = SampleTime.Max(
            frame.Moment(key.PeakOffset - key.SincePeak), frame.Start);
        key.SincePeak = -1;
        if (slide != index && Note(0, slide) >= _sounding)
        {
            ref var other = ref _keys[slide];
            if (other.Sounds || other.SincePeak >= 0)
            {
                return;
            }

            other.Peak = key.Peak;
            index = slide;
        }

        Begin(index, onset, frame, transcript);
    }

    private void Begin(int index, SampleTime onset, in EarFrame frame, ITranscript transcript)
    {
        ref var key = ref _keys[index];
        if (!frame.Awake || onset >= frame.Horizon || Note(0, index) < _sounding
            || (key.Sounds && !IsStruckAnew(key, index)))
        {
            return;
        }

        End(index, onset, frame.KnownAt, transcript);
        key.Begin(onset);
        var most = Math.Max(
            Math.Max(Note(0, index), Note(1, index)), Math.Max(Note(2, index), Note(3, index)));
        var isNote = NoteJudge.Judge(
            texture, onset, index, key.Peak, Note(0, index), Note(2, index), most) >= _music;
        texture.Began();
        (key.Sounds, key.IsDoubted) = (isNote, !isNote);
        if (isNote)
        {
            _began |= UInt128.One << (EarFrame.LowestKey + index);
            transcript.Began(new NoteBegan(
                onset, EarFrame.LowestKey + index, _loudness.NowDb(index),
                EarFrame.Probability(key.Peak), frame.KnownAt));
        }
    }

    // A tone that begins beside its key and slides into it within the frames behind an onset.
    private int SlidesTo(int index)
    {
        var most = Math.Max(Note(1, index), Math.Max(Note(2, index), Note(3, index)));
        if (most - Note(0, index) < SlideFall)
        {
            return index;
        }

        for (var key = Math.Max(0, index - 1); key <= index + 1 && key < EarFrame.Keys; key++)
        {
            if (key != index && Note(0, key) >= SlideLeast
                && Note(0, key) - Note(3, key) >= SlideRise
                && Note(0, key) >= Note(0, index) - SlideBehind
                && !(_keys[key].Sounds && _keys[key].SinceBegan > KeyLoudness.Frames))
            {
                return key;
            }
        }

        return index;
    }

    private float Note(int back, int key) => _notes[Row(back) + key];

    // A peak is one frame old when it is seen; a stronger one while it waits takes its place.
    private void LookForPeak(ref KeyState key, float onset)
    {
        if (key.SinceBegan > FramesApart && (key.SincePeak < 0 || key.Middle > key.Peak)
            && OnsetPeak.Is(key.Before, key.Middle, onset, _onset))
        {
            key.SincePeak = 0;
            key.Peak = key.Middle;
            key.PeakOffset = OnsetPeak.Offset(key.Before, key.Middle, onset);
        }

        key.Before = key.Middle;
        key.Middle = onset;
    }

    private bool IsStruckAnew(in KeyState key, int index) =>
        key.Peak >= _restrike || _loudness.RiseDb(index) >= options.RestrikeDb;

    private int Row(int back) =>
        (int)((_frame + FramesBehind + 1 - back) % (FramesBehind + 1)) * EarFrame.Keys;

    private FrameNotes Describe(in EarFrame frame, UInt128 began)
    {
        var notes = _notes.AsSpan(Row(FramesBehind), EarFrame.Keys);
        var chroma = default(Chroma);
        var sum = 0f;
        UInt128 sounding = 0;
        var (bass, loudest) = (-1, Decibels.Floor);
        for (var key = 0; key < EarFrame.Keys; key++)
        {
            var sureness = frame.Awake ? EarFrame.Probability(notes[key]) : 0;
            chroma[(EarFrame.LowestKey + key) % Chroma.Classes] += sureness;
            sum += sureness;
            if (_keys[key].Sounds && notes[key] >= _end)
            {
                sounding |= UInt128.One << (EarFrame.LowestKey + key);
                bass = bass < 0 ? key : bass;
                loudest = Math.Max(loudest, _loudness.NowDb(key));
            }
        }

        for (var pitchClass = 0; pitchClass < Chroma.Classes; pitchClass++)
        {
            chroma[pitchClass] = sum > 0 ? chroma[pitchClass] / sum : 0;
        }

        return new FrameNotes(
            frame.Moment(-FramesBehind), sounding, began, chroma,
            bass < 0 ? null : EarFrame.LowestKey + bass,
            Melody(sounding, loudest), frame.KnownAt);
    }

    private int? Melody(UInt128 sounding, float loudest)
    {
        for (var key = EarFrame.Keys - 1; key >= 0; key--)
        {
            if ((sounding >> (EarFrame.LowestKey + key) & 1) != 0
                && _loudness.NowDb(key) >= loudest - MelodyRangeDb)
            {
                return EarFrame.LowestKey + key;
            }
        }

        return null;
    }

    private struct KeyState
    {
        public bool Sounds;
        public bool IsDoubted;
        public SampleTime Onset;
        public int Quiet;
        public int SinceBegan;
        public int SincePeak;
        public float Peak;
        public double PeakOffset;
        public float Before;
        public float Middle;

        public static KeyState Silent => new()
        {
            SinceBegan = FramesApart + 1,
            SincePeak = -1,
            Before = float.NegativeInfinity,
            Middle = float.NegativeInfinity,
        };

        public void Begin(SampleTime onset)
        {
            (Sounds, Onset) = (true, onset);
            (Quiet, SinceBegan) = (0, FramesBehind);
        }
    }
}
