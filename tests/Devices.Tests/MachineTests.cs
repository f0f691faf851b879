using Xunit;

namespace Antiphon.Devices.Tests;

public sealed class MachineTests
{
    [Fact]
    public void What_is_missing_is_named() => Assert.Equal(
        "this machine has no libnosuch.so.9, no no-such-program; .ci/run names the packages",
        Machine.WhatLacks(["libnosuch.so.9", "no-such-program"]));

    [Fact]
    public void Nothing_needed_is_nothing_missing() => Assert.Null(Machine.WhatLacks([]));

    [Fact]
    public void A_program_that_is_there_is_found() =>
        Assert.Null(Machine.WhatLacks([OperatingSystem.IsWindows() ? "cmd.exe" : "sh"]));
}
