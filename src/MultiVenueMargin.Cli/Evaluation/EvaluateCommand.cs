using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Models;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Cli.Evaluation;

/// <summary><c>mvm evaluate</c>: files in, the margin and its explanation out.</summary>
internal static class EvaluateCommand
{
    private static readonly Option[] Options =
    [
        new("--book", TakesValue: true),
        new("--market", TakesValue: true),
        new("--rules", TakesValue: true),
        new("--what-if", TakesValue: true),
        new("--model", TakesValue: true),
        new("--rank", TakesValue: false),
        new("--explain", TakesValue: false),
        new("--output", TakesValue: true),
    ];

    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (Arguments.Parse(args, Options, out var problem) is not { } arguments)
        {
            return Misused(problem, terminal);
        }

        if (arguments.ValueOf("--book") is not { } bookFile)
        {
            return Misused("--book FILE is missing: it names what the account holds.", terminal);
        }

        var output = arguments.ValueOf("--output") ?? "table";
        if (output is not ("table" or "json"))
        {
            return Misused($"--output {JsonPath.Shown(output)} is not known; it is table or json.", terminal);
        }

        var (models, rank) = (arguments.ValueOf("--model"), arguments.Has("--rank"));
        if ((models is not null || rank) && arguments.ValueOf("--what-if") is not null)
        {
            return Misused("--model and --rank look at the book as it is; leave out --what-if.", terminal);
        }

        var inputs = Inputs.Load(
            bookFile, arguments.ValueOf("--market"), arguments.ValueOf("--rules"), arguments.ValueOf("--what-if"), terminal.Error);
        if (inputs is null)
        {
            return ExitCode.FileRefused;
        }

        try
        {
            return models is not null || rank
                ? ModelEvaluation.Run(inputs, models ?? string.Empty, rank, arguments.Has("--explain"), output == "json", terminal)
                : Evaluate(inputs, arguments.Has("--explain"), output == "json", terminal);
        }
        catch (ArithmeticException refusal)
        {
            // Exact arithmetic is checked: each figure was within its bounds and what became of them is not. No figure is
            // better than one that wrapped, and the person who wrote the files can do more about it than a stack trace.
            terminal.Error.WriteLine(
                $"{JsonPath.Shown(bookFile, longest: 200)}: its figures, multiplied and divided with the market's, leave what an exact figure can hold "
                + $"({refusal.Message}) Look for an extreme quantity, multiplier, price or daily volume.");
            return ExitCode.FileRefused;
        }
    }

    private static int Evaluate(Inputs inputs, bool explain, bool asJson, Terminal terminal)
    {
        var (book, market, rules) = (inputs.Book, inputs.Market, inputs.Rules);
        if (inputs.Proposal is { } proposal)
        {
            var whatIf = WhatIfAnalysis.Evaluate(book, market, rules, proposal);
            if (asJson)
            {
                terminal.Output.WriteLine(ReportJson.Of(whatIf));
            }
            else
            {
                WhatIfTables.Write(terminal.Canvas(), whatIf);
                if (explain)
                {
                    ReportTables.Write(terminal.Canvas(), whatIf.After, proposal.Rules ?? rules, [], [], explain: true);
                }
            }

            return whatIf.Passes ? CodeOf(whatIf.After) : ExitCode.DoesNotPass;
        }

        var priced = new PricedMarket(market, rules);
        var report = HouseModel.Evaluate(book, priced);
        var outlook = explain ? Outlooks.Of(report, book, priced, pool: null, CancellationToken.None) : null;
        if (asJson)
        {
            terminal.Output.WriteLine(ReportJson.Of(report, outlook));
        }
        else
        {
            ReportTables.Write(terminal.Canvas(), report, rules, outlook?.Distances ?? [], outlook?.CallAmounts ?? [], explain);
        }

        return CodeOf(report);
    }

    /// <summary>Unknown first: what is not known may be worse than what is.</summary>
    private static int CodeOf(MarginReport report)
    {
        if (report.Pools.Any(pool => pool.State == MarginState.Unknown))
        {
            return ExitCode.Unknown;
        }

        return report.Pools.Any(pool => pool.State >= MarginState.Call) ? ExitCode.Called : ExitCode.Sound;
    }

    private static int Misused(string problem, Terminal terminal)
    {
        terminal.Error.WriteLine($"mvm evaluate: {problem}");
        terminal.Error.WriteLine("See mvm help evaluate.");
        return ExitCode.Misused;
    }
}
