using System.Runtime.InteropServices;

namespace Antiphon.Midi.Io;

/// <summary>A library that may or may not be installed, and its functions by name.</summary>
/// <param name="package">What to install where it is missing.</param>
/// <param name="names">The names it goes by, the likeliest first.</param>
internal sealed class NativeFunctions(string package, params string[] names)
{
    private readonly nint _library = Load(names);

    public bool IsThere => _library != 0;

    /// <summary>The address of a function; 0 where it or the library is missing.</summary>
    public nint this[string function] =>
        _library != 0 && NativeLibrary.TryGetExport(_library, function, out var address)
            ? address
            : 0;

    /// <exception cref="MidiException">The library is not installed.</exception>
    public void Require(string address)
    {
        if (!IsThere)
        {
            throw new MidiException(
                MidiFault.Output,
                $"{address} cannot be opened: {names[0]} is not installed; install {package}.");
        }
    }

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
