using Xunit;

namespace Antiphon.Devices.Tests;

/// <summary>Waits for what real devices do in their own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is true; how long does not matter, within patience.</summary>
    public static async Task True(
        Func<bool> happened, string otherwise, TimeSpan? patience = null)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (!happened())
        {
            Assert.True(
                time.GetElapsedTime(began) < (patience ?? TimeSpan.FromMinutes(2)), otherwise);
            await Task.Delay(Look, time);
        }
    }
}
