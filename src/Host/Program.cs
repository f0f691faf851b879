using Antiphon.Host;
using Antiphon.Native;

return await CommandLine
    .Run(RawFileName.Readable(args), Console.Out, Console.Error).ConfigureAwait(false);
