using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary><c>mvm margin explain</c>: every figure opened into parts that add up exactly, how far the market may move, what would meet a call.</summary>
internal static class MarginExplainCommand
{
    public static readonly LiveCommand Command = new(
        "margin explain", "margin", [new("--pool", TakesValue: true), new("--without-outlook", TakesValue: false)], MostWords: 1, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if (AccountNames.Read(arguments, 0, out problem) is not { } account)
        {
            return null;
        }

        var request = new V1.ExplainRequest
        {
            Account = account,
            Pool = arguments.ValueOf("--pool") ?? string.Empty,
            WithOutlook = !arguments.Has("--without-outlook"),
        };
        return session => ShowAsync(session, request);
    }

    private static async Task<int> ShowAsync(LiveSession session, V1.ExplainRequest request)
    {
        session.Asked = request.Account;
        var answer = await session.Client.Margin.ExplainAsync(request, cancellationToken: session.Ending);
        session.Write(answer, console => ExplainTables.Write(console, answer), csv => WriteRows(csv, answer));
        var asked = answer.Pools.Select(pool => pool.Pool).ToHashSet(StringComparer.Ordinal);
        return MarginCode.Of(answer.Margin.Report.Pools.Select(pool => pool.Figures).Where(figures => asked.Contains(figures.Pool)));
    }

    private static void WriteRows(CsvRows csv, V1.ExplainResponse answer)
    {
        csv.Header(["account", "pool", "figure", "path", "depth", "amount", "working", "venue", "holding", "factor", .. FigureColumns.StampNames]);
        var stamp = FigureColumns.StampOf(answer.Margin);
        foreach (var pool in answer.Pools)
        {
            Write("equity", pool.Equity.Name, 0, pool.Equity);
            Write("requirement", pool.Requirement.Name, 0, pool.Requirement);

            void Write(string figure, string path, int depth, V1.Explanation node)
            {
                csv.Row(
                [
                    answer.Margin.Report.Account, pool.Pool, figure, path, ExactNumber.Format(depth), node.Amount, node.Working, node.Venue, node.Holding,
                    node.Factor, .. stamp,
                ]);
                foreach (var part in node.Parts)
                {
                    Write(figure, $"{path} > {part.Name}", depth + 1, part);
                }
            }
        }
    }
}
