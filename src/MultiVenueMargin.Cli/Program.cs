using MultiVenueMargin.Cli.Golden;

return args is [var command, .. var rest] ? command switch
{
    "golden" => GoldenCommand.Run(rest, Console.Out, Console.Error),
    _ => 0,
} : 0;
