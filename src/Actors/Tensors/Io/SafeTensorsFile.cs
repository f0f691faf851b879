namespace Antiphon.Tensors.Io;

/// <summary>Reads and writes safetensors files.</summary>
public static class SafeTensorsFile
{
    private const long MaxBytes = 1L << 30;

    /// <summary>Reads a whole file, of at most 1 GiB.</summary>
    /// <exception cref="SafeTensorsException">It is missing, unreadable or damaged.</exception>
    public static SafeTensorsDocument Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new SafeTensorsException("there is no such file");
            }

            return file.Length > MaxBytes
                ? throw new SafeTensorsException("it is larger than 1 GiB")
                : SafeTensorsFormat.Parse(File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SafeTensorsException($"it cannot be read ({fault.Message})", fault);
        }
    }

    /// <summary>
    /// Writes a file so that either the whole of it stands there or what stood before: to a
    /// temporary file beside it, flushed to the disk, then renamed.
    /// </summary>
    /// <exception cref="SafeTensorsException">The folder cannot be written.</exception>
    public static void Write(string path, SafeTensorsDocument document)
    {
        var bytes = SafeTensorsFormat.Format(document);
        var temporary = path + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SafeTensorsException($"it cannot be written ({fault.Message})", fault);
        }
    }
}
