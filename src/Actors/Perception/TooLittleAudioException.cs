namespace Antiphon.Perception;

/// <summary>There is too little sound above the gate to learn a vocabulary from.</summary>
public sealed class TooLittleAudioException(string message) : VocabularyRefusedException(message);
