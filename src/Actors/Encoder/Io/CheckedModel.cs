namespace Antiphon.Encoder.Io;

/// <summary>A model whose file was found to be what the manifest says.</summary>
public sealed record CheckedModel
{
    internal CheckedModel(ModelEntry entry, string path) => (Entry, Path) = (entry, path);

    public ModelEntry Entry { get; }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }
}
