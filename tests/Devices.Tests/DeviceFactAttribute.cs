using Xunit;

namespace Antiphon.Devices.Tests;

/// <summary>
/// A fact about real devices: skipped, with the reason, on a machine that lacks what it needs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeviceFactAttribute : FactAttribute
{
    private bool _killsJack;

    /// <param name="needs">
    /// Shared libraries (<c>libjack.so.0</c>) and programs (<c>jackd</c>) that must be there.
    /// </param>
    public DeviceFactAttribute(params string[] needs) => Skip = Machine.WhatLacks(needs);

    /// <summary>
    /// True for a test that kills the JACK server of its own process: libjack may then end the
    /// process, and with it all other tests. It is run only where the variable is set.
    /// </summary>
    public bool KillsJack
    {
        get => _killsJack;
        set
        {
            _killsJack = value;
            if (value && Environment.GetEnvironmentVariable("ANTIPHON_KILL_JACK") is null)
            {
                Skip ??= "libjack may end a process whose server is killed; "
                    + "ANTIPHON_KILL_JACK=1 runs it";
            }
        }
    }
}
