using Antiphon.Host;

return await CommandLine.Run(args, Console.Out, Console.Error).ConfigureAwait(false);
