namespace Antiphon.Capture;

/// <summary>An audio input that the machine has.</summary>
/// <param name="Index">Its number in the driver's list.</param>
/// <param name="Name">Its name.</param>
/// <param name="Driver">What drives it, such as ALSA.</param>
/// <param name="Channels">Channels that it has at most.</param>
/// <param name="DefaultRateHz">The rate that it prefers, in Hz.</param>
/// <param name="LowLatencyMs">Latency it gives where little is asked for, in ms.</param>
/// <param name="HighLatencyMs">Latency it gives where safety is asked for, in ms.</param>
/// <param name="IsDefault">True for the one that <c>portaudio:</c> alone means.</param>
public sealed record AudioDeviceInfo(
    int Index, string Name, string Driver, int Channels, int DefaultRateHz, double LowLatencyMs,
    double HighLatencyMs, bool IsDefault)
{
    /// <summary>Finds the device that a person means.</summary>
    /// <param name="wanted">
    /// An exact name, an index, part of one name in any case, or nothing for the default.
    /// </param>
    /// <param name="why">What is wrong and what there is, when null is returned.</param>
    public static AudioDeviceInfo? Find(
        IReadOnlyList<AudioDeviceInfo> devices, string wanted, out string why)
    {
        why = "";
        var found = wanted.Length == 0
            ? devices.Where(device => device.IsDefault).ToList()
            : Matching(devices, wanted);
        if (found.Count == 1)
        {
            return found[0];
        }

        var names = string.Join(", ", devices.Select(device => $"{device.Index} '{device.Name}'"));
        why = (found.Count, devices.Count, wanted.Length) switch
        {
            (_, 0, _) => "there is no audio input on this machine",
            (0, _, 0) => $"there is no default input; name one of {names}",
            (0, _, _) => $"no input has that name; there are {names}",
            _ => $"several inputs have that in their name: "
                + string.Join(", ", found.Select(device => $"{device.Index} '{device.Name}'")),
        };
        return null;
    }

    /// <summary>Whether a name means several devices: more of it has to be said.</summary>
    public static bool IsAmbiguous(IReadOnlyList<AudioDeviceInfo> devices, string wanted) =>
        wanted.Length > 0 && Matching(devices, wanted).Count > 1;

    private static List<AudioDeviceInfo> Matching(
        IReadOnlyList<AudioDeviceInfo> devices, string wanted)
    {
        var exact = devices.Where(device => device.Name == wanted).Take(1).ToList();
        if (exact.Count == 0 && int.TryParse(wanted, out var index))
        {
            exact = [.. devices.Where(device => device.Index == index)];
        }

        return exact.Count > 0
            ? exact
            : [.. devices.Where(device =>
                device.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
    }
}
