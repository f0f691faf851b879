using System.Globalization;
using Antiphon.Agent;
using Antiphon.Flow;
using Antiphon.Host.Output;
using Antiphon.Rig;
using Antiphon.Session;

namespace Antiphon.Host.Observers;

/// <summary>Says when a chart is followed, and when it is given up.</summary>
internal sealed class ChartPrinter(Terminal terminal) : IRigObserver
{
    private readonly ChartWatch _chart = new();

    public void Decided(Slot slot)
    {
        if (slot is AgentDecided decided && _chart.Hear(decided) is { } chart)
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture, $"{chart.Time.Seconds,6:0.0} s: {chart.Text}"));
        }
    }
}
