using Antiphon.Host;

return await CommandLine.Run(args).ConfigureAwait(false);
