using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Reports;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>An explained margin, in the look of <c>mvm evaluate --explain</c>.</summary>
internal static class ExplainTables
{
    public static void Write(IAnsiConsole console, V1.ExplainResponse answer)
    {
        MarginTables.WriteCurrency(console, answer.Margin.IsCurrent);
        foreach (var explained in answer.Pools)
        {
            if (answer.Margin.Report.Pools.FirstOrDefault(pool => pool.Figures.Pool == explained.Pool) is { } pool)
            {
                WritePool(console, answer, explained, pool);
            }
        }

        MarginTables.WriteFoundation(console, answer.Margin);
    }

    private static void WritePool(IAnsiConsole console, V1.ExplainResponse answer, V1.PoolExplanation explained, V1.PoolMargin pool)
    {
        MarginTables.WritePool(console, answer.Margin, pool);
        foreach (var unit in pool.Units)
        {
            ScanTables.Write(console, unit);
        }

        var (equity, requirement) = (ReportReading.Read(explained.Equity), ReportReading.Read(explained.Requirement));
        HoldingTables.WriteCollateral(console, equity);
        HoldingTables.WritePositions(console, requirement);
        ReportTables.WriteCall(
            console,
            ReportReading.ReadUsd("call_amount", pool.Figures.CallAmount),
            [.. answer.CallAmounts.Where(option => option.Pool == pool.Figures.Pool).Select(ReportReading.Read)],
            "nobody");
        ReportTables.WriteDistances(console, [.. answer.Distances.Where(distance => distance.Pool == pool.Figures.Pool).Select(ReportReading.Read)]);
        ExplanationTables.WriteTree(console, "Where the equity comes from", equity);
        ExplanationTables.WriteTree(console, "Where the requirement comes from", requirement);
        ExplanationTables.WriteSums(console, "MM by venue", requirement.ByVenue());
        ExplanationTables.WriteSums(console, "MM by factor", requirement.ByFactor());
        MarginTables.WriteOmissions(console, pool);
    }
}
