using System.Text.Json;
using Antiphon.Disk.Io;
using Antiphon.Tensors;
using Antiphon.Tensors.Io;

namespace Antiphon.MemoryBuffer.Io;

/// <summary>Keeps a corpus as one safetensors file.</summary>
public static class CorpusFile
{
    /// <summary>Writes the whole of it, or leaves what stood there.</summary>
    /// <exception cref="SafeTensorsException">The place cannot be written.</exception>
    public static void Save(string path, Corpus corpus) =>
        SafeTensorsFile.Write(path, CorpusTensors.Write(corpus));

    /// <summary>Reads a corpus, whatever words it speaks.</summary>
    /// <exception cref="CorpusRefusedException">
    /// It is missing, damaged, no corpus, or of another format.
    /// </exception>
    public static Corpus Load(string path)
    {
        if (!ReadableFile.IsThere(path))
        {
            throw new CorpusRefusedException(
                $"there is no corpus {path}; "
                + $"hear one: antiphon corpus build AUDIO... --out {path}");
        }

        try
        {
            return CorpusTensors.Read(SafeTensorsFile.Read(path), path);
        }
        catch (Exception fault) when (fault is SafeTensorsException or JsonException)
        {
            var why = fault is JsonException ? "a record in it cannot be read" : fault.Message;
            throw new CorpusRefusedException(
                $"{path} is no corpus that can be read: {why}; "
                + $"hear it again: antiphon corpus build AUDIO... --out {path}",
                fault);
        }
    }

    /// <summary>Reads a corpus that must speak the words of this rig.</summary>
    /// <exception cref="CorpusRefusedException">
    /// As above, or it names both vocabularies.
    /// </exception>
    public static Corpus Load(string path, VocabularyId here)
    {
        var corpus = Load(path);
        corpus.Tongue.Require(here, path, "this rig");
        return corpus;
    }
}
