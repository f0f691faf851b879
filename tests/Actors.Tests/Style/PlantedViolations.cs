#pragma warning disable IDE0130, IDE0161 // The law needs something to find.
namespace Antiphon.Notes
{
    internal sealed record PlantedNote(Time.PlantedInstant Instant);
}

namespace Antiphon.Time
{
    internal sealed record PlantedInstant(long Value);

    internal sealed record PlantedBackwards(Notes.PlantedNote Note);

    internal static class PlantedInABody
    {
        public static string Name() => new List<Notes.PlantedNote?>().GetType().Name;
    }

    internal static class PlantedPure
    {
        public static void Write() => Io.PlantedDisk.Write();
    }
}

namespace Antiphon.Time.Io
{
    internal static class PlantedDisk
    {
        public static void Write()
        {
        }
    }
}

namespace Antiphon.Nowhere
{
    internal static class PlantedStranger
    {
        public static void Write() => Time.PlantedPure.Write();
    }
}
