using System.Runtime.InteropServices;

namespace Antiphon.Devices.Tests;

/// <summary>What this machine has of native libraries and programs.</summary>
internal static class Machine
{
    /// <summary>The reason to skip a test; null when all that it needs is there.</summary>
    /// <param name="needs">File names of shared libraries, and names of programs.</param>
    public static string? WhatLacks(IEnumerable<string> needs)
    {
        var missing = needs.Where(need => !Has(need)).ToList();
        return missing.Count == 0
            ? null
            : $"this machine has no {string.Join(", no ", missing)}; .ci/run names the packages";
    }

    private static bool Has(string need) => IsLibrary(need) ? HasLibrary(need) : HasProgram(need);

    private static bool IsLibrary(string need) =>
        need.Contains(".so", StringComparison.Ordinal);

    private static bool HasLibrary(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var handle))
        {
            return false;
        }

        NativeLibrary.Free(handle);
        return true;
    }

    private static bool HasProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, name)));
}
