using Antiphon.Capture;
using Antiphon.Flow;
using Antiphon.MemoryBuffer;
using Antiphon.Notes;
using Antiphon.Time;
using Antiphon.Transcription;

namespace Antiphon.Agent;

/// <summary>
/// Something that a mind can come to know: each case wraps what comes from another room. The family
/// is closed, and whoever tells its cases apart does so by <see cref="IMindInputVisitor{T}"/>: a
/// case that somebody does not handle does not compile.
/// </summary>
public abstract record MindInput
{
    private MindInput()
    {
    }

    /// <summary>Hands the case to its method of the visitor.</summary>
    public abstract T Accept<T>(IMindInputVisitor<T> visitor);

    /// <summary>A frame was remembered.</summary>
    public sealed record Frame(TokenRemembered Remembered) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.Frame(Remembered);
    }

    /// <summary>10 ms of sound struck the ear.</summary>
    public sealed record Reflex(ReflexHeard Heard) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.Reflex(Heard);
    }

    /// <summary>Notes and drums were heard; none without any.</summary>
    public sealed record Music(MusicHeard Heard) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.Music(Heard);
    }

    /// <summary>No reflex will come any more.</summary>
    public sealed record ReflexesEnded(ReflexEnded End) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.ReflexesEnded(End);
    }

    /// <summary>A stretch of sound was lost.</summary>
    public sealed record Lost(Gap Gap) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.Lost(Gap);
    }

    /// <summary>The input has ended.</summary>
    public sealed record SoundEnded(InputEnded End) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.SoundEnded(End);
    }

    /// <summary>A performer wants something.</summary>
    public sealed record Control(ControlGiven Given) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.Control(Given);
    }

    /// <summary>A key of a keyboard went down.</summary>
    public sealed record KeyDown(KeyPressed Pressed) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.KeyDown(Pressed);
    }

    /// <summary>A key of a keyboard came up.</summary>
    public sealed record Key(NoteHeard Note) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.Key(Note);
    }

    /// <summary>A planned note was let go, and did not sound.</summary>
    public sealed record LetGo(NoteSounded Note) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.LetGo(Note);
    }

    /// <summary>
    /// The mind took the place of one that failed, and knows nothing of the phrase in hand.
    /// </summary>
    /// <param name="Before">Minds that came before it in this run, at least 1.</param>
    public sealed record MindBegan(int Before) : MindInput
    {
        public override T Accept<T>(IMindInputVisitor<T> visitor) => visitor.MindBegan(Before);
    }
}

/// <summary>Something that is done with a <see cref="MindInput"/>, case by case.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
public interface IMindInputVisitor<out T>
{
    T Frame(TokenRemembered remembered);

    T Reflex(ReflexHeard reflex);

    T Music(MusicHeard heard);

    T ReflexesEnded(ReflexEnded end);

    T Lost(Gap gap);

    T SoundEnded(InputEnded end);

    T Control(ControlGiven given);

    T KeyDown(KeyPressed pressed);

    T Key(NoteHeard note);

    T LetGo(NoteSounded note);

    /// <param name="before">Minds that came before it in this run, at least 1.</param>
    T MindBegan(int before);
}

/// <summary>Something that a mind came to know, and when.</summary>
/// <param name="KnownAt">The tick at which decisions may rest on it.</param>
public sealed record MindEvent(MindInput What, SampleTime KnownAt);
