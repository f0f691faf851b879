using System.Text.Json;
using Antiphon.Disk.Io;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;

namespace Antiphon.Perception.Io;

/// <summary>Keeps a vocabulary as one safetensors file.</summary>
public static class VocabularyFile
{
    /// <summary>Writes the whole of it, or leaves what stood there.</summary>
    /// <exception cref="SafeTensorsException">The place cannot be written.</exception>
    public static void Save(string path, Vocabulary vocabulary) =>
        SafeTensorsFile.Write(path, VocabularyTensors.Write(vocabulary));

    /// <summary>Reads a vocabulary, whatever its contract.</summary>
    /// <exception cref="VocabularyRefusedException">
    /// It is missing, damaged, no vocabulary, or of another format.
    /// </exception>
    public static Vocabulary Load(string path)
    {
        if (!ReadableFile.IsThere(path))
        {
            throw new VocabularyRefusedException(
                $"there is no vocabulary {path}; learn one: antiphon train AUDIO... --out {path}");
        }

        try
        {
            return VocabularyTensors.Read(SafeTensorsFile.Read(path), path);
        }
        catch (Exception fault) when (fault is SafeTensorsException or JsonException)
        {
            var why = fault is JsonException ? "a record in it cannot be read" : fault.Message;
            throw new VocabularyRefusedException(
                $"{path} is no vocabulary that can be read: {why}; "
                + $"learn anew: antiphon train AUDIO... --out {path}",
                fault);
        }
    }

    /// <summary>Reads a vocabulary that must hold under this rig's contract.</summary>
    /// <exception cref="VocabularyRefusedException">As above, or it names what differs.</exception>
    public static Vocabulary Load(string path, PerceptionContract here)
    {
        var vocabulary = Load(path);
        vocabulary.Require(here, path);
        return vocabulary;
    }
}
