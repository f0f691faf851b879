using Antiphon.Disk.Io;

namespace Antiphon.Encoder.Io;

/// <summary>A published folder: configuration and weights.</summary>
internal static class HubertFolder
{
    private const string Safetensors = "model.safetensors";
    private const string Preprocessor = "preprocessor_config.json";
    private const string Pickle = "pytorch_model.bin";
    private const string Index = ".index.json";
    private const int MostTextBytes = 1_000_000;

    /// <summary>Reads config.json, and preprocessor_config.json where there is one.</summary>
    /// <exception cref="ModelRefusedException">
    /// Missing, damaged, or another architecture.
    /// </exception>
    public static HubertConfig Config(string folder) => HubertConfig.Parse(
        Text(folder, "config.json"),
        Path.Exists(Path.Combine(folder, Preprocessor)) ? Text(folder, Preprocessor) : null);

    /// <summary>Opens the weights: safetensors where there are both, whole before shards.</summary>
    /// <exception cref="ModelRefusedException">There are none, or they are damaged.</exception>
    public static IWeightFile Weights(string folder)
    {
        (string File, Func<string, IWeightFile> Open)[] kinds =
        [
            (Safetensors, OpenTensors),
            (Safetensors + Index, path => new ShardedWeights(path, OpenTensors)),
            (Pickle, OpenPickle),
            (Pickle + Index, path => new ShardedWeights(path, OpenPickle)),
        ];
        var (name, open) = kinds.FirstOrDefault(
            kind => Path.Exists(Path.Combine(folder, kind.File)));
        return name is not null
            ? open(Path.Combine(folder, name))
            : throw new ModelRefusedException(
                $"'{folder}' holds neither {Safetensors} nor {Pickle}, whole or in parts with " +
                $"their {Index[1..]}: bring one of them.");
    }

    private static IWeightFile OpenTensors(string path) =>
        Try(path, () => new SafeTensorsWeights(path));

    private static IWeightFile OpenPickle(string path) => Try(path, () => new PytorchFile(path));

    private static IWeightFile Try(string path, Func<IWeightFile> open)
    {
        try
        {
            return IsPointer(path)
                ? throw new ModelRefusedException(
                    $"'{path}' is a pointer of Git LFS and no weights: fetch them with git lfs pull.")
                : open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"The weights '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static bool IsPointer(string path)
    {
        using var file = ReadableFile.Open(path);
        var head = new byte[32];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, read).StartsWith("version https://git-lfs"u8);
    }

    private static string Text(string folder, string file)
    {
        try
        {
            return ReadableFile.ReadText(Path.Combine(folder, file), MostTextBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException(
                $"'{folder}' has no readable {file} ({error.Message}): bring the whole published " +
                "folder.", error);
        }
    }
}
