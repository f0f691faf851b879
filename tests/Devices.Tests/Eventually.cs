namespace Antiphon.Devices.Tests;

/// <summary>Waits for what real devices do in their own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something is true; how long does not matter, within patience.</summary>
    /// <exception cref="TimeoutException">It did not happen; says what it was told to.</exception>
    public static async Task True(Func<bool> happened, string otherwise)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (!happened())
        {
            if (time.GetElapsedTime(began) > LongestPatience)
            {
                throw new TimeoutException(otherwise);
            }

            await Task.Delay(Look, time);
        }
    }
}
