using MultiVenueMargin.Cli.CommandLine;

return Commands.Run(args, Terminal.OfProcess());
