using Xunit;

namespace Antiphon.Devices.Tests;

/// <summary>
/// A fact about real devices: skipped, with the reason, on a machine that lacks what it needs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeviceFactAttribute : FactAttribute
{
    /// <param name="needs">
    /// Shared libraries (<c>libjack.so.0</c>) and programs (<c>jackd</c>) that must be there.
    /// </param>
    public DeviceFactAttribute(params string[] needs) => Skip = Machine.WhatLacks(needs);
}

/// <summary>The same for a fact of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeviceTheoryAttribute : TheoryAttribute
{
    /// <param name="needs">Shared libraries and programs that must be there.</param>
    public DeviceTheoryAttribute(params string[] needs) => Skip = Machine.WhatLacks(needs);
}
