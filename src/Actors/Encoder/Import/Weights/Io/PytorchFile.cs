using System.IO.Compression;
using Antiphon.Disk.Io;
using Antiphon.Tensors;

namespace Antiphon.Encoder.Io;

/// <summary>Weights in a file of torch.save (since 1.6: a zip archive); not thread-safe.</summary>
/// <remarks>
/// PyTorch does not compress; archives that were packed again are read, but not such as say that
/// they unfold to many times their length: nothing of those is unpacked.
/// </remarks>
public sealed class PytorchFile : IWeightFile
{
    private const int MaxPickleBytes = 16 << 20;
    private const int MostTimesLonger = 4;

    private readonly ZipArchive _archive;
    private readonly string _root;
    private readonly Dictionary<string, PickledTensor> _views = [];

    /// <summary>Opens an archive and reads its pickle, which can run nothing.</summary>
    /// <exception cref="ModelRefusedException">Damaged, cut short, or poisoned.</exception>
    public PytorchFile(string path)
    {
        Name = path;
        FileStream? file = null;
        try
        {
            file = ReadableFile.Open(path);
            _archive = new ZipArchive(file, ZipArchiveMode.Read);
            RequireBound(file.Length);
            (_root, var pickle) = Pickle();
            var tensors = new Dictionary<string, WeightTensor>();
            foreach (var (name, view) in new PickleReader(pickle, path).Read())
            {
                if (TypeOf(view) is { } type)
                {
                    _views.Add(name, view);
                    tensors.Add(name, new WeightTensor(name, view.Shape, type));
                }
            }

            Tensors = tensors;
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is InvalidDataException)
            {
                throw new ModelRefusedException(
                    $"'{path}' is cut short or no archive of PyTorch 1.6 or later: fetch it again.",
                    error);
            }

            if (error is IOException or UnauthorizedAccessException)
            {
                throw new ModelRefusedException($"'{path}' cannot be read: {error.Message}", error);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <inheritdoc/>
    public float[] Read(WeightTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var view = _views[tensor.Name];
        var entry = _archive.GetEntry($"{_root}data/{view.Storage}");
        var elementBytes = SafeTensor.SizeOf(tensor.Type);
        if (!view.IsPlain || entry is null || entry.Length > Array.MaxLength
            || entry.Length != (Int128)view.StorageElements * elementBytes)
        {
            throw new ModelRefusedException(
                $"'{Name}': tensor '{tensor.Name}' does not fit its storage " +
                $"'{view.Storage}': fetch the file again, or use model.safetensors.");
        }

        var bytes = new byte[entry.Length];
        Fill(entry, bytes, tensor.Name);
        var first = (int)(view.Offset * elementBytes);
        var data = bytes.AsMemory(first, (int)tensor.ByteLength);
        return new SafeTensor(tensor.Name, tensor.Type, [(int)tensor.Elements], data)
            .ReadSingles();
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private static SafeTensorType? TypeOf(PickledTensor view) => view.Kind switch
    {
        "torch.FloatStorage" => SafeTensorType.F32,
        "torch.HalfStorage" => SafeTensorType.F16,
        "torch.BFloat16Storage" => SafeTensorType.BF16,
        _ => null,
    };

    // By what the archive says of itself; what it does not say is found out by reading no more.
    private void RequireBound(long fileBytes)
    {
        var unfolded = _archive.Entries.Sum(entry => (double)entry.Length);
        if (unfolded > (double)MostTimesLonger * fileBytes)
        {
            throw new ModelRefusedException(FormattableString.Invariant(
                $"'{Name}' would unfold from {fileBytes / 1e6:0} MB to {unfolded / 1e6:0} MB, ")
                + "which no weights do: it was not unpacked. Fetch it again, or use "
                + "model.safetensors.");
        }
    }

    private (string Root, byte[] Bytes) Pickle()
    {
        const string name = "data.pkl";
        var entry = _archive.Entries.FirstOrDefault(entry => entry.Name == name);
        if (entry is null || entry.Length > MaxPickleBytes)
        {
            throw new ModelRefusedException(
                $"'{Name}' holds no {name} of weights: it is no file of torch.save.");
        }

        var bytes = new byte[entry.Length];
        Fill(entry, bytes, name);
        return (entry.FullName[..^name.Length], bytes);
    }

    // No more is unfolded than the archive says, so that one which holds more, or whose bytes were
    // damaged, shows by its checksum alone. PyTorch may be told to leave that out: then it is 0.
    private void Fill(ZipArchiveEntry entry, byte[] bytes, string what)
    {
        try
        {
            using var stream = entry.Open();
            stream.ReadExactly(bytes);
            if (entry.Crc32 != 0 && entry.Crc32 != ArchiveChecksum.Of(bytes))
            {
                throw new InvalidDataException("its checksum is another");
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException
            or NotSupportedException or ArgumentException)
        {
            throw new ModelRefusedException(
                $"'{Name}' is cut short or damaged at '{what}': fetch it again.", error);
        }
    }
}
