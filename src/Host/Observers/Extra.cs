using Antiphon.Control;
using Antiphon.Session;

namespace Antiphon.Host.Observers;

/// <summary>What the music does not wait for: whoever looks after it tells how it is.</summary>
internal static class Extra
{
    /// <summary>Makes news of what becomes of an extra.</summary>
    /// <param name="name">For people.</param>
    /// <param name="tell">Takes them, from any thread; must neither wait nor throw.</param>
    public static ExtraHealth Of(string name, Action<ExtraChanged> tell) => new(
        TimeProvider.System,
        why => tell(new ExtraLost(name, why)),
        away => tell(new ExtraRegained(name, away)));
}
