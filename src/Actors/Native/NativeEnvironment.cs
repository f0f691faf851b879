using System.Runtime.InteropServices;

namespace Antiphon.Native;

/// <summary>
/// The environment that native libraries read: .NET keeps one of its own, and what is set there
/// never reaches C's <c>getenv</c>.
/// </summary>
internal static unsafe class NativeEnvironment
{
    private static readonly NativeModule LibC = new("libc6", "libc.so.6", "libc.so");

    /// <summary>Sets a variable that is not set yet, for this process and its children.</summary>
    public static void SetDefault(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        if (LibC["setenv"] is not 0 and var setenv)
        {
            var (nameText, valueText) =
                (Marshal.StringToCoTaskMemUTF8(name), Marshal.StringToCoTaskMemUTF8(value));
            _ = ((delegate* unmanaged[Cdecl]<nint, nint, int, int>)setenv)(nameText, valueText, 0);
            Marshal.FreeCoTaskMem(nameText);
            Marshal.FreeCoTaskMem(valueText);
        }
    }
}
