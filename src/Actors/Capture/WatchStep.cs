namespace Antiphon.Capture;

/// <summary>What is to be done about a device, by <see cref="DeviceWatch"/>.</summary>
public enum WatchStep
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The device has fallen silent: say so.</summary>
    Lost,

    /// <summary>Begin to open it again.</summary>
    Open,

    /// <summary>It was opened again, and does not call: say so.</summary>
    StillLost,

    /// <summary>It is heard again: say so.</summary>
    Regained,

    /// <summary>An attempt to open it does not come back: the process must be restarted.</summary>
    Hung,
}
