using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Antiphon.Capture.Io;

/// <summary>A native library that may or may not be on this machine, and its functions.</summary>
internal sealed class NativeModule
{
    private readonly nint _handle;

    private NativeModule(nint handle) => _handle = handle;

    /// <summary>Loads the first of several names under which a library is known.</summary>
    public static bool TryLoad(
        IEnumerable<string> names, [NotNullWhen(true)] out NativeModule? module)
    {
        module = null;
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                module = new NativeModule(handle);
                return true;
            }
        }

        return false;
    }

    /// <summary>The address of a function; 0 when the library has none of that name.</summary>
    public nint Function(string name) =>
        NativeLibrary.TryGetExport(_handle, name, out var address) ? address : 0;
}
