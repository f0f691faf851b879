using System.Runtime.InteropServices;

namespace Antiphon.Native;

/// <summary>A native library that may or may not be installed, and its functions by name.</summary>
/// <param name="package">What to install where it is missing.</param>
/// <param name="names">The names it goes by, the likeliest first.</param>
internal sealed class NativeModule(string package, params string[] names)
{
    private readonly nint _library = Load(names);

    public bool IsThere => _library != 0;

    /// <summary>Why it cannot be used, for a person; null when it is there.</summary>
    public string? Missing =>
        IsThere ? null : $"{names[0]} is not installed; install {package}";

    /// <summary>The address of a function; 0 where it or the library is missing.</summary>
    public nint this[string function] =>
        _library != 0 && NativeLibrary.TryGetExport(_library, function, out var address)
            ? address
            : 0;

    private static nint Load(string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        return 0;
    }
}
