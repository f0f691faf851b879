// .NET runs this type in any program when DOTNET_STARTUP_HOOKS names this assembly; it must have no
// namespace. The tests kill the real program with it, by a fault on a thread that nobody awaits.
internal static class StartupHook
{
    public static void Initialize()
    {
        var saboteur = new Thread(() =>
        {
            Console.In.ReadLine();
            throw new InvalidOperationException("a screw came loose");
        });
        saboteur.IsBackground = true;
        saboteur.Start();
    }
}
