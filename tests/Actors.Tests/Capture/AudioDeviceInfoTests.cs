using Antiphon.Capture;
using Xunit;

namespace Antiphon.Tests.Capture;

public sealed class AudioDeviceInfoTests
{
    private static readonly AudioDeviceInfo[] Devices =
    [
        Device(0, "Scarlett 2i2 USB: Audio (hw:1,0)"),
        Device(2, "Scarlett 18i8 USB: Audio (hw:2,0)"),
        Device(5, "pulse") with { IsDefault = true },
        Device(7, "0"),
    ];

    [Theory]
    [InlineData("pulse", 5)]
    [InlineData("PULSE", 5)]
    [InlineData("18i8", 2)]
    [InlineData("2", 2)]
    [InlineData("0", 7)]
    [InlineData("", 5)]
    public void A_device_is_found_by_name_part_of_it_index_or_nothing(string wanted, int index)
    {
        Assert.Equal(index, AudioDeviceInfo.Find(Devices, wanted, out var why)?.Index);
        Assert.Empty(why);
    }

    [Theory]
    [InlineData("scarlett", "several")]
    [InlineData("Behringer", "5 'pulse'")]
    [InlineData("3", "no input has that name")]
    public void What_is_not_clear_is_asked_back(string wanted, string told)
    {
        Assert.Null(AudioDeviceInfo.Find(Devices, wanted, out var why));
        Assert.Contains(told, why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_inputs_says_so()
    {
        Assert.Null(AudioDeviceInfo.Find([], "", out var why));
        Assert.Contains("no audio input", why, StringComparison.Ordinal);
        Assert.Null(AudioDeviceInfo.Find(Devices[..1], "", out why));
        Assert.Contains("no default input", why, StringComparison.Ordinal);
    }

    private static AudioDeviceInfo Device(int index, string name) =>
        new(index, name, "ALSA", 2, 48_000, 5, 20, IsDefault: false);
}
